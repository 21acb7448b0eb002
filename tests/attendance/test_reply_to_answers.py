"""What a suspended seeker writes stays open until a manager has written back or lifted the suspension."""

import pytest
from flask import Flask

from booking.attendance.refusals import AnswersSettled, ReasonMissing, UnknownSuspension
from booking.attendance.suspensions.answer import answer_suspension, note_answers_read
from booking.attendance.suspensions.impose import Decider, lift_suspension
from booking.attendance.suspensions.reads import waiting_counts, with_open_answers
from booking.attendance.suspensions.reply import reply_to_answers
from booking.tables import SuspensionAnswer
from database.base import db
from tests.attendance.absences import manager, suspended, the_suspension
from tests.bookings.builders import all_of
from tests.bookings.changed_bookings import sent_messages
from tests.days import day
from tests.town import MISAKI, office_time, seeker_id

pytestmark = pytest.mark.any_engine

FRI_4 = office_time("2026-12-04 10:00")
SHOWN = 10_000  # later than every answer


@pytest.fixture(autouse=True)
def _suspended(app: Flask) -> None:
    """Misaki is suspended and has written why she was away."""
    suspended()
    write("入院していました")


def write(text: str) -> int:
    """Misaki writes to the office; the key of what she wrote."""
    answer_suspension(the_suspension().id, text, seeker_id=seeker_id(MISAKI), now=FRI_4)
    return all_of(SuspensionAnswer)[-1].id


def reply(text: str, *, by: Decider | None = None, up_to: int = SHOWN) -> None:
    reply_to_answers(the_suspension().id, by or manager(), text=text, up_to=up_to, now=FRI_4)


def waiting() -> int:
    """How many answers wait for a manager of the office."""
    db.session.rollback()
    return waiting_counts(db.session(), office_ids=manager().office_ids)[1]


def test_a_clerk_who_reads_an_answer_leaves_it_to_the_manager() -> None:
    by = manager()
    note_answers_read(the_suspension().id, up_to=SHOWN, staff_id=by.staff_id, office_ids=by.office_ids, now=FRI_4)
    assert waiting() == 1
    assert [line.open_answers for line in with_open_answers(db.session(), office_ids=by.office_ids)] == [1]


@pytest.mark.each_engine
def test_a_managers_reply_settles_what_was_shown_and_is_told_to_the_seeker() -> None:
    first = the_first()
    write("診断書もあります")
    reply("確認します", up_to=first)
    assert waiting() == 1
    assert sent_messages()[-1][0] == "replied"
    reply("診断書を確認しました")
    assert waiting() == 0
    assert [one.reply for one in all_of(SuspensionAnswer)] == ["確認します", "診断書を確認しました"]


def the_first() -> int:
    return all_of(SuspensionAnswer)[0].id


def test_lifting_the_suspension_settles_the_answers_too() -> None:
    lift_suspension(the_suspension().id, manager(), reason="入院と確かめたため", now=FRI_4)
    assert waiting() == 0
    with pytest.raises(AnswersSettled):
        reply("遅れました")


def test_what_was_written_in_the_last_days_stays_open_after_the_suspension_is_over() -> None:
    suspension = the_suspension()
    assert suspension.ends_on is not None
    assert suspension.ends_on < day("2027-03-01 Mon")
    assert waiting() == 1  # whatever day it is: no date closes it


@pytest.mark.each_engine
def test_of_two_managers_one_writes_back() -> None:
    reply("停止は変わりません")
    with pytest.raises(AnswersSettled):
        reply("停止は変わりません")
    assert [kind for kind, _ in sent_messages()].count("replied") == 1


def test_an_empty_reply_settles_nothing() -> None:
    with pytest.raises(ReasonMissing):
        reply("")
    assert waiting() == 1


def test_a_manager_of_another_office_replies_to_nobody() -> None:
    with pytest.raises(UnknownSuspension):
        reply("停止は変わりません", by=Decider(manager().staff_id, [the_suspension().office_id + 1]))
