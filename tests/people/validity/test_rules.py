"""How long a registration is valid, and until when a seeker may make it valid again (japan.md I3, I4)."""

from datetime import date, time

import pytest

from booking.core.refusals import OfficeContact
from booking.people.validity.refusals import InvalidAlready, InvalidTooLong, ValidAlready
from booking.people.validity.rules import (
    Notice,
    State,
    invalid_since,
    last_day_to_return,
    last_day_with_notice,
    notice_due,
    refuse_unless_may_become_invalid,
    refuse_unless_may_become_valid,
    state_on,
)
from tests.days import day

OMURA = OfficeContact("ハローワーク大村", "0957-40-0032", time(8, 30), time(17, 15))


@pytest.mark.parametrize(
    ("valid_until", "since", "last"),
    [
        ("2026-01-31 Sat", "2026-02-01 Sun", "2027-02-01 Mon"),
        ("2028-02-28 Mon", "2028-02-29 Tue", "2029-02-28 Wed"),  # a year after a leap day
        ("2027-02-28 Sun", "2027-03-01 Mon", "2028-03-01 Wed"),
    ],
)
def test_it_may_be_made_valid_again_within_a_year_of_the_first_invalid_day(
    valid_until: str, since: str, last: str
) -> None:
    ended = day(valid_until)
    assert (invalid_since(ended), last_day_to_return(ended)) == (day(since), day(last))


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-12-30 Wed", State.VALID),
        ("2026-12-31 Thu", State.ENDS_SOON),  # a month before Sunday 31 January
        ("2027-01-31 Sun", State.ENDS_SOON),
        ("2027-02-01 Mon", State.INVALID),
        ("2028-02-01 Tue", State.INVALID),
        ("2028-02-02 Wed", State.INVALID_TOO_LONG),
    ],
)
def test_how_a_registration_until_31_january_stands(today: str, state: State) -> None:
    assert state_on(day(today), day("2027-01-31 Sun")) is state


def test_one_that_was_never_valid_is_for_the_office() -> None:
    assert state_on(day("2026-11-20 Fri"), None) is State.NEVER_VALID
    with pytest.raises(InvalidTooLong):
        refuse_unless_may_become_valid(day("2026-11-20 Fri"), None, office=OMURA)


@pytest.mark.parametrize(
    ("today", "notice"),
    [
        ("2026-12-30 Wed", None),
        ("2026-12-31 Thu", Notice.A_MONTH),
        ("2027-01-23 Sat", Notice.A_MONTH),
        ("2027-01-24 Sun", Notice.A_WEEK),
        ("2027-01-31 Sun", Notice.A_WEEK),
        ("2027-02-01 Mon", None),
    ],
)
def test_messages_are_due_a_month_and_a_week_before_the_end(today: str, notice: Notice | None) -> None:
    assert notice_due(day(today), day("2027-01-31 Sun")) is notice


@pytest.mark.parametrize("ends", ["2027-03-31 Wed", "2027-03-30 Tue", "2027-03-29 Mon", "2027-03-28 Sun"])
def test_no_end_of_a_long_month_is_overlooked_on_the_last_of_february(ends: str) -> None:
    today = day("2027-02-28 Sun")
    assert notice_due(today, day(ends)) is Notice.A_MONTH
    assert day(ends) <= last_day_with_notice(today)


@pytest.mark.parametrize(("today", "refused"), [("2026-12-30 Wed", ValidAlready), ("2028-02-02 Wed", InvalidTooLong)])
def test_too_early_and_too_late_are_refused(today: str, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        refuse_unless_may_become_valid(day(today), day("2027-01-31 Sun"), office=OMURA)


@pytest.mark.parametrize("valid_until", [None, date(2026, 11, 19)])  # Thursday
def test_what_is_invalid_is_not_ended(valid_until: date | None) -> None:
    with pytest.raises(InvalidAlready):
        refuse_unless_may_become_invalid(day("2026-11-20 Fri"), valid_until, office=OMURA)
