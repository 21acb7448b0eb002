"""What one more start on a weekday would have served."""

from booking.core.channels import Channel
from booking.core.decisions import BookingStatus
from booking.core.demands import DemandKind
from booking.statistics.counts import CountedBooking, CountedDemand
from booking.statistics.what_if import OneMoreStart, one_more_start
from tests.days import day
from tests.town import office_time

WED_25, THU_26, WED_2 = day("2026-11-25 Wed"), day("2026-11-26 Thu"), day("2026-12-02 Wed")
OPEN = (WED_25, THU_26, day("2026-11-27 Fri"), WED_2)
WEDNESDAY, THURSDAY, FRIDAY = 2, 3, 4


def wanted(person: int, on: str = "2026-11-25 Wed", kind: DemandKind = DemandKind.TURNED_AWAY) -> CountedDemand:
    return CountedDemand(1, Channel.WEB, kind, day(on), person)


def booked(person: int, at: str, status: BookingStatus = BookingStatus.BOOKED) -> CountedBooking:
    starts_at = office_time(at)
    return CountedBooking(
        1, Channel.WEB, status, False, False, starts_at.date(), day("2026-11-20 Fri"), 1, starts_at, person
    )


def asked(
    weekday: int, *demands: CountedDemand, bookings: tuple[CountedBooking, ...] = (), desks: int = 1
) -> OneMoreStart:
    (found,) = one_more_start([weekday], OPEN, demands, bookings, desks=desks)
    return found


def test_one_start_serves_one_person_a_day_at_each_desk() -> None:
    three = wanted(1), wanted(2), wanted(3)
    assert asked(WEDNESDAY, *three).same_day == 1
    assert asked(WEDNESDAY, *three, desks=2).same_day == 2
    assert asked(WEDNESDAY, *three, wanted(1, "2026-12-02 Wed")).same_day == 2  # one on each Wednesday


def test_who_waited_and_was_turned_away_is_one_person() -> None:
    assert asked(WEDNESDAY, wanted(1), wanted(1, kind=DemandKind.WAITED), desks=2).same_day == 1


def test_another_day_of_the_week_helps_who_can_come_then() -> None:
    found = asked(FRIDAY, wanted(1), wanted(2))
    assert (found.days, found.same_day, found.same_week) == (1, 0, 1)


def test_who_found_another_time_is_not_missing() -> None:
    same_day, same_week = booked(1, "2026-11-25 15:00"), booked(1, "2026-11-26 10:00")
    assert asked(WEDNESDAY, wanted(1), bookings=(same_day,)).same_day == 0
    found = asked(WEDNESDAY, wanted(1), bookings=(same_week,))
    assert (found.same_day, found.same_week) == (1, 0)


def test_a_booking_that_was_cancelled_served_nobody() -> None:
    cancelled = booked(1, "2026-11-25 15:00", BookingStatus.CANCELLED_BY_OFFICE)
    assert asked(WEDNESDAY, wanted(1), bookings=(cancelled,)).same_day == 1


def test_a_closed_day_has_no_more_starts() -> None:
    assert asked(WEDNESDAY, wanted(1, "2026-12-09 Wed")).same_day == 0
