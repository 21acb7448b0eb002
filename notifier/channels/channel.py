"""What a channel does, and what it is given."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class CalendarMethod(StrEnum):
    """What an invitation asks the recipient's calendar to do (RFC 5546 §3.2)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class CalendarPart:
    """An iCalendar object that goes with a letter; without a `method` it is a file to add by hand."""

    content: bytes
    method: CalendarMethod | None = None


@dataclass(frozen=True)
class Letter:
    """A rendered message. `key` and `written_at` (the office's clock) are the same for every try of a delivery.

    `sender_name` stands for the name of the whole service, `reply_to` is where answers go, if anybody reads them.
    """

    key: str
    to: str
    subject: str
    text: str
    written_at: datetime
    sender_name: str = ""
    reply_to: str | None = None
    calendar: CalendarPart | None = None


class NotDelivered(Exception):
    """The channel could not take the letter; `reason` names no person and no address.

    A `permanent` refusal (no such mailbox) stays one however often it is tried.
    """

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        self.reason, self.permanent = reason, permanent
        super().__init__(reason)


class Channel(Protocol):
    """A way outward."""

    def send(self, letter: Letter) -> None:
        """Hand the letter over.

        Raises:
            NotDelivered: it was not taken; another try may succeed, unless it is permanent.
        """
        ...
