"""Two acts that meet on the way: whoever comes to the commit first wins, and the other is told so (both engines)."""

from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask

from booking.attendance.suspensions.impose import impose_suspension
from booking.availability.refusals import OnClosingDay, SlotTaken
from booking.bookings import book as book_action
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.draft import write_draft
from booking.bookings.hold import extend, hold
from booking.bookings.move import move
from booking.bookings.refusals import CannotExtend, DraftChanged, NotOpenAnyMore, Suspended, TooManyOpenBookings
from booking.office_changes.affected import NOBODY
from booking.office_changes.carry_out import Decision, Outcome
from booking.office_changes.change import change_office
from booking.office_changes.changes import NewTimetable, TakeDeskOut
from booking.office_changes.closings import CloseDay
from booking.office_changes.refusals import ImpactChanged
from booking.tables import Booking, BookingStatus, Hold, SuspensionState
from database.base import db
from tests.attendance.absences import LAST_DAY, manager, missed_twice, the_state, the_suspension
from tests.bookings.builders import TOPIC, all_of, filled_hold, phone_request, the_booking, web_request
from tests.bookings.confirming import confirm, shown_now
from tests.bookings.moves import FRIDAY_AT_ELEVEN, KAKUTO, SHO, THURSDAY_AT_TEN, by_seeker
from tests.bookings.races.forced_races import forced_race
from tests.bookings.town_bookings import MANAGER, booked, closing_days_of, office_of
from tests.days import day
from tests.soak.invariants import flaws
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

AT_THE_LAPSE = office_time("2026-11-20 09:30")  # of what was held on Friday morning at nine
THU_26 = CloseDay(day("2026-11-26 Thu"), "庁舎の設備点検")


@pytest.fixture(autouse=True)
def _nothing_half_done(app: Flask) -> object:
    yield
    db.session.rollback()
    assert flaws(db.session()) == []


def booking(seeker: str, starts: str = THURSDAY_AT_TEN) -> Callable[[], str]:
    return partial(book, web_request(seeker, starts=starts), now=FRIDAY_MORNING)


def moving(number: str, to: str, *, seeker: str = MISAKI) -> Callable[[], None]:
    return partial(move, by_seeker(number, to, seeker=seeker), now=FRIDAY_MORNING)


def cancelling(number: str) -> Callable[[], None]:
    own_id = seeker_id(MISAKI)
    return partial(cancel, number, Canceller(f"seeker:{own_id}", own_id), now=FRIDAY_MORNING)


def changing(office: str, change: CloseDay | NewTimetable | TakeDeskOut) -> Callable[[], Outcome]:
    decision = Decision(NOBODY)
    return partial(change_office, office_of(office).id, change, decision, actor=MANAGER, now=FRIDAY_MORNING)


def test_the_last_place_goes_to_the_first_of_two_bookings(app: Flask) -> None:
    first, second = forced_race(app, booking(MISAKI), booking(TARO))
    assert isinstance(first, str)
    assert isinstance(second, SlotTaken)


def test_the_second_of_two_bookings_gets_the_other_desk(app: Flask) -> None:
    at_two_desks = partial(web_request, procedure="shiomizaka-soudan", starts="2026-11-27 10:00")
    acts = [partial(book, at_two_desks(seeker), now=FRIDAY_MORNING) for seeker in (SHO, KAKUTO)]
    first, second = forced_race(app, *acts)
    desks = [the_booking(str(number)).desk.code for number in (first, second)]
    assert desks == ["shiomizaka-desk-1", "shiomizaka-desk-2"]


def test_the_second_booking_of_one_seeker_meets_the_limit(app: Flask) -> None:
    by_phone = partial(book, phone_request(MISAKI, starts="2026-11-26 11:00"), now=FRIDAY_MORNING)
    first, second = forced_race(app, booking(MISAKI), by_phone)
    assert isinstance(second, TooManyOpenBookings)
    assert second.numbers == (first,)


