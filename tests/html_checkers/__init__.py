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
)


def is_allowed(finding: str) -> bool:
    """Whether this stays as it is."""
    return any(part in finding for part in ALLOWED)
