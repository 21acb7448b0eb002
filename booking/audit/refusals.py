"""Why a request with a one-time key is not carried out."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class KeyReused(Refusal):
    """The one-time key was already used for a different request."""

    http_status: ClassVar[int] = 422
