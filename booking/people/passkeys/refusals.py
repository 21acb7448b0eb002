"""Why a passkey is not taken, made or removed."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class WrongPasskey(Refusal):
    """What the device showed opens no account here: unknown, removed, of another door or site, or wrongly signed."""

    http_status: ClassVar[int] = 401


@dataclass(eq=False)
class PasskeyCopied(Refusal):
    """The device counts behind what was counted before: there may be two of it. The owner is told."""

    http_status: ClassVar[int] = 401


@dataclass(eq=False)
class PasskeyEnded(Refusal):
    """The device answered too late, or twice; one begins anew."""

    http_status: ClassVar[int] = 410


@dataclass(eq=False)
class PasskeyNotMade(Refusal):
    """What the device sent is no new passkey for this account."""

    http_status: ClassVar[int] = 422


@dataclass(eq=False)
class TooManyPasskeys(Refusal):
    """The account has as many as it may have."""

    http_status: ClassVar[int] = 409

    most: int


@dataclass(eq=False)
class LastSecondFactor(Refusal):
    """Staff need something beside the password, and this passkey is all there is."""

    http_status: ClassVar[int] = 409
