"""What a provider shows of its meetings when it is asked to look, in our words."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class SeenMeeting:
    """A meeting as the provider has it now.

    `mark` is ours, None for a meeting that somebody else made. `drift` names the settings that are not as
    rules.md#meetings says, like "waiting_room"; a listing does not show settings and leaves it empty. Without
    `starts_at` and `length_minutes` the provider keeps no time for its meetings.
    """

    provider_id: str
    mark: str | None
    starts_at: datetime | None = None
    length_minutes: int | None = None
    passcode: str = field(default="", repr=False)
    join_url: str = field(default="", repr=False)
    drift: tuple[str, ...] = ()


@dataclass(frozen=True)
class Participation:
    """One stay of one participant in one run, aware times; a person who rejoined has several.

    `name` is what the participant typed: compare it and forget it, it is never stored or logged; so is `email`, that of
    their account, mostly empty. `host` tells whether it was the host, `staff` whether it was somebody else of the
    office's account. `device` is the provider's number of the joining in this run, as its webhooks tell it.
    """

    name: str = field(repr=False)
    joined_at: datetime
    left_at: datetime | None
    host: bool
    in_waiting_room: bool
    staff: bool = False
    device: str = ""
    email: str = field(default="", repr=False)
