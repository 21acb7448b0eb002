"""What a provider tells of a meeting, while it runs or after it: one thing at one moment; knows no tables."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Instead of a participant's key: whoever stands before a meeting that nobody has opened yet. They get one inside.
BEFORE_THE_DOOR = "before-the-door"


class Sign(StrEnum):
    """What happened."""

    STARTED = "started"
    ENDED = "ended"
    WAITED = "waited"
    STOPPED_WAITING = "stopped_waiting"
    ENTERED = "entered"
    LEFT = "left"
    LOST = "lost"  # left, because the connection broke


class Who(StrEnum):
    """To whom it happened: never a name, only whether the typed one was the booking's display name."""

    MEETING = "meeting"
    HOST = "host"
    NAMED = "named"
    OTHER = "other"


class Source(StrEnum):
    """How we know: told when it happened, or listed by the provider after the end."""

    WEBHOOK = "webhook"
    REPORT = "report"


@dataclass(frozen=True)
class Moment:
    """What happened in one run of a meeting. `participant` is the provider's key of one person's one joining."""

    run: str
    participant: str
    who: Who
    sign: Sign
    at: datetime
    source: Source
