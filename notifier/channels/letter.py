"""What goes outward, whichever way, and what a carrier of it does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A rendered message. `key` and `written_at` (the office's clock) are the same for every try of a delivery."""

    key: str
    to: str
    text: str
    written_at: datetime


class NotDelivered(Exception):
    """The carrier could not take the letter; `reason` names no person and no address.

    A `permanent` refusal (no such mailbox) stays one however often it is tried.
    """

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        self.reason, self.permanent = reason, permanent
        super().__init__(reason)


L_contra = TypeVar("L_contra", bound=Letter, contravariant=True)


class Carrier(Protocol[L_contra]):
    """Takes letters of one channel outward."""

    def send(self, letter: L_contra) -> None:
        """Hand the letter over.

        Raises:
            NotDelivered: it was not taken; another try may succeed, unless it is permanent.
        """
        ...
