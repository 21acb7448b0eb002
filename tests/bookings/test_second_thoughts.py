"""Three bookings given back and three moves a day, then a call (rules.md#second-thoughts)."""

from datetime import datetime
from functools import partial
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from booking.bookings.refusals import NoDisplayNameLeft, TooManyGivenBack, TooManyMoves
from booking.bookings.rules import display_names
from booking.operations.purge import purge
from booking.tables import Booking, BookingStatus, GivenBack
from database.transactions import transact
from tests.bookings.builders import (
    THU_10,
    THU_11,
    WED_10,
    all_of,
    change_procedure,
    crowd,
    how_many,
    the_booking,
    web_request,
)
from tests.bookings.moves import FRIDAY_AT_ELEVEN, FRIDAY_AT_THREE, KAKUTO, THURSDAY_AT_TEN, by_clerk, by_seeker
from tests.bookings.races.at_once import at_once
from tests.bookings.town_bookings import office_of
from tests.town import FRIDAY_MORNING, MISAKI, office_time

_keys = count()

SATURDAY = office_time("2026-11-21 09:00")  # the office's next day, not that it is open


def books(starts: str = THU_10, *, seeker: str = MISAKI, procedure: str = "omura-soudan") -> str:
    wish = web_request(seeker, procedure=procedure, starts=starts, key=f"key {next(_keys)}")
    return book(wish, now=FRIDAY_MORNING)


def gives_back(number: str, *, now: datetime = FRIDAY_MORNING) -> None:
    own_id = the_booking(number).seeker_id
    cancel(number, Canceller(f"seeker:{own_id}", own_id), now=now)


def office_cancels(number: str, *, notified_at: datetime | None = None) -> None:
    staff = Canceller("staff:2", office_ids={office_of("omura").id})
    cancel(number, staff, reason="都合", notified_at=notified_at, now=FRIDAY_MORNING)


def after_three_second_thoughts() -> str:
    for _ in range(3):
        gives_back(books())
    return books()


def moves(number: str, to: str, *, now: datetime = FRIDAY_MORNING) -> None:
    move(by_seeker(number, to, key=f"web:{next(_keys)}"), now=now)


def test_the_fourth_booking_of_a_day_is_not_given_back_without_a_call(app: Flask) -> None:
    number = after_three_second_thoughts()
    with pytest.raises(TooManyGivenBack) as refused:
        gives_back(number)
    assert refused.value.office is not None
    assert refused.value.office.phone == "0957-40-0032"
    assert the_booking(number).status is BookingStatus.BOOKED


@pytest.mark.parametrize("notified_at", [None, FRIDAY_MORNING])
def test_staff_go_on_for_that_seeker_too(app: Flask, notified_at: datetime | None) -> None:
    office_cancels(after_three_second_thoughts(), notified_at=notified_at)
    with pytest.raises(TooManyGivenBack):
        gives_back(books())


def test_the_next_day_begins_anew(app: Flask) -> None:
    number = after_three_second_thoughts()
    gives_back(number, now=SATURDAY)
    assert the_booking(number).status is BookingStatus.CANCELLED_BY_SEEKER


def test_it_is_the_offices_day_that_counts(app: Flask) -> None:
    number = after_three_second_thoughts()
    with pytest.raises(TooManyGivenBack):
        gives_back(number, now=office_time("2026-11-20 23:59"))
    gives_back(number, now=office_time("2026-11-21 00:00"))  # 15:00 UTC of Friday


def test_what_the_office_cancelled_counts_against_nobody(app: Flask) -> None:
    for _ in range(5):
        office_cancels(books())
    gives_back(books())
    assert how_many(GivenBack) == 6


def test_another_procedure_and_another_seeker_are_counted_apart(app: Flask) -> None:
    after_three_second_thoughts()
    gives_back(books("2026-11-27 11:00", procedure="shiomizaka-soudan"))
    gives_back(books(WED_10, seeker=KAKUTO))


