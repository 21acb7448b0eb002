"""Everything the stand-in knows."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from tests.zoom_stand_in.answers import no_meeting
from tests.zoom_stand_in.faults import Faults
from tests.zoom_stand_in.limits import Limits
from tests.zoom_stand_in.world.clock import Clock
from tests.zoom_stand_in.world.habits import Habits
from tests.zoom_stand_in.world.meetings import Meeting
from tests.zoom_stand_in.world.tokens import Tokens
from tests.zoom_stand_in.world.users import Users
from tests.zoom_stand_in.world.webhooks import Webhooks


@dataclass
class World:
    """One Zoom account, and what was asked of it."""

    clock: Clock = field(default_factory=Clock)
    habits: Habits = field(default_factory=Habits)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    tokens: Tokens = field(default_factory=Tokens)
    users: Users = field(default_factory=Users)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    pages: dict[str, tuple[datetime, int]] = field(default_factory=dict)  # page token: its end, the first row
    webhooks: Webhooks = field(default_factory=Webhooks)
    forbidden: list[str] = field(default_factory=list)
    breaches: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)  # "POST /users/{userId}/meetings 201", in order
    random: Random = field(default_factory=lambda: Random(20261120))
    base_url: str = ""

    @property
    def now(self) -> datetime:
        """The stand-in's moment, in UTC."""
        return self.clock.now()

    def meeting(self, name: str) -> Meeting:
        """The meeting with this ID, or 3001."""
        found = self.meetings.get(int(name)) if name.isascii() and name.isdigit() else None
        if found is None or not found.is_there(self.now):
            raise no_meeting(name)
        return found
