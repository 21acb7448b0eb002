"""What a provider tells of a meeting, while it runs or after it: one thing at one moment; knows no tables."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# In place of a participant's key for guests before a meeting that nobody has opened yet; they get a key inside.
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
    LISTED = "listed"  # the provider answered with its list of who took part, be it an empty one


class Who(StrEnum):
    """To whom it happened: never a name, only whether the typed one was the booking's display name.

    STAFF are people of the office's own account who are not the host; whoever comes under the display name is no staff.
    """

    MEETING = "meeting"
    HOST = "host"
    STAFF = "staff"
    NAMED = "named"
    OTHER = "other"
    UNNAMED = "unnamed"  # the provider sent no name


class Source(StrEnum):
    """How we know: from a webhook when it happened, or from the provider's list after the end."""

    WEBHOOK = "webhook"
    REPORT = "report"


@dataclass(frozen=True)
class Event:
    """What happened in one run of a meeting.

    `participant` is the provider's key of one person's one joining and, after a colon, of the device: people come
    with two, and may get another one when they are let in.
    """

    run: str
    participant: str
    who: Who
    sign: Sign
    at: datetime
    source: Source

    @property
    def person(self) -> str:
        """The key without the device."""
        return self.participant.rpartition(":")[0] or self.participant

    @property
    def device(self) -> str:
        """The provider's number of one device in this run, the same in both sources; empty if it sent none."""
        return self.participant.rpartition(":")[2] if ":" in self.participant else ""
