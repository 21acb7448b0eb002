"""Two no-shows: a warning, a proposal, a manager's decision, and the way back out."""

import pytest
from flask import Flask
from sqlalchemy import update

from booking.attendance.refusals import (
    ReasonMissing,
    SuspensionChanged,
    SuspensionEndWrong,
    TooManyAnswers,
    UnknownSuspension,
)
from booking.attendance.retention import ANSWERS_KEPT
from booking.attendance.rules.absences import ANSWERS_A_SUSPENSION
from booking.attendance.suspensions.answer import answer_suspension, note_answers_read
from booking.attendance.suspensions.impose import Decider, decline_suspension, impose_suspension, lift_suspension
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.hold import hold
from booking.bookings.refusals import Suspended
from booking.core.erasure import Night
from booking.tables import (
    BookingStatus,
    NoShow,
    Suspension,
    SuspensionAnswer,
    SuspensionState,
)
from database.transactions import transact
from tests.attendance.absences import (
    LAST_DAY,
    WED_2,
    decide,
    manager,
    missed,
    missed_twice,
    suspended,
    the_state,
    the_suspension,
)
from tests.bookings.builders import (
    WED_10,
    all_of,
    change_seeker,
    crowd,
    how_many,
    phone_request,
    the_booking,
    web_request,
)
from tests.bookings.changed_bookings import sent_messages
from tests.days import day
from tests.town import MISAKI, office_time, seeker_id

pytestmark = pytest.mark.any_engine

FRI_4 = office_time("2026-12-04 09:00")
WED_9 = "2026-12-09 10:00"  # Wednesday


def book_again(seeker: str = MISAKI) -> str:
    """What a suspended seeker tries on Friday 4 December."""
    return book(web_request(seeker, starts=WED_9), now=FRI_4)


@pytest.mark.each_engine
def test_the_first_no_show_warns_and_the_second_proposes(app: Flask) -> None:
    missed(WED_10)
    assert sent_messages()[-1][0] == "warned"
    assert how_many(Suspension) == 0
    missed(WED_2)
    assert the_state() is SuspensionState.PROPOSED
    assert book_again()  # always a proposal: nothing happens by itself


def test_an_old_no_show_that_is_decided_late_leads_to_nothing(app: Flask) -> None:
    missed(WED_10)
    a_year_and_a_day_later = day("2027-12-03 Fri")
    transact(lambda session: session.execute(update(NoShow).values(day=a_year_and_a_day_later)))
    missed(WED_2)
    assert sent_messages()[-1][0] == "missed"
    assert how_many(Suspension) == 0


@pytest.mark.each_engine
def test_a_suspended_seeker_books_on_no_channel_until_the_day_after_the_last(app: Flask) -> None:
    suspended()
    with pytest.raises(Suspended) as refused:
        book_again()
    assert refused.value.ends_on == LAST_DAY
    with pytest.raises(Suspended):
        book(phone_request(starts=WED_9), now=FRI_4)
    with pytest.raises(Suspended):
        hold("omura-soudan", office_time(WED_9), seeker_id=seeker_id(MISAKI), now=FRI_4)
    change_seeker(MISAKI, registration_valid_until=day("2027-05-31 Mon"))
    assert book(web_request(starts="2027-03-05 10:00"), now=office_time("2027-03-01 00:00"))


def test_another_office_is_not_concerned(app: Flask) -> None:
    suspended()
    request = web_request(procedure="shiomizaka-soudan", starts="2026-12-17 10:00")
    assert book(request, now=FRI_4)


def test_bookings_that_stand_stay_and_can_be_cancelled(app: Flask) -> None:
    missed_twice()
    number = book_again()
    impose_suspension(the_suspension().id, manager(), ends_on=LAST_DAY, now=FRI_4)
    assert the_booking(number).status is BookingStatus.BOOKED
    cancel(number, Canceller("seeker", seeker_id(MISAKI)), now=FRI_4)


def test_lifting_needs_a_reason_and_lets_the_seeker_book_at_once(app: Flask) -> None:
    suspended()
    with pytest.raises(ReasonMissing):
        lift_suspension(the_suspension().id, manager(), reason="", now=FRI_4)
    lift_suspension(the_suspension().id, manager(), reason="ご事情を伺ったため", now=FRI_4)
    assert book_again()
    assert [kind for kind, _ in sent_messages()][-3:] == ["suspended", "lifted", "booked"]


@pytest.mark.each_engine
def test_correcting_the_first_no_show_undoes_what_rested_on_it(app: Flask) -> None:
    first, _ = suspended()
    decide(first, BookingStatus.ATTENDED, at="2026-12-04 09:00", shown=1, reason="参加していた")
    assert the_state() is SuspensionState.WITHDRAWN
    assert sent_messages()[-1][0] == "corrected"
    assert book_again()


