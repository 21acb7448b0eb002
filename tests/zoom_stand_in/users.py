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


def settings_of(user: User, locked: Json) -> Json:
    """A user's settings as far as they touch meetings; what an administrator locked rules."""
    return {
        "schedule_meeting": {
            "join_before_host": bool(locked.get("join_before_host", False)),
            "require_password_for_scheduling_new_meetings": True,
            "embed_password_in_join_link": True,
            "use_pmi_for_scheduled_meetings": user.uses_pmi,
        },
        "feature": {"concurrent_meeting": "Basic", "meeting_capacity": 100},
    }


def security_of(user: User, locked: Json) -> Json:
    """The answer with ?option=meeting_security."""
    requirement = {
        "length": 0,
        "have_letter": False,
        "have_number": False,
        "have_special_character": False,
        "have_upper_and_lower_characters": False,
        "only_allow_numeric": False,
        "consecutive_characters_length": 0,
        "weak_enhance_detection": False,
    }
    return {
        "meeting_security": {
            "waiting_room": bool(locked.get("waiting_room", user.waits_in_room)),
            "meeting_password": True,
            "meeting_password_requirement": requirement | user.policy,
            "phone_password": True,
            "embed_password_in_join_link": True,
        }
    }
