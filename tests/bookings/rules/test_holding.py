"""How long a hold lasts."""

from booking.bookings.rules.holding import extended_until, held_until, may_hold_again_at
from tests.town import office_time

MIDNIGHT = office_time("2026-11-21 00:00")  # when Wednesday 25 November closes


def test_a_hold_lasts_half_an_hour() -> None:
    assert held_until(office_time("2026-11-20 09:00"), closes_at=MIDNIGHT) == office_time("2026-11-20 09:30")


def test_a_hold_ends_when_booking_closes() -> None:
    assert held_until(office_time("2026-11-20 23:31"), closes_at=MIDNIGHT) == MIDNIGHT


def test_an_extension_adds_half_an_hour_to_what_was_left() -> None:
    assert extended_until(office_time("2026-11-20 09:30"), closes_at=MIDNIGHT) == office_time("2026-11-20 10:00")


def test_an_extension_ends_when_booking_closes() -> None:
    assert extended_until(office_time("2026-11-20 23:45"), closes_at=MIDNIGHT) == MIDNIGHT


def test_the_same_slot_may_be_held_again_two_hours_after_the_lapse() -> None:
    assert may_hold_again_at(office_time("2026-11-20 09:30")) == office_time("2026-11-20 11:30")
