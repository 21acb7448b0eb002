"""Waiting for a place on a full day: who may, who is told, how often, and that nothing is reserved."""

from datetime import date, datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from booking import jobs
from booking.announcements.announce import announce_place_free
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.hold import give_up, hold
from booking.bookings.refusals import TooManyOpenBookings
from booking.core.refusals import Refusal
from booking.operations.purge import purge
from booking.tables import DeskClaim, WaitingListEntry
from booking.waiting_list import wait as waiting
from booking.waiting_list.refusals import DayIsOpen, NothingToWaitFor, TooManyWaits
from booking.waiting_list.wait import notify_waiting, stop_waiting, wait_for_place
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import (
    THU_10,
    WED_10,
    WED_11,
    all_of,
    change_seeker,
    crowd,
    how_many,
    the_booking,
    web_request,
)
from tests.bookings.races.at_once import at_once
from tests.days import day
from tests.meetings.fakes import Killed
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

pytestmark = pytest.mark.any_engine

WED_25, THU_26 = day("2026-11-25 Wed"), day("2026-11-26 Thu")
WED_STARTS = (WED_10, WED_11, "2026-11-25 15:00")
LAST_MINUTE = "2026-11-20 23:59"  # Friday; the booking for Wednesday closes at midnight


@pytest.fixture
def full_wednesday(app: Flask) -> list[str]:
    """The booking numbers of a Wednesday on which every place is taken, by its starts."""
    people = crowd(len(WED_STARTS), office="omura")
    requests = [web_request(seeker, starts=starts) for seeker, starts in zip(people, WED_STARTS, strict=True)]
    return [book(request, now=FRIDAY_MORNING) for request in requests]


def wait_for(*days: date, seeker: str = MISAKI, at: str = "2026-11-20 09:00") -> None:
    """Ask to be told of places of omura-soudan."""
    wait_for_place("omura-soudan", days, seeker_id=seeker_id(seeker), now=office_time(at))


def free(number: str, *, at: str = "2026-11-20 10:00") -> None:
    """Whoever booked cancels, and their place is free."""
    cancel(number, Canceller(actor="test", seeker_id=the_booking(number).seeker_id), now=office_time(at))


def notified(seeker: str = MISAKI) -> list[Message]:
    """The messages about free places in a seeker's inbox."""
    inbox = f"seeker:{seeker_id(seeker)}"
    return [message for message in all_of(Message) if (message.recipient, message.kind) == (inbox, "place_free")]


def the_entry() -> WaitingListEntry:
    """The one entry of the waiting list."""
    (found,) = all_of(WaitingListEntry)
    return found


@pytest.mark.each_engine
def test_everybody_who_waits_is_told_of_a_place_and_nothing_is_reserved(full_wednesday: list[str]) -> None:
    wait_for(WED_25, seeker=MISAKI)
    wait_for(WED_25, seeker=TARO)
    free(full_wednesday[0])
    claims = how_many(DeskClaim)
    assert notify_waiting(now=office_time("2026-11-20 10:00")) == 2
    assert (len(notified(MISAKI)), len(notified(TARO))) == (1, 1)
    assert how_many(DeskClaim) == claims


def test_nobody_is_told_while_the_day_is_full(full_wednesday: list[str]) -> None:
    wait_for(WED_25)
    assert notify_waiting(now=FRIDAY_MORNING) == 0
    assert notified() == []


@pytest.mark.each_engine
def test_a_place_that_stays_is_told_once(full_wednesday: list[str]) -> None:
    wait_for(WED_25)
    free(full_wednesday[0])
    for at in ("2026-11-20 10:00", "2026-11-20 10:01", "2026-11-20 23:00"):
        notify_waiting(now=office_time(at))
    assert len(notified()) == 1


