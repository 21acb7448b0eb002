"""Why an office is not set up so."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from booking.core.refusals import Refusal
from booking.offices.file.differences import Difference


@dataclass(eq=False)
class OfficeRulesBroken(Refusal):
    """The office would break its own rules; `faults` are (key in the office file, what is wrong, what is allowed)."""

    http_status: ClassVar[int] = 422

    faults: tuple[tuple[str, str, str], ...]


@dataclass(eq=False)
class SettingChangedMeanwhile(Refusal):
    """After the version that was `seen` somebody else changed the same settings, by `changes`: the last time `at`."""

    http_status: ClassVar[int] = 409

    actor: str
    at: datetime
    seen: int
    changes: tuple[Difference, ...]
