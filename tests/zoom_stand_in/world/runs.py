"""The runs of a meeting and who was in them: one stay for every joining."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Stay:
    """One participant's stay, in the waiting room or in the meeting; a rejoining makes another one.

    `account_id` is that of a user of this account (`internal`), blank for everybody else.
    """

    participant_uuid: str
    user_id: str
    name: str
    email: str
    internal: bool
    in_waiting_room: bool
    joined_at: datetime
    left_at: datetime | None = None
    account_id: str = ""
    phone_number: str = ""


@dataclass
class Run:
    """From the host's start to the end."""

    uuid: str
    started_at: datetime
    ended_at: datetime | None = None
    stays: list[Stay] = field(default_factory=list)

    def present(self) -> list[Stay]:
        """Everybody who is in now, the waiting room included."""
        return [stay for stay in self.stays if stay.left_at is None]

    def stay_of(self, name: str) -> Stay:
        """The present stay of who goes by this name."""
        found = [stay for stay in self.present() if stay.name == name]
        if not found:
            raise LookupError(f"{name} is not in this run")
        return found[-1]
