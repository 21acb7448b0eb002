"""Why a key that came by mail opens nothing."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class WrongKey(Refusal):
    """The key that was mailed is another one; after `left` more wrong ones it is no good any more."""

    http_status: ClassVar[int] = 422

    left: int


@dataclass(eq=False)
class KeyEnded(Refusal):
    """The key was used, is too old, was replaced by a newer one, or wrong ones used it up; one starts again."""

    http_status: ClassVar[int] = 410
