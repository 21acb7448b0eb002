"""The users of the account: licences, states, settings and passcode policies."""

import hashlib
from dataclasses import dataclass, field

from tests.zoom_stand_in.answers import Json, refused

LICENSED, BASIC = 2, 1


@dataclass
class User:
    """One who hosts meetings. `policy` is Zoom's meeting_password_requirement."""

    email: str
    type: int = LICENSED
    status: str = "active"
    timezone: str = "Asia/Tokyo"
    may_host: bool = True
    gone: bool = False
    uses_pmi: bool = False  # what a meeting without an explicit use_pmi gets
    waits_in_room: bool = False  # what a meeting without an explicit waiting_room gets
    policy: Json = field(default_factory=dict)
    defaults: Json = field(default_factory=dict)  # what a meeting gets of every other setting that is left out
    settings: Json = field(default_factory=dict)  # by section, where they are not as in user_settings.py
    security: Json = field(default_factory=dict)
    untold: list[str] = field(default_factory=list)  # "recording" or "recording.local_recording": not in the answer

    @property
    def id(self) -> str:
        """Zoom's own id of the user."""
        return hashlib.sha256(self.email.encode()).hexdigest()[:22]

    @property
    def pmi(self) -> int:
        """The personal meeting ID, ten digits."""
        return 5_000_000_000 + int(self.id[:7], 16)


@dataclass
class Users:
    """The account's users by address."""

    by_email: dict[str, User] = field(default_factory=dict)

    def named(self, name: str) -> User:
        """The user with this address or id, or 1001."""
        found = next((user for user in self.by_email.values() if name in {user.email, user.id}), None)
        if found is None or found.gone:
            raise refused(404, 1001, f"User does not exist: {name}.")
        return found

    def here(self) -> list[User]:
        """All that are still there."""
        return [user for user in self.by_email.values() if not user.gone]


def shown(user: User) -> Json:
    """A user as GET /users/{userId} tells it."""
    return {
        "id": user.id,
        "email": user.email,
        "first_name": "相談窓口",
        "last_name": "安定所",
        "type": user.type,
        "status": user.status,
        "timezone": user.timezone,
        "pmi": user.pmi,
        "use_pmi": user.uses_pmi,
    }
