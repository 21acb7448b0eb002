"""Why an account of staff is not changed, or no mail goes to its owner."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class NotInCharge(Refusal):
    """Whoever asks does not look after this account, or after any (any more)."""

    http_status: ClassVar[int] = 403


@dataclass(eq=False)
class OwnAccount(Refusal):
    """It is their own account, which a colleague looks after: nobody changes their own role or lets themselves out."""

    http_status: ClassVar[int] = 403


@dataclass(eq=False)
class MoreThanOwn(Refusal):
    """A role or an office that whoever gives it does not have."""

    http_status: ClassVar[int] = 403


@dataclass(eq=False)
class NoInvitation(Refusal):
    """A colleague is not waited for: they have come in, or were disabled."""


@dataclass(eq=False)
class NoPassword(Refusal):
    """There is no password to set anew: the colleague has not come in yet, or was disabled."""


@dataclass(eq=False)
class MailedTooOften(Refusal):
    """As many links as a mailbox gets in a day were mailed to the colleague."""

    http_status: ClassVar[int] = 429
