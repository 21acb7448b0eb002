"""Why nobody can see to something."""

from dataclasses import dataclass
from typing import ClassVar

from booking.core.refusals import Refusal


@dataclass(eq=False)
class NothingToDo(Refusal):
    """Nothing of these offices that somebody could see to."""

    http_status: ClassVar[int] = 404
