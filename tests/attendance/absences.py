"""Consultations that are missed, and what staff decide about them, in a line each."""

from datetime import timedelta
from typing import Any

from booking.attendance.decide import Marking, mark_attendance
from booking.attendance.suspensions.impose import Decider, impose_suspension
from booking.bookings.book import book
from booking.tables import BookingStatus, Suspension, SuspensionState
from tests.bookings.builders import OMURA_CLERK, WED_10, all_of, the_booking, web_request
from tests.days import day
from tests.town import MISAKI, office_time, staff_id

WED_2 = "2026-12-02 10:00"  # Wednesday
MANAGER = "管理 京子"
LAST_DAY = day("2027-02-28 Sun")


def decide(number: str, status: BookingStatus, *, at: str, clerk: str = OMURA_CLERK, **changes: Any) -> None:
    """A clerk of the booking's office decides at "2026-11-25 10:20"."""
    office_ids = [the_booking(number).office_id]
    marking = Marking(number, status, staff_id(clerk), office_ids, **changes)
    mark_attendance(marking, now=office_time(at))


def missed(starts: str = WED_10, *, seeker: str = MISAKI, procedure: str = "omura-soudan") -> str:
    """A booking whose seeker did not come, marked twenty minutes after its start; answers its number."""
    when = office_time(starts) - timedelta(days=5)  # in time, and after whatever was missed before
    number = book(web_request(seeker, starts=starts, procedure=procedure), now=when)
    decide(number, BookingStatus.NO_SHOW, at=f"{starts[:10]} {starts[11:13]}:20")
    return number


def missed_twice() -> tuple[str, str]:
    """Misaki missed Wednesday and the Wednesday after: a suspension is proposed."""
    return missed(WED_10), missed(WED_2)


def suspended() -> tuple[str, str]:
    """Misaki missed two consultations and was suspended for it on Thursday 3 December."""
    numbers = missed_twice()
    impose_suspension(the_suspension().id, manager(), ends_on=LAST_DAY, now=office_time("2026-12-03 09:00"))
    return numbers


def manager() -> Decider:
    """The manager of all three offices."""
    return Decider(staff_id(MANAGER), [1, 2, 3])


def the_suspension() -> Suspension:
    """The only suspension, as the database has it now."""
    (found,) = all_of(Suspension)
    return found


def the_state() -> SuspensionState:
    """The state of the only suspension."""
    return the_suspension().state
