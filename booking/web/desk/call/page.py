"""The frame of a call: who is on the phone, whether that was checked, how things stand; below it the part in hand.

Whatever address of a call is opened, the identity check comes first where none holds, and leads back to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import request, url_for

from booking.people.identity import Fact, askable
from booking.people.refusals import IdentityNotChecked
from booking.tables import Seeker
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import checked_until, heard_while_searching
from booking.web.desk.people.standing import standing_shown
from booking.web.kept.typing import author_mark, keep_typed
from booking.web.way_back import local_path, page_to_reopen
from calendars.office_time import in_office_time


@dataclass(frozen=True)
class Ticks:
    """The boxes of the identity check: those that are ticked, what is wrong with them, and the page that comes then."""

    facts: Sequence[Fact]
    then: str
    complaint: str = ""


def call_page(seeker: Seeker, part: str, **shown: object) -> str:
    """The page with one part below, of a caller who has been checked; `part` is a template of the call's folder."""
    frame = {"part": f"desk/call/_{part}.html", "checked_until": _until(seeker), "author": author_mark()}
    return _page(seeker, **(shown | frame))


def identity_page(seeker: Seeker, ticks: Ticks | None = None, *, refused: bool = False) -> str:
    """The page as far as the identity check; whatever stands below comes afterwards."""
    asked = ticks or Ticks(heard_while_searching(seeker.id), _then())
    return _page(
        seeker,
        part="",
        checked_until=None,
        ticks=asked,
        askable=askable(has_phone=bool(seeker.phone)),
        refused=refused,
        errors={"facts": asked.complaint} if asked.complaint else {},
    )


def checked_first(seeker: Seeker) -> tuple[str, int]:
    """What answers a form that came in when no check held: nothing was done, and what was typed comes after it."""
    then = keep_typed(page_to_reopen() or url_for("desk.call", seeker_id=seeker.id))
    return identity_page(seeker, Ticks((), then), refused=True), IdentityNotChecked.http_status


def _page(seeker: Seeker, **shown: object) -> str:
    nothing_wrong: dict[str, object] = {"errors": {}}
    return page("desk/call/call.html", **(nothing_wrong | standing_shown(seeker) | shown))


def _until(seeker: Seeker) -> datetime | None:
    until = checked_until(seeker.id)
    return in_office_time(until) if until else None


def _then() -> str:
    """Where the check leads: where the address says, or back to the page that was asked for."""
    return local_path(request.args.get("next")) or page_to_reopen() or ""
