"""Why a step is not kept, or a registration not sent."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class StepChanged(Refusal):
    """Another tab changed the step meanwhile; `version` is how it stands now."""

    version: int


@dataclass(eq=False)
class StepsMissing(Refusal):
    """The registration is not complete; `step` (a `Step`) is the first one that lacks something."""

    http_status: ClassVar[int] = 422

    step: str


@dataclass(eq=False)
class OnlyOfficeChanges(Refusal):
    """What staff have checked, such as data of disabilities, is changed at the office alone (leaflet on my-page)."""

    http_status: ClassVar[int] = 403


@dataclass(eq=False)
class DraftEnded(Refusal):
    """The fourteen days are over; `last_day` was the last."""

    http_status: ClassVar[int] = 410

    last_day: date


@dataclass(eq=False)
class ConfirmedAlready(Refusal):
    """The office has confirmed the registration before, or made it itself."""
