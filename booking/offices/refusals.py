"""Why an office is not set up so."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class OfficeRulesBroken(Refusal):
    """The office would break its own rules; `faults` are (key in the office file, what is wrong, what is allowed)."""

    http_status: ClassVar[int] = 422

    faults: tuple[tuple[str, str, str], ...]
