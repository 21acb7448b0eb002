"""Who found no place is noted for the statistics, once a day that they wanted, and whatever became of it later."""

from contextlib import suppress

import pytest
from flask import Flask

from booking.availability.refusals import SlotTaken
from booking.bookings.book import book
from booking.bookings.hold import hold
from booking.bookings.move import move
from booking.core.channels import Channel
from booking.core.demands import DemandKind
from booking.tables import Demand
from booking.waiting_list.wait import stop_waiting, wait_for_place
from tests.bookings.builders import WED_10, WED_11, all_of, crowd, the_booking, web_request
from tests.bookings.moves import by_seeker
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id

pytestmark = pytest.mark.any_engine

WED_25 = day("2026-11-25 Wed")


@pytest.fixture
def taken(app: Flask) -> None:
    """Wednesday at ten is somebody else's at Omura."""
    book(web_request(crowd(1, office="omura")[0]), now=FRIDAY_MORNING)


def noted() -> list[tuple[DemandKind, Channel, object]]:
    return [(one.kind, one.channel, one.day) for one in all_of(Demand)]


@pytest.mark.each_engine
@pytest.mark.usefixtures("taken")
def test_whoever_wants_a_taken_time_is_noted_once(app: Flask) -> None:
    for _ in range(2):
        with suppress(SlotTaken):
            book(web_request(), now=FRIDAY_MORNING)
        with suppress(SlotTaken):
            hold("omura-soudan", office_time(WED_10), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    assert noted() == [(DemandKind.TURNED_AWAY, Channel.WEB, WED_25)]


@pytest.mark.usefixtures("taken")
def test_the_refusal_is_answered_all_the_same(app: Flask) -> None:
    with pytest.raises(SlotTaken) as refused:
        book(web_request(), now=FRIDAY_MORNING)
    assert refused.value.alternatives


@pytest.mark.usefixtures("taken")
def test_whoever_has_a_place_and_wants_another_time_lacks_none(app: Flask) -> None:
    number = book(web_request(starts=WED_11), now=FRIDAY_MORNING)
    with suppress(SlotTaken):
        move(by_seeker(number, WED_10), now=FRIDAY_MORNING)
    assert noted() == []


def test_a_booking_remembers_how_often_it_was_moved(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    move(by_seeker(number, WED_11), now=FRIDAY_MORNING)
    assert the_booking(number).moves == 1


def test_waiting_is_noted_and_stays_when_it_ends(app: Flask) -> None:
    people = crowd(3, office="omura")
    for seeker, start in zip(people, (WED_10, WED_11, "2026-11-25 15:00"), strict=True):
        book(web_request(seeker, starts=start), now=FRIDAY_MORNING)
    wait_for_place("omura-soudan", [WED_25], seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    stop_waiting("omura-soudan", WED_25, seeker_id=seeker_id(MISAKI))
    assert noted() == [(DemandKind.WAITED, Channel.WEB, WED_25)]
