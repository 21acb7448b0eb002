"""What a channel does, and what it is given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """A rendered message. `key` and `written_at` (the office's clock) are the same for every try of a delivery."""

    key: str
    to: str
    subject: str
    text: str
    written_at: datetime


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