@pytest.mark.each_engine
def test_a_day_that_fills_and_frees_again_is_told_again_the_next_day_at_the_earliest(app: Flask) -> None:
    """Thursday 26 November can be booked until Monday's holiday is over; Saturday is a new day of telling."""
    people = crowd(3, office="omura")
    starts = (THU_10, "2026-11-26 11:00", "2026-11-26 15:00")
    numbers = [book(web_request(who, starts=at), now=FRIDAY_MORNING) for who, at in zip(people, starts, strict=True)]
    wait_for(THU_26)
    free(numbers[0])
    notify_waiting(now=office_time("2026-11-20 10:00"))
    token = hold("omura-soudan", office_time(THU_10), seeker_id=seeker_id(TARO), now=office_time("2026-11-20 10:05"))
    notify_waiting(now=office_time("2026-11-20 10:06"))
    give_up(token, seeker_id=seeker_id(TARO), now=office_time("2026-11-20 10:10"))
    assert notify_waiting(now=office_time("2026-11-20 10:11")) == 0
    assert notify_waiting(now=office_time("2026-11-21 00:00")) == 1
    assert len(notified()) == 2


def test_a_mail_that_did_not_go_out_before_the_day_was_full_again_is_dropped(full_wednesday: list[str]) -> None:
    wait_for(WED_25)
    free(full_wednesday[0])
    notify_waiting(now=office_time("2026-11-20 10:00"))
    hold("omura-soudan", office_time(WED_10), seeker_id=seeker_id(TARO), now=office_time("2026-11-20 10:01"))
    notify_waiting(now=office_time("2026-11-20 10:02"))
    (message,) = notified()
    (delivery,) = [delivery for delivery in all_of(Delivery) if delivery.message_id == message.id]
    assert delivery.state is DeliveryState.DROPPED
    assert the_entry().armed


@pytest.mark.parametrize(("at", "count"), [(LAST_MINUTE, 1), ("2026-11-21 00:00", 0)])
def test_a_place_is_told_only_while_it_can_be_booked_on_the_web(full_wednesday: list[str], at: str, count: int) -> None:
    wait_for(WED_25)
    free(full_wednesday[0], at=LAST_MINUTE)
    assert notify_waiting(now=office_time(at)) == count


def test_who_has_booked_meanwhile_is_not_told_until_they_cancel(full_wednesday: list[str]) -> None:
    wait_for(WED_25)
    own = book(web_request(MISAKI, starts=THU_10), now=FRIDAY_MORNING)
    free(full_wednesday[0])
    assert notify_waiting(now=office_time("2026-11-20 10:00")) == 0
    free(own)
    assert notify_waiting(now=office_time("2026-11-20 10:01")) == 1


def test_who_stops_waiting_is_told_no_more(full_wednesday: list[str]) -> None:
    wait_for(WED_25)
    for _press in range(2):
        stop_waiting("omura-soudan", WED_25, seeker_id=seeker_id(MISAKI))
    free(full_wednesday[0])
    assert notify_waiting(now=office_time("2026-11-20 10:00")) == 0
    assert how_many(WaitingListEntry) == 0


def test_stopping_and_asking_again_brings_no_second_message_on_the_same_day(full_wednesday: list[str]) -> None:
    wait_for(WED_25)
    free(full_wednesday[0])
    notify_waiting(now=office_time("2026-11-20 10:00"))
    stop_waiting("omura-soudan", WED_25, seeker_id=seeker_id(MISAKI))
    book(web_request(TARO, starts=WED_10), now=office_time("2026-11-20 10:05"))
    wait_for(WED_25, at="2026-11-20 10:06")
    free(full_wednesday[1], at="2026-11-20 10:07")
    notify_waiting(now=office_time("2026-11-20 10:08"))
    assert len(notified()) == 1


@pytest.mark.each_engine
def test_asking_twice_is_one_wait(full_wednesday: list[str]) -> None:
    wait_for(WED_25)
    wait_for(WED_25)
    assert (the_entry().armed, the_entry().notified_on) == (True, None)


def test_a_day_with_a_free_place_need_not_be_waited_for(app: Flask) -> None:
    with pytest.raises(DayIsOpen) as refused:
        wait_for(WED_25)
    assert refused.value.alternatives == tuple(office_time(starts) for starts in WED_STARTS)
    assert how_many(WaitingListEntry) == 0


