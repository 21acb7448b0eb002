"""The revision of a booking that a form's page showed: what is pressed there is meant for that one alone."""

import re
from collections.abc import Mapping

FIELD = "seen"
_NEVER_SHOWN = -1


def seen_revision(sent: Mapping[str, str]) -> int:
    """The revision in a sent form; of one that shows none it is no booking's, so that it is looked at first."""
    typed = sent.get(FIELD, "")
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else _NEVER_SHOWN
