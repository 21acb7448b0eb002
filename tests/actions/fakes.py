"""Outside services that tests own: a provider of meetings and a channel of letters."""

from collections.abc import Callable
from dataclasses import dataclass, field

from booking.meetings.provider import IssuedMeeting, MeetingFailed, MeetingWish
from notifier.channels import Letter, NotDelivered


class Killed(BaseException):
    """The worker's process ends at this very point."""


def nothing() -> None:
    """Nothing happens meanwhile."""


@dataclass
class FakeMeetings:
    """Issues one meeting a mark, like the real ones; fails, or lets something happen, before it answers."""

    name: str = "fake"
    failures: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = nothing
    asked: list[MeetingWish] = field(default_factory=list)
    meetings: dict[str, IssuedMeeting] = field(default_factory=dict)

    def issue(self, wish: MeetingWish) -> IssuedMeeting:
        """The meeting under the wish's mark, made now if there is none."""
        self.asked.append(wish)
        if self.failures:
            raise MeetingFailed(self.failures.pop(0))
        number = len(self.meetings) + 1
        made = IssuedMeeting(f"812345678{number:02}", f"49302{number}", f"https://meet.invalid/j/{number}?pwd=s3cret")
        issued = self.meetings.setdefault(wish.mark, made)
        happens, self.meanwhile = self.meanwhile, nothing
        happens()
        return issued


@dataclass
class FakeChannel:
    """Keeps the letters that it takes; refuses, or lets something happen, before it takes one."""

    failures: list[str] = field(default_factory=list)
    meanwhile: Callable[[], None] = nothing
    letters: list[Letter] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        """Take the letter."""
        if self.failures:
            raise NotDelivered(self.failures.pop(0))
        self.letters.append(letter)
        happens, self.meanwhile = self.meanwhile, nothing
        happens()
