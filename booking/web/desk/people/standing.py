"""How a seeker stands with the offices of whoever looks: my-page, suspensions, absences, bookings."""

from datetime import UTC, datetime

from booking.attendance.absences import last_absences, no_show_counts
from booking.attendance.suspensions.reads import running_suspensions
from booking.bookings.reads import upcoming_of_seeker
from booking.messages.failed_deliveries.open import how_many_failed_of
from booking.people.records.access import access_of
from booking.people.records.merge import undoable_merge
from booking.tables import Seeker
from booking.web.desk.people.seeker_access import is_checked
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


def standing_shown(person: Seeker) -> dict[str, object]:
    """What templates show of it; bookings and absences only while the identity check holds."""
    session, offices, today = db.session(), staff().office_ids, day_of(now())
    checked = is_checked(person.id)
    bookings = upcoming_of_seeker(session, seeker_id=person.id, now=now()) if checked else []
    suspensions = running_suspensions(session, person.seeker_number, today=today)
    return {
        "seeker": person,
        "today": today,
        "checked": checked,
        "bookings": [booking for booking in bookings if booking.office_id in offices],
        "elsewhere": sum(booking.office_id not in offices for booking in bookings),
        "access": access_of(session, person.id, real_now=datetime.now(UTC)),
        "merge": undoable_merge(session, person.id, now=now()),
        "failed_deliveries": how_many_failed_of(session, person.id, office_ids=offices),
        "no_shows": no_show_counts(session, person.seeker_number, office_ids=offices, on=today),
        "absences": last_absences(session, person.id, office_ids=offices) if checked else [],
        "suspensions": [one for one in suspensions if one.office_id in offices],
    }
