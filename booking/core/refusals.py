"""Refusals: what the office will not do, with the facts needed to say so kindly. No wording in here.

Each is an expected answer, not a fault. Every chapter has its own in its `refusals`, and their words in its `words`;
`booking.core.explain` says them in the reader's language, and one handler per door (pages, API, commands) turns them
into a page, a problem document or an exit status.
"""

from dataclasses import dataclass
from datetime import time
from typing import ClassVar


@dataclass(frozen=True)
class OfficeContact:
    """Whom to call. Times are office time."""

    name: str
    phone: str
    desk_opens: time
    desk_closes: time
    code: str = ""  # leads to its page; empty where only a call is meant


@dataclass(eq=False)
class Refusal(Exception):
    """Base of all refusals; `office` is whom to call, where one office is concerned.

    `http_status` is the status with which doors of the web answer, alike for pages and API.
    """

    http_status: ClassVar[int] = 409

    office: OfficeContact | None

    def __str__(self) -> str:
        return type(self).__name__
