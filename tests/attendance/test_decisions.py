"""What a status says of itself, and which decisions staff can take when."""

from datetime import time, timedelta

import pytest

from booking.announcements.kinds import KINDS
from booking.attendance.refusals import TooEarlyToDecide
from booking.attendance.rules.marking import kinds_to_await, kinds_to_choose, late_from, refuse_unless_late_enough
from booking.core.decisions import CANCELLED, DECISIONS, USUAL, BookingStatus
from booking.core.refusals import OfficeContact
from tests.town import office_time

BOOKED, ATTENDED, NO_SHOW = BookingStatus.BOOKED, BookingStatus.ATTENDED, BookingStatus.NO_SHOW
EXCUSED, NOT_HELD = BookingStatus.EXCUSED, BookingStatus.NOT_HELD
OMURA = OfficeContact("ハローワーク大村", "0957-40-0032", time(8, 30), time(17, 15))
WED_10 = office_time("2026-11-25 10:00")  # Wednesday


@pytest.mark.parametrize("status", BookingStatus)
def test_a_booking_is_open_or_decided_or_cancelled(status: BookingStatus) -> None:
    assert [status.open, status.decided, status.cancelled].count(True) == 1


def test_what_was_cancelled_says_by_whom() -> None:
    assert [(status, status.cancelled_by_office) for status in CANCELLED] == [
        (BookingStatus.CANCELLED_BY_SEEKER, False),
        (BookingStatus.CANCELLED_BY_OFFICE, True),
    ]


def test_only_a_no_show_counts_and_only_who_came_had_a_consultation() -> None:
    assert [status for status in BookingStatus if status.counts] == [NO_SHOW]
    assert [status for status in BookingStatus if status.took_place] == [ATTENDED]


def test_only_a_no_show_waits_for_who_comes_late() -> None:
    assert [kind.status for kind in kinds_to_await(late=False)] == [NO_SHOW]
    assert kinds_to_await(late=True) == []
    assert [kind.status for kind in kinds_to_choose(BOOKED, late=False)] == [ATTENDED, EXCUSED, NOT_HELD]
    assert [kind.status for kind in kinds_to_choose(BOOKED, late=True)] == [ATTENDED, EXCUSED, NOT_HELD, NO_SHOW]


def test_what_was_decided_is_not_offered_again() -> None:
    assert EXCUSED not in [kind.status for kind in kinds_to_choose(EXCUSED, late=True)]


@pytest.mark.parametrize("status", DECISIONS)
def test_a_decision_that_waits_is_refused_until_the_minute(status: BookingStatus) -> None:
    late = late_from(WED_10, late_minutes=15)
    assert late == office_time("2026-11-25 10:15")
    if DECISIONS[status].after_late_minutes:
        with pytest.raises(TooEarlyToDecide):
            refuse_unless_late_enough(status, WED_10, late_minutes=15, now=late - timedelta(seconds=1), office=OMURA)
    refuse_unless_late_enough(status, WED_10, late_minutes=15, now=late, office=OMURA)


def test_one_press_on_the_sheet_needs_neither_a_reason_nor_time() -> None:
    kind = DECISIONS[USUAL]
    assert (kind.needs_reason, kind.after_late_minutes, kind.counts) == (False, False, False)


def test_what_a_decision_sends_is_a_kind_of_message() -> None:
    assert {kind.message for kind in DECISIONS.values() if kind.message} <= set(KINDS)
