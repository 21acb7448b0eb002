"""Several people at the same moment: claims decide who came first, on both engines alike."""

from collections import Counter
from functools import partial

from flask import Flask

from booking.availability.refusals import SlotTaken
from booking.bookings.book import book
from booking.bookings.hold import hold
from booking.bookings.refusals import TooManyOpenBookings
from booking.core.refusals import Refusal
from booking.tables import Booking, DeskClaim, Hold
from tests.bookings.builders import (
    THU_10,
    WED_10,
    WED_11,
    all_of,
    crowd,
    filled_hold,
    how_many,
    phone_request,
    the_booking,
    web_request,
)
from tests.bookings.confirming import confirm
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id


def refusals(answers: list[str | Refusal]) -> list[Refusal]:
    return [answer for answer in answers if isinstance(answer, Refusal)]


def test_of_two_requests_for_the_last_place_one_books_and_the_other_is_told_what_is_free(app: Flask) -> None:
    requests = [web_request(seeker) for seeker in (MISAKI, TARO)]
    answers = at_once(app, [partial(book, request, now=FRIDAY_MORNING) for request in requests])
    (refused,) = refusals(answers)
    assert isinstance(refused, SlotTaken)
    assert office_time(WED_11) in refused.alternatives
    assert how_many(Booking) == 1


def test_ten_people_at_once_fill_two_desks_and_no_more(app: Flask) -> None:
    requests = [web_request(seeker, procedure="shiomizaka-soudan", starts=THU_10) for seeker in crowd(10)]
    answers = at_once(app, [partial(book, request, now=FRIDAY_MORNING) for request in requests])
    assert Counter(type(refused) for refused in refusals(answers)) == {SlotTaken: 8}
    assert sorted(booking.desk.code for booking in all_of(Booking)) == ["shiomizaka-desk-1", "shiomizaka-desk-2"]
    assert how_many(DeskClaim) == 2 * 3


def test_ten_people_at_ten_times_of_one_office_all_get_their_place(app: Flask) -> None:
    days = ("2026-11-26", "2026-11-27", "2026-12-02", "2026-12-03", "2026-12-04")  # Thu, Fri, Wed, Thu, Fri
    starts = [f"{day} {clock}" for day in days for clock in ("10:00", "11:00")]
    requests = [web_request(seeker, starts=at) for seeker, at in zip(crowd(10), starts, strict=True)]
    answers = at_once(app, [partial(book, request, now=FRIDAY_MORNING) for request in requests])
    assert refusals(answers) == []
    assert how_many(Booking) == 10


def test_two_tabs_confirming_the_same_hold_make_one_booking(app: Flask) -> None:
    token, misaki = filled_hold(), seeker_id(MISAKI)
    first, second = at_once(app, [lambda: confirm(token, seeker_id=misaki, now=FRIDAY_MORNING)] * 2)
    assert first == second
    assert how_many(Booking) == 1


def test_the_same_request_sent_twice_at_once_makes_one_booking(app: Flask) -> None:
    request = web_request()
    first, second = at_once(app, [lambda: book(request, now=FRIDAY_MORNING)] * 2)
    assert first == second
    assert how_many(Booking) == 1


def test_web_and_phone_at_once_do_not_exceed_the_seekers_limit(app: Flask) -> None:
    requests = [web_request(starts=WED_10), phone_request(starts=THU_10)]
    answers = at_once(app, [partial(book, request, now=FRIDAY_MORNING) for request in requests])
    (refused,) = refusals(answers)
    assert isinstance(refused, TooManyOpenBookings)
    assert how_many(Booking) == 1


def test_two_tabs_holding_different_slots_leave_one_live_hold(app: Flask) -> None:
    misaki = seeker_id(MISAKI)
    acts = [
        partial(hold, "omura-soudan", office_time(starts), seeker_id=misaki, now=FRIDAY_MORNING)
        for starts in (WED_10, WED_11)
    ]
    assert refusals(at_once(app, acts)) == []
    assert sum(held.ended_at is None for held in all_of(Hold)) == 1
    assert len({claim.hold_id for claim in all_of(DeskClaim)}) == 1


def test_a_lapsed_place_is_either_confirmed_or_booked_by_another_never_both(app: Flask) -> None:
    token, misaki, request = filled_hold(), seeker_id(MISAKI), web_request(TARO)
    at_the_lapse = office_time("2026-11-20 09:30")
    answers = at_once(
        app,
        [
            lambda: confirm(token, seeker_id=misaki, now=at_the_lapse),
            lambda: book(request, now=at_the_lapse),
        ],
    )
    (refused,) = refusals(answers)
    (number,) = [answer for answer in answers if isinstance(answer, str)]
    assert isinstance(refused, SlotTaken)
    assert {claim.booking_id for claim in all_of(DeskClaim)} == {the_booking(number).id}
