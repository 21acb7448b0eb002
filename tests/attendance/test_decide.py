"""Staff decide what became of a consultation: when they may, what it takes, and what is told."""

from functools import partial
from typing import Any

import pytest
from flask import Flask

from booking.attendance.absences import unmarked
from booking.attendance.decide import Marking, mark_attendance
from booking.attendance.refusals import DecidedMeanwhile, NotBegunYet, ReasonMissing, TooEarlyToDecide
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import MoveRequest, move
from booking.bookings.refusals import NotOpenAnyMore, UnknownBooking
from booking.core.channels import Channel
from booking.core.decisions import DECISIONS, DecisionKind
from booking.tables import AttendanceDecision, AuditLine, BookingStatus, NoShow, Suspension
from database.base import db
from tests.attendance.absences import WED_2, decide, missed
from tests.bookings.builders import OMURA_CLERK, SHIGA_CLERK, THU_10, WED_10, all_of, how_many, the_booking, web_request
from tests.bookings.changed_bookings import sent_messages
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id, staff_id

pytestmark = pytest.mark.any_engine

ATTENDED, NO_SHOW = BookingStatus.ATTENDED, BookingStatus.NO_SHOW
EXCUSED, NOT_HELD = BookingStatus.EXCUSED, BookingStatus.NOT_HELD


@pytest.fixture
def number(app: Flask) -> str:
    """Misaki's booking on Wednesday at ten."""
    return book(web_request(), now=FRIDAY_MORNING)


@pytest.mark.each_engine
def test_who_came_is_marked_and_hears_nothing_of_it(number: str) -> None:
    decide(number, ATTENDED, at="2026-11-25 10:01")
    assert the_booking(number).status is ATTENDED
    assert [kind for kind, _ in sent_messages()] == ["booked"]


@pytest.mark.parametrize("status", DECISIONS)
def test_before_the_start_nobody_can_say_what_became_of_it(number: str, status: BookingStatus) -> None:
    with pytest.raises(NotBegunYet):
        decide(number, status, at="2026-11-25 09:59", reason="電話があった")


def test_a_no_show_waits_until_fifteen_minutes_have_passed(number: str) -> None:
    with pytest.raises(TooEarlyToDecide) as refused:
        decide(number, NO_SHOW, at="2026-11-25 10:14")
    assert refused.value.from_when == office_time("2026-11-25 10:15")
    decide(number, NO_SHOW, at="2026-11-25 10:15")
    assert the_booking(number).status is NO_SHOW


@pytest.mark.parametrize("status", [EXCUSED, NOT_HELD])
def test_an_excuse_and_a_failure_of_ours_need_a_reason_and_count_for_nothing(
    number: str, status: BookingStatus
) -> None:
    with pytest.raises(ReasonMissing):
        decide(number, status, at="2026-11-25 10:20")
    decide(number, status, at="2026-11-25 10:20", reason="入院したと家族から電話")
    assert how_many(NoShow) == 0


@pytest.mark.parametrize("decision", DECISIONS.values(), ids=lambda decision: decision.status)
def test_a_first_decision_is_told_by_its_own_message_and_counts_as_its_row_says(
    number: str, decision: DecisionKind
) -> None:
    decide(number, decision.status, at="2026-11-25 10:20", reason="入院したと家族から電話")
    messages = ["warned" if decision.counts else decision.message]  # the office warns at the first one
    assert [kind for kind, _ in sent_messages()] == ["booked", *filter(None, messages)]
    assert how_many(NoShow) == decision.counts


def test_a_correction_needs_a_reason_and_keeps_what_was_decided_before(number: str) -> None:
    decide(number, ATTENDED, at="2026-11-25 10:20")
    for status in DECISIONS.keys() - {ATTENDED}:
        with pytest.raises(ReasonMissing):
            decide(number, status, at="2026-11-25 10:30", shown=1)
    decide(number, NOT_HELD, at="2026-11-25 10:30", shown=1, reason="別の方でした")
    assert [(one.number, one.status) for one in all_of(AttendanceDecision)] == [(1, ATTENDED), (2, NOT_HELD)]
    assert sent_messages()[-1][0] == "corrected"


