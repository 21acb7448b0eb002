"""The codes by which offices, procedures and desks are called in files, addresses and commands; knows no tables."""

import re

LONGEST = 40  # characters
PATTERN = rf"[a-z][a-z0-9-]{{1,{LONGEST - 1}}}"

_CODE = re.compile(PATTERN)


def is_code(text: str) -> bool:
    """Whether `text` can be a code at all; any other need not be looked for."""
    return _CODE.fullmatch(text) is not None
