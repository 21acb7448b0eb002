"""The seeker's own bookings: the list, one with its meeting, and the page after 申込み."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.announcements.announce import about_booking, seeker_inbox
from booking.availability.placed_outside import outside_timetable
from booking.availability.procedures import values_on
from booking.bookings.reads import (
    booking_by_calendar_uid,
    booking_of_seeker,
    just_booked,
    past_of_seeker,
    upcoming_of_seeker,
)
from booking.bookings.rules.eligibility import ends_before
from booking.bookings.rules.the_day import Phase, phase_of
from booking.feeds.seeker_feeds import InCalendar, entry_of
from booking.feeds.words import entry_texts
from booking.meetings.reads import meeting_of
from booking.office_changes.calls import was_kept
from booking.people.permissions import SEEKERS, allow
from booking.services import services
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.may_change import may_change
from booking.web.session import now, seeker_id
from calendars.web_calendars import google_address, outlook_address
from database.base import db
from notifier.inbox import newest_about

_PAST_SHOWN = 20


@blueprint.get("/mypage/bookings")
@allow(SEEKERS)
def bookings() -> str:
    """Coming bookings, and the latest past or cancelled ones."""
    return render_template(
        "seeker/bookings.html",
        upcoming=upcoming_of_seeker(db.session(), seeker_id=seeker_id(), now=now()),
        past=past_of_seeker(db.session(), seeker_id=seeker_id(), now=now(), most=_PAST_SHOWN),
    )


@blueprint.get("/mypage/bookings/<number>")
@allow(SEEKERS)
def booking(number: str) -> str:
    """One booking: when, where to join, how to move or cancel it, or what became of it."""
    found = booking_of_seeker(db.session(), number, seeker_id=seeker_id())
    return render_template(
        "seeker/booking.html",
        booking=found,
        procedure=found.procedure,
        rules=values_on(db.session(), found.procedure, found.day),
        office=found.office,
        details=meeting_of(db.session(), found, services().keys),
        web_calendars=_web_calendars(found),
        message_id=newest_about(db.session(), seeker_inbox(found.seeker_id), about_booking(found)),
        ended=found.ends_at <= now(),
        phase=phase_of(found.starts_at, found.ends_at, now=now()) if found.status.open else Phase.AHEAD,
        changeable=may_change(found),
        cancelled_by_staff=(found.cancelled_by or "").startswith("staff:"),
        registration_ends_before=ends_before(found.seeker.registration_valid_until, found.day),
        outside=found.id in outside_timetable(db.session(), [found]),
        kept=was_kept(db.session(), found),
    )


@blueprint.get("/mypage/bookings/<number>/done")
@allow(SEEKERS)
def done(number: str) -> str:
    """What was just booked, and what happens next."""
    found = just_booked(db.session(), number, seeker_id=seeker_id())
    return render_template(
        "seeker/done.html",
        booking=found,
        procedure=found.procedure,
        rules=found.procedure.on(found.day),
        office=found.procedure.office,
        details=meeting_of(db.session(), found, services().keys),
        web_calendars=_web_calendars(found),
        message_id=newest_about(db.session(), seeker_inbox(found.seeker_id), about_booking(found)),
        registration_ends_before=ends_before(found.registration_valid_until, found.day),
    )


@blueprint.get("/mypage/calendar/<uid>")
@allow(SEEKERS)
def calendar_entry(uid: str) -> ResponseReturnValue:
    """Where a calendar entry leads: to its booking. The entry itself does not carry the number."""
    found = booking_by_calendar_uid(db.session(), uid, seeker_id=seeker_id())
    return redirect(url_for(".booking", number=found.number), code=303)


def _web_calendars(found: InCalendar) -> dict[str, str]:
    """Where web calendars take the booking over, with what a feed would tell them and no more."""
    entry = entry_of(found, services().config.base_url, entry_texts())
    return {"google": google_address(entry), "outlook": outlook_address(entry)}