def test_a_day_that_is_held_is_full_for_others_and_open_for_who_holds_it(full_wednesday: list[str]) -> None:
    free(full_wednesday[0], at="2026-11-20 09:00")
    hold("omura-soudan", office_time(WED_10), seeker_id=seeker_id(TARO), now=FRIDAY_MORNING)
    wait_for(WED_25, seeker=MISAKI)
    with pytest.raises(DayIsOpen):
        wait_for(WED_25, seeker=TARO)


@pytest.mark.parametrize(
    "wished",
    [
        day("2026-11-23 Mon"),  # a holiday
        day("2026-11-24 Tue"),  # no consultations on Tuesdays
        day("2026-12-23 Wed"),  # beyond the booking window
        day("2026-11-19 Thu"),  # yesterday
    ],
)
def test_a_day_that_cannot_be_booked_anyway_is_not_waited_for(app: Flask, wished: date) -> None:
    with pytest.raises(NothingToWaitFor):
        wait_for(wished)


def test_after_the_deadline_nobody_begins_to_wait(full_wednesday: list[str]) -> None:
    with pytest.raises(NothingToWaitFor):
        wait_for(WED_25, at="2026-11-21 00:00")


def test_one_refused_day_leaves_none_of_them_waited_for(full_wednesday: list[str]) -> None:
    with pytest.raises(DayIsOpen):
        wait_for(WED_25, THU_26)
    assert how_many(WaitingListEntry) == 0


def test_who_may_not_book_is_not_put_on_the_list(full_wednesday: list[str]) -> None:
    book(web_request(MISAKI, starts=THU_10), now=FRIDAY_MORNING)
    with pytest.raises(TooManyOpenBookings):
        wait_for(WED_25)


def test_nobody_waits_for_more_days_than_allowed(full_wednesday: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "OPEN_WAITS", 0)
    with pytest.raises(TooManyWaits) as refused:
        wait_for(WED_25)
    assert refused.value.limit == 0


@pytest.mark.each_engine
def test_two_workers_at_once_tell_once(app: Flask, full_wednesday: list[str]) -> None:
    wait_for(WED_25, seeker=MISAKI)
    wait_for(WED_25, seeker=TARO)
    free(full_wednesday[0])
    counts = at_once(app, [partial(notify_waiting, now=office_time("2026-11-20 10:00"))] * 2)
    assert sum(count for count in counts if not isinstance(count, Refusal)) == 2
    assert (len(notified(MISAKI)), len(notified(TARO))) == (1, 1)


@pytest.mark.each_engine
def test_a_worker_killed_half_way_leaves_the_rest_to_the_next(
    full_wednesday: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for(WED_25, seeker=MISAKI)
    wait_for(WED_25, seeker=TARO)
    free(full_wednesday[0])

    def die_after_the_first(session: Session, entry: WaitingListEntry, *, now: datetime) -> None:
        if notified(MISAKI):
            raise Killed
        announce_place_free(session, entry, now=now)

    with monkeypatch.context() as patch:
        patch.setattr(waiting, "announce_place_free", die_after_the_first)
        with pytest.raises(Killed):
            notify_waiting(now=office_time("2026-11-20 10:00"))
    assert notify_waiting(now=office_time("2026-11-20 10:01")) == 1
    assert (len(notified(MISAKI)), len(notified(TARO))) == (1, 1)


@pytest.mark.each_engine
def test_waits_go_in_the_night_after_their_deadline(full_wednesday: list[str]) -> None:
    wait_for(WED_25)
    purge(now=office_time("2026-11-20 03:10"), real_now=FRIDAY_MORNING)
    assert how_many(WaitingListEntry) == 1
    purge(now=office_time("2026-11-21 03:10"), real_now=FRIDAY_MORNING)
    assert how_many(WaitingListEntry) == 0


def test_a_seeker_without_an_address_reads_of_the_place_in_the_inbox_alone(full_wednesday: list[str]) -> None:
    change_seeker(MISAKI, email=None)
    wait_for(WED_25)
    free(full_wednesday[0])
    jobs.notify_waiting()
    jobs.deliver_mail()
    (message,) = notified()
    (delivery,) = [delivery for delivery in all_of(Delivery) if delivery.message_id == message.id]
    assert delivery.state is DeliveryState.DROPPED
