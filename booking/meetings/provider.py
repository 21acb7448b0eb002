"""What a provider of meetings does, in our words; each provider translates its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class MeetingWish:
    """A meeting that is wanted. `mark` is random and names it at the provider; `topic` holds no person's name."""

    mark: str
    topic: str
    starts_at: datetime
    length_minutes: int
    host: str | None


@dataclass(frozen=True)
class IssuedMeeting:
    """What the provider issued: the meeting ID (digits only), the numeric passcode, the link to join."""

    provider_id: str
    passcode: str
    join_url: str


class MeetingFailed(Exception):
    """The provider issued nothing; `reason` is for staff and holds no secret."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class MeetingProvider(Protocol):
    """Issues meetings with waiting room on, join before host off, recording off (design §4.11)."""

    name: str

    def issue(self, wish: MeetingWish) -> IssuedMeeting:
        """Issue the wanted meeting; asked again with the same mark, answer the one that exists.

        Raises:
            MeetingFailed: nothing was issued; another try may succeed.
        """
        ...

    def withdraw(self, mark: str, provider_id: str | None) -> None:
        """Remove the meeting; one that is gone or never came to be is removed already.

        Without an ID the answer to its issuing was lost: the provider looks for the mark.

        Raises:
            MeetingFailed: it may still exist; another try may succeed.
        """
        ...