def test_of_two_sent_at_once_only_the_third_is_taken(app: Flask) -> None:
    change_procedure("omura-soudan", max_open_bookings=2)
    gives_back(books())
    gives_back(books())
    numbers = [books(THU_10), books(THU_11)]
    answers = at_once(app, [partial(gives_back, number) for number in numbers])
    assert [type(answer) for answer in answers if answer is not None] == [TooManyGivenBack]
    assert sorted(one.status for one in all_of(Booking))[:1] == [BookingStatus.BOOKED]


def test_the_fourth_move_of_a_day_takes_a_call(app: Flask) -> None:
    number = books(THURSDAY_AT_TEN)
    for to in (FRIDAY_AT_ELEVEN, FRIDAY_AT_THREE, THURSDAY_AT_TEN):
        moves(number, to)
    with pytest.raises(TooManyMoves):
        moves(number, FRIDAY_AT_ELEVEN)
    assert the_booking(number).starts_at == office_time(THURSDAY_AT_TEN)
    move(by_clerk(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    moves(number, FRIDAY_AT_THREE, now=SATURDAY)


def test_a_move_that_was_refused_is_no_move(app: Flask) -> None:
    number = books(THURSDAY_AT_TEN)
    books(FRIDAY_AT_ELEVEN, seeker=KAKUTO)
    for _ in range(4):
        with pytest.raises(Exception, match="SlotTaken"):
            moves(number, FRIDAY_AT_ELEVEN)
    assert how_many(GivenBack) == 0


def test_names_that_run_out_are_a_refusal_and_no_fault(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display_names, "WORDS", ("りんご",))
    monkeypatch.setattr(display_names, "_PAIRS", ("23",))
    books(THU_10, seeker=KAKUTO)
    number = books(WED_10)
    for act in (partial(books, THU_11, seeker="70000-0000005"), partial(moves, number, THU_11)):
        with pytest.raises(NoDisplayNameLeft) as refused:
            act()
        assert refused.value.day == office_time(THU_11).date()
    assert the_booking(number).starts_at == office_time(WED_10)


@pytest.mark.parametrize(("at", "kept"), [("2027-01-25 03:00", 1), ("2027-01-26 03:00", 0)])
def test_what_was_given_back_is_forgotten_60_days_after_the_day_of_the_place(app: Flask, at: str, kept: int) -> None:
    gives_back(books(THU_10))
    purge(now=office_time(at), real_now=office_time(at))
    assert how_many(GivenBack) == kept


def test_every_name_of_a_day_can_be_given_back_and_given_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display_names, "WORDS", ("りんご", "みかん"))
    monkeypatch.setattr(display_names, "_PAIRS", ("23",))
    people = crowd(4, office="omura")
    for seeker in people[:3]:  # with two names, the first is given again
        gives_back(books(THU_10, seeker=seeker))
    names = [one.display_name for one in all_of(Booking)]
    assert names[0] != names[1]
    assert names[2] == names[0]
    books(THU_10, seeker=people[3])
    assert all_of(Booking)[-1].display_name == names[1]


def test_a_move_gives_the_name_of_the_old_day_back(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display_names, "WORDS", ("りんご",))
    monkeypatch.setattr(display_names, "_PAIRS", ("23", "24"))
    number = books(THU_10)
    moves(number, WED_10)
    others = [books(starts, seeker=seeker) for starts, seeker in zip((THU_10, THU_11), crowd(2), strict=True)]
    assert {the_booking(other).display_name for other in others} == {"りんご23", "りんご24"}


def test_no_two_bookings_that_stand_have_one_name(app: Flask) -> None:
    one, other = books(THU_10), books(THU_11, seeker=KAKUTO)
    name = the_booking(one).display_name
    same = update(Booking).where(Booking.number == other).values(display_name=name)
    with pytest.raises(IntegrityError):
        transact(lambda session: session.execute(same))
    gives_back(one)
    transact(lambda session: session.execute(same))