def test_a_lapsed_hold_is_confirmed_before_another_holds_the_place(app: Flask) -> None:
    token, misaki, taro = filled_hold(starts=THURSDAY_AT_TEN), seeker_id(MISAKI), seeker_id(TARO)
    confirming = partial(confirm, token, seeker_id=misaki, now=AT_THE_LAPSE)
    holding = partial(hold, "omura-soudan", office_time(THURSDAY_AT_TEN), seeker_id=taro, now=AT_THE_LAPSE)
    first, second = forced_race(app, confirming, holding)
    assert isinstance(first, str)
    assert isinstance(second, SlotTaken)


def test_a_lapsed_hold_is_not_confirmed_once_another_holds_the_place(app: Flask) -> None:
    token, misaki, taro = filled_hold(starts=THURSDAY_AT_TEN), seeker_id(MISAKI), seeker_id(TARO)
    confirming = partial(confirm, token, seeker_id=misaki, now=AT_THE_LAPSE)
    holding = partial(hold, "omura-soudan", office_time(THURSDAY_AT_TEN), seeker_id=taro, now=AT_THE_LAPSE)
    first, second = forced_race(app, holding, confirming)
    assert isinstance(first, str)
    assert isinstance(second, SlotTaken)
    assert all_of(Booking) == []


def test_a_hold_that_is_being_replaced_is_booked_all_the_same_if_its_place_is_free(app: Flask) -> None:
    token, misaki = filled_hold(starts=THURSDAY_AT_TEN), seeker_id(MISAKI)
    confirming = partial(confirm, token, seeker_id=misaki, now=FRIDAY_MORNING)
    other_tab = partial(hold, "omura-soudan", office_time(FRIDAY_AT_ELEVEN), seeker_id=misaki, now=FRIDAY_MORNING)
    _, number = forced_race(app, other_tab, confirming)
    assert the_booking(str(number)).starts_at == office_time(THURSDAY_AT_TEN)
    assert all(held.ended_at for held in all_of(Hold))  # one booking is the limit: the other hold leads nowhere


def test_a_hold_that_is_being_booked_is_not_extended(app: Flask) -> None:
    token, misaki = filled_hold(starts=THURSDAY_AT_TEN), seeker_id(MISAKI)
    acts = [partial(act, token, seeker_id=misaki, now=FRIDAY_MORNING) for act in (confirm, extend)]
    first, second = forced_race(app, *acts)
    assert isinstance(first, str)
    assert isinstance(second, CannotExtend)


def test_a_day_is_not_closed_unseen_over_a_booking_that_is_being_made(app: Flask) -> None:
    number, closed = forced_race(app, booking(MISAKI), changing("omura", THU_26))
    assert isinstance(closed, ImpactChanged)
    assert closed.numbers == (number,)
    assert closing_days_of("omura") == []


def test_nobody_books_a_day_that_is_being_closed(app: Flask) -> None:
    closed, refused = forced_race(app, changing("omura", THU_26), booking(MISAKI))
    assert isinstance(closed, Outcome)
    assert isinstance(refused, OnClosingDay)


def test_nobody_moves_to_a_day_that_is_being_closed(app: Flask) -> None:
    number = booked(MISAKI, FRIDAY_AT_ELEVEN)
    _, refused = forced_race(app, changing("omura", THU_26), moving(number, THURSDAY_AT_TEN))
    assert isinstance(refused, OnClosingDay)
    assert the_booking(number).starts_at == office_time(FRIDAY_AT_ELEVEN)