def test_correcting_one_of_three_leaves_the_suspension_on_the_other_two(app: Flask) -> None:
    first, _ = missed_twice()
    missed(WED_9)
    impose_suspension(the_suspension().id, manager(), ends_on=LAST_DAY, now=office_time("2026-12-10 09:00"))
    decide(first, BookingStatus.EXCUSED, at="2026-12-10 10:00", shown=1, reason="入院していた")
    assert the_state() is SuspensionState.IMPOSED


def test_a_correction_withdraws_a_proposal_too_and_the_next_no_show_proposes_anew(app: Flask) -> None:
    first, _ = missed_twice()
    decide(first, BookingStatus.NOT_HELD, at="2026-12-04 09:00", shown=1, reason="回線の故障")
    assert the_state() is SuspensionState.WITHDRAWN
    missed(WED_9)
    assert [one.state for one in all_of(Suspension)] == [SuspensionState.WITHDRAWN, SuspensionState.PROPOSED]


def test_leaving_and_returning_clears_neither_count_nor_suspension(app: Flask) -> None:
    suspended()
    change_seeker(MISAKI, seeker_number="left-2", my_page_opened=False)
    (returned,) = crowd(1, office="omura")
    change_seeker(returned, seeker_number=MISAKI)
    with pytest.raises(Suspended):
        book_again()


def test_a_no_show_before_leaving_counts_with_one_after_the_return(app: Flask) -> None:
    missed(WED_10)
    change_seeker(MISAKI, seeker_number="left-2", my_page_opened=False)
    (returned,) = crowd(1, office="omura")
    change_seeker(returned, seeker_number=MISAKI)
    missed(WED_2)
    assert the_state() is SuspensionState.PROPOSED


def test_a_manager_may_decide_against_it_with_a_reason(app: Flask) -> None:
    missed_twice()
    decline_suspension(the_suspension().id, manager(), reason="電話で事情を聞いた", now=FRI_4)
    assert the_state() is SuspensionState.DECLINED
    assert sent_messages()[-1][0] == "not_suspended"


def test_what_was_decided_is_not_decided_again(app: Flask) -> None:
    suspended()
    with pytest.raises(SuspensionChanged):
        decline_suspension(the_suspension().id, manager(), reason="やはり", now=FRI_4)
    with pytest.raises(SuspensionChanged):
        impose_suspension(the_suspension().id, manager(), ends_on=LAST_DAY, now=FRI_4)


def test_managers_of_other_offices_know_nothing_of_it(app: Flask) -> None:
    missed_twice()
    stranger = Decider(manager().staff_id, [the_suspension().office_id + 1])
    with pytest.raises(UnknownSuspension):
        impose_suspension(the_suspension().id, stranger, ends_on=LAST_DAY, now=FRI_4)


def test_a_suspension_does_not_end_in_the_past(app: Flask) -> None:
    missed_twice()
    with pytest.raises(SuspensionEndWrong):
        impose_suspension(the_suspension().id, manager(), ends_on=day("2026-12-03 Thu"), now=FRI_4)
    assert the_state() is SuspensionState.PROPOSED


@pytest.mark.each_engine
def test_a_suspended_seeker_writes_up_to_five_answers_which_staff_read(app: Flask) -> None:
    suspended()
    misaki = seeker_id(MISAKI)
    for n in range(ANSWERS_A_SUSPENSION):
        for _sent_twice in range(2):
            answer_suspension(the_suspension().id, f"事情 {n}", seeker_id=misaki, now=FRI_4)
    with pytest.raises(TooManyAnswers):
        answer_suspension(the_suspension().id, "もう一度", seeker_id=misaki, now=FRI_4)
    by = manager()
    first = all_of(SuspensionAnswer)[0].id
    note_answers_read(the_suspension().id, up_to=first, staff_id=by.staff_id, office_ids=by.office_ids, now=FRI_4)
    assert sum(one.read_at is not None for one in all_of(SuspensionAnswer)) == 1


def test_nobody_answers_to_the_suspension_of_another(app: Flask) -> None:
    suspended()
    (other,) = crowd(1)
    with pytest.raises(UnknownSuspension):
        answer_suspension(the_suspension().id, "事情", seeker_id=seeker_id(other), now=FRI_4)


def night(day: str) -> Night:
    return Night(office_time(f"{day} 09:00"), FRI_4)


@pytest.mark.each_engine
def test_answers_are_erased_a_year_after_the_last_day(app: Flask) -> None:
    suspended()
    answer_suspension(the_suspension().id, "入院していました", seeker_id=seeker_id(MISAKI), now=FRI_4)
    assert [ANSWERS_KEPT.erase(night(day)) for day in ("2028-02-27", "2028-02-28")] == [0, 1]
    assert [one.text for one in all_of(SuspensionAnswer)] == [""]
