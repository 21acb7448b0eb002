"""How long a hold lasts."""

from datetime import datetime, timedelta

from booking.bookings.rules.holding import UnusedHold, extended_until, held_until, lapses, may_hold_again_at, time_left
from tests.town import office_time

WED_10 = office_time("2026-11-25 10:00")
MIDNIGHT = office_time("2026-11-21 00:00")  # when Wednesday 25 November closes


def test_a_hold_lasts_half_an_hour() -> None:
    assert held_until(office_time("2026-11-20 09:00"), closes_at=MIDNIGHT) == office_time("2026-11-20 09:30")


def test_a_hold_ends_when_booking_closes() -> None:
    assert held_until(office_time("2026-11-20 23:31"), closes_at=MIDNIGHT) == MIDNIGHT


def test_an_extension_adds_half_an_hour_to_what_was_left() -> None:
    assert extended_until(office_time("2026-11-20 09:30"), closes_at=MIDNIGHT, left_until=MIDNIGHT) == office_time(
        "2026-11-20 10:00"
    )


def test_an_extension_ends_when_booking_closes() -> None:
    assert extended_until(office_time("2026-11-20 23:45"), closes_at=MIDNIGHT, left_until=MIDNIGHT) == MIDNIGHT


def test_the_same_slot_may_be_held_again_two_hours_after_the_lapse() -> None:
    assert may_hold_again_at(office_time("2026-11-20 09:30")) == office_time("2026-11-20 11:30")


def held(clock: str, until: str, ended: str | None = None) -> UnusedHold:
    """A hold of Wednesday 25 November, 10:00, made on Friday the twentieth."""
    return UnusedHold(WED_10, friday(clock), friday(until), friday(ended) if ended else None)


def friday(clock: str) -> datetime:
    """A moment of Friday 20 November."""
    return office_time(f"2026-11-20 {clock}")


def test_only_what_ran_out_has_lapsed() -> None:
    running, given_up = held("09:00", "09:30"), held("09:00", "09:30", "09:29")
    replaced_late = held("09:00", "09:30", "09:40")
    assert lapses([running, given_up, replaced_late], friday("09:29")) == 1
    assert lapses([running, given_up, replaced_late], friday("09:30")) == 2


def test_a_slot_that_was_held_for_an_hour_in_all_has_nothing_left() -> None:
    holds = [held("09:00", "09:30", "09:20"), held("10:00", "10:30", "10:25")]
    assert time_left(holds, WED_10, friday("11:00")) == timedelta(minutes=15)
    assert time_left(holds, office_time("2026-11-25 11:00"), friday("11:00")) == timedelta(minutes=60)
    assert time_left([*holds, held("11:00", "11:15", "11:11")], WED_10, friday("12:00")) == timedelta()