def test_a_hold_on_a_day_that_is_being_closed_is_not_confirmed(app: Flask) -> None:
    token = filled_hold(starts=THURSDAY_AT_TEN)
    confirming = partial(confirm, token, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    _, refused = forced_race(app, changing("omura", THU_26), confirming)
    assert isinstance(refused, OnClosingDay)


def test_a_desk_that_is_being_taken_out_is_not_booked(app: Flask) -> None:
    at_two_desks = web_request(SHO, procedure="shiomizaka-soudan", starts="2026-11-27 10:00")
    first_desk_out = changing("shiomizaka", TakeDeskOut("shiomizaka-soudan", "shiomizaka-desk-1"))
    _, number = forced_race(app, first_desk_out, partial(book, at_two_desks, now=FRIDAY_MORNING))
    assert the_booking(str(number)).desk.code == "shiomizaka-desk-2"


@pytest.fixture
def suspending(app: Flask) -> Callable[[], None]:
    """A manager decides, on Friday 4 December, about the suspension that was proposed for Misaki."""
    missed_twice()
    now = office_time("2026-12-04 09:00")
    return partial(impose_suspension, the_suspension().id, manager(), ends_on=LAST_DAY, now=now)


@pytest.fixture
def booking_again(app: Flask) -> Callable[[], str]:
    """Misaki books Wednesday 9 December at that moment."""
    return partial(book, web_request(starts="2026-12-09 10:00"), now=office_time("2026-12-04 09:00"))


def test_nobody_books_who_is_being_suspended(
    app: Flask, suspending: Callable[[], None], booking_again: Callable[[], str]
) -> None:
    _, refused = forced_race(app, suspending, booking_again)
    assert isinstance(refused, Suspended)


def test_a_booking_that_was_made_before_the_suspension_stands(
    app: Flask, suspending: Callable[[], None], booking_again: Callable[[], str]
) -> None:
    number, imposed = forced_race(app, booking_again, suspending)
    assert imposed is None
    assert the_state() is SuspensionState.IMPOSED
    assert the_booking(str(number)).status is BookingStatus.BOOKED


def test_a_booking_that_is_being_moved_is_cancelled_where_it_went(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    assert forced_race(app, moving(number, FRIDAY_AT_ELEVEN), cancelling(number)) == (None, None)
    found = the_booking(number)
    assert (found.status, found.starts_at) == (BookingStatus.CANCELLED_BY_SEEKER, office_time(FRIDAY_AT_ELEVEN))
    assert found.sequence == 2


def test_a_booking_that_is_being_cancelled_is_not_moved(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    _, refused = forced_race(app, cancelling(number), moving(number, FRIDAY_AT_ELEVEN))
    assert isinstance(refused, NotOpenAnyMore)
    assert the_booking(number).sequence == 1


def test_the_first_of_two_moves_gets_the_place_and_the_other_stays_where_it_was(app: Flask) -> None:
    first, second = booked(MISAKI, THURSDAY_AT_TEN), booked(KAKUTO, "2026-11-26 11:00")
    acts = moving(first, FRIDAY_AT_ELEVEN), moving(second, FRIDAY_AT_ELEVEN, seeker=KAKUTO)
    _, refused = forced_race(app, *acts)
    assert isinstance(refused, SlotTaken)
    assert the_booking(first).starts_at == office_time(FRIDAY_AT_ELEVEN)
    assert the_booking(second).starts_at == office_time("2026-11-26 11:00")


def test_a_place_that_is_being_left_is_not_free_before_it_is_left(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    _, second = forced_race(app, moving(number, FRIDAY_AT_ELEVEN), booking(KAKUTO))
    # PostgreSQL answers from what is committed; SQLite's writers come one after the other. Nobody overlaps.
    assert isinstance(second, str | SlotTaken)


@pytest.mark.parametrize("writes_first", [True, False])
def test_a_text_written_at_the_moment_of_the_booking_is_not_booked_unseen(app: Flask, writes_first: bool) -> None:
    token, misaki = filled_hold(), seeker_id(MISAKI)
    shown = shown_now(token, seeker_id=misaki)
    pressing = partial(book_action.confirm, token, shown=shown, seeker_id=misaki, now=FRIDAY_MORNING)
    writing = partial(write_draft, token, topic="別の話です。", wishes=(), now=FRIDAY_MORNING)
    answers = forced_race(app, writing, pressing) if writes_first else forced_race(app, pressing, writing)
    refused = [one for one in answers if isinstance(one, DraftChanged)]
    assert [one.topic for one in all_of(Booking)] == ([] if refused else [TOPIC])
