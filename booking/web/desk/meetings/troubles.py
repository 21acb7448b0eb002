"""Meetings at the desk: starting one, and the list of those that somebody must look at."""

from datetime import UTC, datetime

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from booking.attendance.rules.next_step import may_start
from booking.attendance.webhooks.silent_starts import silent_starts
from booking.meetings.pool.supplies import supplies
from booking.meetings.retry import retry_one
from booking.meetings.start import start_meeting as starting
from booking.meetings.troubles import meeting_troubles
from booking.people.permissions import ALL_STAFF, RECEPTION, allow
from booking.services import services
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.day.sheet import let_meetings_start
from booking.web.desk.own_booking import own_booking, still_open
from booking.web.desk.page import page
from booking.web.session import now, staff
from database.base import db


@blueprint.get("/meetings")
@allow(ALL_STAFF)
def meetings() -> str:
    """What is missing, set otherwise or strange, with what to do about it."""
    office_ids, provider = chosen_office_ids(), services().webhooks_from
    pooled = services().meetings.traits.is_filled_by_staff
    silent = silent_starts(db.session(), provider=provider, now=now(), office_ids=office_ids) if provider else []
    return page(
        "desk/meetings.html",
        troubles=meeting_troubles(db.session(), now=now(), office_ids=office_ids),
        silent=silent,
        low=[each for each in supplies(db.session(), now=now(), office_ids=office_ids) if each.low] if pooled else [],
    )


@blueprint.post("/bookings/<number>/meeting/retry")
@allow(RECEPTION)
def retry_meeting(number: str) -> ResponseReturnValue:
    """Try a delayed meeting again at once."""
    who = staff()
    retry_one(number, actor=who.actor, office_ids=who.office_ids, now=now())
    return redirect(url_for("desk.booking", number=number), code=303)


@blueprint.get("/bookings/<number>/meeting/start")
@allow(ALL_STAFF)
def ask_before_starting(number: str) -> ResponseReturnValue:
    """Ask whether one means it: the consultation is not due yet."""
    found = own_booking(number)
    if not still_open(found):
        return redirect(url_for("desk.booking", number=number), code=303)
    let_meetings_start()
    return page("desk/start_early.html", booking=found, early=not may_start(found.starts_at, now=now()))


@blueprint.post("/bookings/<number>/meeting/start")
@allow(ALL_STAFF)
def start_meeting(number: str) -> ResponseReturnValue:
    """Lead the host into the meeting. The link signs in as the host: it is in no page, no log and no row."""
    who = staff()
    link = starting(
        services().meetings,
        number,
        actor=who.actor,
        office_ids=who.office_ids,
        keys=services().keys,
        now=now(),
        real_now=datetime.now(UTC),
    )
    leading_away = redirect(link, code=303)
    leading_away.set_data(b"")  # Flask would write the link into a page
    return leading_away
