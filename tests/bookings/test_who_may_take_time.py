"""Whatever takes time asks for the same standing: each act, each refusal of eligibility (rules.md#who-may-book)."""

from collections.abc import Callable
from itertools import product

import pytest
from flask import Flask

from booking.availability.refusals import OverlapsOwnBooking
from booking.bookings.book import book
from booking.bookings.hold import hold
from booking.bookings.move import move
from booking.bookings.refusals import RegistrationNotValid, Suspended, TermsOutdated, TooManyOpenBookings
from booking.core.refusals import Refusal
from booking.people.refusals import MyPageNotOpened
from booking.waiting_list.wait import wait_for_place
from tests.bookings.builders import (
    change_seeker,
    crowd,
    filled_hold,
    phone_request,
    renew_terms,
    suspend_until,
    web_request,
)
from tests.bookings.confirming import confirm
from tests.bookings.moves import FRIDAY_AT_ELEVEN, FRIDAY_AT_THREE, THURSDAY_AT_TEN, by_clerk, by_seeker
from tests.bookings.town_bookings import booked
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id

pytestmark = pytest.mark.any_engine

Act = Callable[[], object]

WED_25 = day("2026-11-25 Wed")


def books_on_the_web() -> Act:
    return lambda: book(web_request(starts=FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)


def is_booked_by_phone() -> Act:
    return lambda: book(phone_request(starts=FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)


def holds() -> Act:
    return lambda: hold("omura-soudan", office_time(FRIDAY_AT_ELEVEN), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)


def confirms() -> Act:
    token = filled_hold(starts=FRIDAY_AT_ELEVEN)
    return lambda: confirm(token, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)


def moves_on_the_web() -> Act:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    return lambda: move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)


def is_moved_by_phone() -> Act:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    return lambda: move(by_clerk(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)


def waits() -> Act:
    """For a place on a full Wednesday."""
    for seeker, start in zip(crowd(3, office="omura"), ("10:00", "11:00", "15:00"), strict=True):
        book(web_request(seeker, starts=f"2026-11-25 {start}"), now=FRIDAY_MORNING)
    return lambda: wait_for_place("omura-soudan", [WED_25], seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)


BOOKINGS = (books_on_the_web, is_booked_by_phone, holds, confirms)
MOVES = (moves_on_the_web, is_moved_by_phone)
ACTS = (*BOOKINGS, *MOVES, waits)

LIMIT = "as many bookings as one may"
# What became of the seeker, or of the rules, just before the act; the refusal; and the acts that it does not concern.
TROUBLES: dict[str, tuple[Act, type[Refusal], tuple[Callable[[], Act], ...]]] = {
    "the my-page was never opened": (lambda: change_seeker(MISAKI, my_page_opened=False), MyPageNotOpened, ()),
    "the registration ended yesterday": (
        lambda: change_seeker(MISAKI, registration_valid_until=day("2026-11-19 Thu")),
        RegistrationNotValid,
        (),
    ),
    "there is no registration": (
        lambda: change_seeker(MISAKI, registration_valid_until=None),
        RegistrationNotValid,
        (),
    ),
    "suspended until today": (lambda: suspend_until(MISAKI, "omura", day("2026-11-20 Fri")), Suspended, ()),
    "suspended until yesterday": (
        lambda: suspend_until(MISAKI, "omura", day("2026-11-19 Thu")),
        Suspended,
        ACTS,
    ),
    "suspended elsewhere": (lambda: suspend_until(MISAKI, "shiga", day("2027-02-18 Thu")), Suspended, ACTS),
    LIMIT: (lambda: booked(MISAKI, FRIDAY_AT_THREE), TooManyOpenBookings, ()),
    "a consultation elsewhere at that time": (
        lambda: booked(MISAKI, FRIDAY_AT_ELEVEN, procedure="shiomizaka-soudan"),
        OverlapsOwnBooking,
        (waits,),
    ),
    # They are accepted after the hold, and nobody waits under any.
    "newer terms": (lambda: renew_terms("omura-soudan"), TermsOutdated, (holds, waits)),
}


# A booking that moves is as many as one may, and the limit asks nothing of it.
PAIRS = [(act, trouble) for act, trouble in product(ACTS, TROUBLES) if not (act in MOVES and trouble == LIMIT)]


@pytest.mark.parametrize(("act", "trouble"), PAIRS, ids=[f"{act.__name__}: {trouble}" for act, trouble in PAIRS])
def test_whoever_may_not_take_time_is_refused_whichever_way(app: Flask, act: Callable[[], Act], trouble: str) -> None:
    strike, kind, not_concerned = TROUBLES[trouble]
    take_it = act()
    strike()
    if act in not_concerned:
        take_it()
        return
    with pytest.raises(kind):
        take_it()
