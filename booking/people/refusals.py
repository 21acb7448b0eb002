"""Why somebody is not let in, or not shown a person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class MyPageNotOpened(Refusal):
    """The seeker has no my-page, so there is no inbox for the meeting details (Shiga flyer: preconditions)."""

    http_status: ClassVar[int] = 403


@dataclass(eq=False)
class NotRegistered(Refusal):
    """The account was opened online, and nobody has registered as a seeker with it yet."""

    http_status: ClassVar[int] = 403


@dataclass(eq=False)
class NotRecognised(Refusal):
    """No counter has registered anybody with the address of the account and this birth date.

    After `left` more wrong ones only an office can help.
    """

    http_status: ClassVar[int] = 422

    left: int


@dataclass(eq=False)
class AlreadyOpened(Refusal):
    """Somebody signs in with this address, or the my-page was opened meanwhile. Told to who reads the mailbox alone."""


@dataclass(eq=False)
class MyPageClosed(Refusal):
    """Staff have closed the my-page (利用不可), for a `reason` that its owner is told, until a day or for good."""

    http_status: ClassVar[int] = 403

    reason: str = ""
    last_day: date | None = None


@dataclass(eq=False)
class AccountDisabled(Refusal):
    """A colleague in charge has disabled this account of staff. Told to who has its password or passkey alone."""

    http_status: ClassVar[int] = 403


@dataclass(eq=False)
class UnknownSeeker(Refusal):
    """Nobody has this seeker number and birth date, or the pair was not given exactly."""

    http_status: ClassVar[int] = 404


@dataclass(eq=False)
class IdentityNotChecked(Refusal):
    """The caller's identity was not ticked off (rules.md#identity-check).

    `seeker_id` is the internal id of the seeker whose card has the ticks, where the refused act is about one person.
    """

    http_status: ClassVar[int] = 403

    seeker_id: int | None = None


@dataclass(eq=False)
class EmailTaken(Refusal):
    """Somebody else signs in to my-page with this mail address."""


@dataclass(eq=False)
class WrongPassword(Refusal):
    """Address and password do not belong together. Tries left are not told: that would tell which addresses exist."""

    http_status: ClassVar[int] = 401


@dataclass(eq=False)
class AccountLocked(Refusal):
    """Too many wrong passwords or codes; sign-in is refused until a moment of real time."""

    http_status: ClassVar[int] = 429

    until: datetime


@dataclass(eq=False)
class WrongCode(Refusal):
    """After the right password, the code is another one."""

    http_status: ClassVar[int] = 401


@dataclass(eq=False)
class TooManyCodes(Refusal):
    """The mailbox has had many codes within a day that nobody used; only who knows the password is told."""

    http_status: ClassVar[int] = 429


@dataclass(eq=False)
class StepEnded(Refusal):
    """Too much time went by between the password and the second step; one signs in anew."""

    http_status: ClassVar[int] = 410
