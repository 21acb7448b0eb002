"""The day of many consultations: books them, and says which were judged otherwise than they deserve."""

from datetime import time

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking.attendance.reads import attendances_of
from booking.bookings.book import book
from booking.core.decisions import BookingStatus
from booking.tables import Procedure, Timetable, WeeklyStart
from database.base import db
from database.transactions import transact
from tests.attendance.courses import COURSES, Course
from tests.bookings.builders import change_procedure, crowd, the_booking, web_request
from tests.town import FRIDAY_MORNING, office_time

DAY = "2026-11-25"  # Wednesday
HOURS = range(4, 18)  # two desks
EVENING = office_time(f"{DAY} 20:00")


def book_courses() -> dict[str, Course]:
    """Their bookings, each with the course that it will take, by booking number."""
    transact(_open_all_day)
    change_procedure("shiomizaka-soudan", lead_open_days=2)
    seekers = crowd(len(COURSES))
    numbers = [
        book(web_request(seeker, procedure="shiomizaka-soudan", starts=f"{DAY} {hour:02}:00"), now=FRIDAY_MORNING)
        for seeker, hour in zip(seekers, [hour for hour in HOURS for _desk in range(2)], strict=True)
    ]
    return dict(zip(numbers, COURSES, strict=True))


def wrongly_judged(day: dict[str, Course]) -> list[str]:
    """The courses that were judged otherwise than they deserve, in the evening."""
    bookings = {booking.id: booking for booking in map(the_booking, day)}
    found = attendances_of(db.session(), list(bookings.values()), now=EVENING)
    return [
        f"{course.name}: {suggestion.outcome}, {[*map(str, suggestion.reasons)]}"
        for booking in bookings.values()
        for course, suggestion in [(day[booking.number], found[booking.id].suggestion)]
        if suggestion.outcome != course.outcome or course.why not in {reason.why for reason in suggestion.reasons}
    ]


def outcomes(day: dict[str, Course]) -> set[BookingStatus | None]:
    """Everything that is proposed in the evening."""
    bookings = [the_booking(number) for number in day]
    return {found.suggestion.outcome for found in attendances_of(db.session(), bookings, now=EVENING).values()}


def _open_all_day(session: Session) -> None:
    own = select(Timetable.id).join(Procedure, Procedure.id == Timetable.procedure_id)
    timetable_id = session.scalars(own.where(Procedure.code == "shiomizaka-soudan")).one()
    session.execute(delete(WeeklyStart).where(WeeklyStart.timetable_id == timetable_id))
    session.add_all(WeeklyStart(timetable_id=timetable_id, weekday=2, start=time(hour)) for hour in HOURS)
