"""Who may book: my-page, registration, and not too many at once."""

from datetime import date, time

import pytest

from booking.bookings.refusals import RegistrationNotValid, Suspended, TooManyOpenBookings
from booking.bookings.rules.eligibility import Standing, ends_before, refuse_unless_may_book
from booking.core.refusals import OfficeContact, Refusal
from booking.people.refusals import MyPageNotOpened
from tests.days import day

TODAY = day("2026-11-20 Fri")
OMURA = OfficeContact("ハローワーク大村", "0957-40-0032", time(8, 30), time(17, 15))


def refusal_for(standing: Standing, *, limit: int = 1) -> Refusal | None:
    """The refusal of somebody of this standing, if there is one."""
    try:
        refuse_unless_may_book(standing, max_open_bookings=limit, today=TODAY, office=OMURA)
    except Refusal as refused:
        return refused
    return None


def test_a_registered_seeker_with_a_my_page_may_book() -> None:
    assert refusal_for(Standing(True, day("2027-01-31 Sun"), ())) is None


def test_the_last_valid_day_of_a_registration_still_counts() -> None:
    assert refusal_for(Standing(True, TODAY, ())) is None


def test_a_registration_that_ended_yesterday_is_refused_with_its_last_day() -> None:
    refused = refusal_for(Standing(True, day("2026-11-19 Thu"), ()))
    assert isinstance(refused, RegistrationNotValid)
    assert refused.ended_on == day("2026-11-19 Thu")
    assert refused.office is OMURA


def test_who_never_registered_is_refused_without_a_day() -> None:
    refused = refusal_for(Standing(True, None, ()))
    assert isinstance(refused, RegistrationNotValid)
    assert refused.ended_on is None


def test_the_my_page_is_asked_for_first() -> None:
    assert isinstance(refusal_for(Standing(False, None, ("482917365",))), MyPageNotOpened)


def test_open_bookings_are_counted_against_the_limit() -> None:
    one = Standing(True, day("2027-01-31 Sun"), ("482917365",))
    refused = refusal_for(one)
    assert isinstance(refused, TooManyOpenBookings)
    assert (refused.limit, refused.numbers) == (1, ("482917365",))
    assert refusal_for(one, limit=2) is None


def test_who_is_suspended_is_refused_with_the_last_day_and_may_book_the_day_after() -> None:
    refused = refusal_for(Standing(True, day("2027-01-31 Sun"), (), suspended_until=TODAY))
    assert isinstance(refused, Suspended)
    assert refused.ends_on == TODAY
    assert refusal_for(Standing(True, day("2027-01-31 Sun"), (), suspended_until=day("2026-11-19 Thu"))) is None


@pytest.mark.parametrize(
    ("last_day", "ends"), [(day("2026-11-24 Tue"), True), (day("2026-11-25 Wed"), False), (None, False)]
)
def test_both_sides_are_told_of_a_registration_that_ends_before_the_consultation(
    last_day: date | None, ends: bool
) -> None:
    assert ends_before(last_day, day("2026-11-25 Wed")) is ends
