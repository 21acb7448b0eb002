"""Programs that read our pages as strangers: axe and HTML_CodeSniffer in the browser, the Nu checker on the source.

`make screens` asks them about every page and state that it photographs; .ci/html installs them.
"""

from pathlib import Path

INSTALLED = Path(__file__).parent / "node_modules"

# A part of each finding that is not mended, and why.
ALLOWED = (
    # The whole address in a field of one line: browsers fill it, though the standard wants a field of several lines.
    # What it allows there, the first line of an address, would lack prefecture and city.
    "InvalidAutoComplete_Multiline",
    "“street-address”",
    # The buttons stand in the rows of the day, and name these two forms; HTML_CodeSniffer looks inside them alone.
    '<form id="to-mark"',
    '<form id="to-start"',
    # A heading over a part of a table has the scope of that part; HTML_CodeSniffer knows `headers` alone.
    "H43.HeadersRequired",
)


def is_allowed(finding: str) -> bool:
    """Whether this stays as it is."""
    return any(part in finding for part in ALLOWED)
