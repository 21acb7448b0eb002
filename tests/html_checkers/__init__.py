"""Programs that read our pages as strangers: axe and HTML_CodeSniffer in the browser, the Nu checker on the source.

`make screens` asks them about every page and state that it photographs; .ci/html installs them.
"""

from pathlib import Path

INSTALLED = Path(__file__).parent / "node_modules"
