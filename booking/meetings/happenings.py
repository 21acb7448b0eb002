"""What a provider tells of one of its meetings while it runs, in our words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from booking.core.captures import Capture
from booking.core.meeting_events import Sign


@dataclass(frozen=True)
class Happening:
    """One thing that happened in a run. `participant` is the provider's key of one joining, empty for the meeting.

    `host` if the provider says that it was the host, `staff` if it was somebody else of the office's account. `name` is
    what the participant typed and `email` that of their account, mostly empty: compare them and forget them, they are
    never stored or logged.
    """

    run: str
    participant: str
    sign: Sign
    at: datetime
    host: bool = False
    staff: bool = False
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True)
class Captured:
    """Something that is kept of a meeting against the promise. `at` if the provider gives the moment."""

    kind: Capture
    at: datetime | None


@dataclass(frozen=True)
class ParsedWebhook:
    """What one webhook says. `changed` and `gone`: somebody, perhaps we, changed or deleted the meeting there."""

    provider: str  # its name, as meetings carry it
    provider_id: str
    happenings: Sequence[Happening] = ()
    changed: bool = False
    gone: bool = False
    captured: Captured | None = None