@pytest.mark.each_engine
def test_the_same_decision_twice_is_one(number: str) -> None:
    for clock in ("10:20", "10:21"):
        decide(number, NO_SHOW, at=f"2026-11-25 {clock}")
    assert (how_many(AttendanceDecision), how_many(NoShow)) == (1, 1)


@pytest.mark.each_engine
def test_whoever_did_not_see_a_colleagues_decision_does_not_overwrite_it(number: str) -> None:
    decide(number, NO_SHOW, at="2026-11-25 10:20")
    with pytest.raises(DecidedMeanwhile) as refused:
        decide(number, ATTENDED, at="2026-11-25 10:21")
    assert refused.value.status == "no_show"


def test_a_cancelled_booking_is_not_marked(number: str) -> None:
    cancel(number, Canceller(f"seeker:{seeker_id(MISAKI)}", seeker_id(MISAKI)), now=FRIDAY_MORNING)
    with pytest.raises(NotOpenAnyMore):
        decide(number, NO_SHOW, at="2026-11-25 10:20")


def test_a_booking_that_was_moved_meanwhile_has_not_begun(number: str) -> None:
    misaki = seeker_id(MISAKI)
    moving = MoveRequest(
        number=number,
        starts_at=office_time(WED_2),
        channel=Channel.WEB,
        actor=f"seeker:{misaki}",
        key="move",
        seeker_id=misaki,
    )
    move(moving, now=FRIDAY_MORNING)
    with pytest.raises(NotBegunYet):
        decide(number, NO_SHOW, at="2026-11-25 10:20")


def test_another_office_knows_no_such_booking(number: str) -> None:
    marking = Marking(number, ATTENDED, staff_id(SHIGA_CLERK), [the_booking(number).office_id + 1])
    with pytest.raises(UnknownBooking):
        mark_attendance(marking, now=office_time("2026-11-25 10:20"))


@pytest.mark.each_engine
def test_of_two_clerks_who_decide_differently_at_once_one_is_told(app: Flask, number: str) -> None:
    office_ids, clerk, now = [the_booking(number).office_id], staff_id(OMURA_CLERK), office_time("2026-11-25 10:20")
    markings = [Marking(number, status, clerk, office_ids) for status in (ATTENDED, NO_SHOW)]
    answers: list[Any] = at_once(app, [partial(mark_attendance, one, now=now) for one in markings])
    (refused,) = [answer for answer in answers if answer is not None]
    assert isinstance(refused, DecidedMeanwhile)
    assert how_many(AttendanceDecision) == 1


@pytest.mark.each_engine
def test_what_ended_without_a_decision_waits_in_a_list_until_somebody_decides(number: str) -> None:
    office_ids = [the_booking(number).office_id]
    assert unmarked(db.session(), office_ids=office_ids, now=office_time("2026-11-25 10:29")) == []
    later = office_time(THU_10)
    assert [one.number for one in unmarked(db.session(), office_ids=office_ids, now=later)] == [number]
    decide(number, ATTENDED, at=THU_10)
    assert unmarked(db.session(), office_ids=office_ids, now=later) == []


def test_audit_lines_tell_who_decided_what_and_no_reason(app: Flask) -> None:
    number = missed(WED_10)
    decide(number, EXCUSED, at="2026-11-25 11:00", shown=1, reason="入院していた")
    lines = [line for line in all_of(AuditLine) if "attendance" in line.act]
    assert [(line.act, line.facts["status"]) for line in lines] == [
        ("mark_attendance", "no_show"),
        ("correct_attendance", "excused"),
    ]
    assert "入院" not in str([line.facts for line in all_of(AuditLine)])
    assert how_many(Suspension) == 0
