"""Refusals: what the office will not do, with the facts needed to say so kindly. No HTTP and no wording in here."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class OfficeContact:
    """Whom to call. Times are office time."""

    name: str
    phone: str
    desk_opens: time
    desk_closes: time


@dataclass(eq=False)
class Refusal(Exception):
    """Base of all refusals; `office` is whom to call, where one office is concerned."""

    office: OfficeContact | None

    def __str__(self) -> str:
        return type(self).__name__
