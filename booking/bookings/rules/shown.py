"""What a page showed, in short: whoever presses its button acts on that and on nothing else; knows no tables."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from calendars.office_time import to_utc


def draft_in_short(*, topic: str, wishes: Sequence[str], terms_version: str | None, starts_at: datetime) -> str:
    """A digest of everything of a draft that its confirmation page shows."""
    shown = [topic, list(wishes), terms_version, to_utc(starts_at).isoformat()]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()
