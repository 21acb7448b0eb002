"""Giving out meetings made by hand: one at a time, in turn, and none to another desk."""

import uuid
from dataclasses import replace
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.meetings.failures import MeetingsMisconfigured
from booking.meetings.issue import issue_next
from booking.meetings.pool.meetings import PoolMeetings
from booking.meetings.pool.supplies import supplies
from booking.meetings.provider import MeetingRef, MeetingRequest
from booking.meetings.remove import remove_next
from booking.services import services
from booking.tables import MeetingState, PoolAssignment
from database.base import db
from database.transactions import transact
from tests.bookings.builders import all_of, the_meeting, web_request
from tests.bookings.races.at_once import at_once
from tests.meetings.pool_files import fill, pool_file
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

HOST = "omura-desk-1@example.com"


def request(starts: str) -> MeetingRequest:
    """A request for a consultation of 30 minutes."""
    return MeetingRequest(str(uuid.uuid4()), "オンライン相談", office_time(starts), 30, HOST)


def provider() -> PoolMeetings:
    """The pool of the current app."""
    return PoolMeetings(services().keys)


def run_jobs() -> None:
    """Issue what is wanted and remove what was withdrawn."""
    while issue_next(provider(), services().keys, now=FRIDAY_MORNING, real_now=FRIDAY_MORNING):
        pass
    while remove_next(provider(), now=FRIDAY_MORNING, real_now=FRIDAY_MORNING):
        pass


def test_nobody_is_given_what_another_has_that_week(app: Flask) -> None:
    fill(pool_file(HOST, meetings=3))
    wednesday, friday = provider().issue(request("2026-11-25 10:00")), provider().issue(request("2026-11-27 15:00"))
    assert wednesday.provider_id != friday.provider_id


def test_an_empty_pool_needs_somebody_to_act(app: Flask) -> None:
    fill(pool_file(HOST, meetings=1))
    provider().issue(request("2026-11-25 10:00"))
    with pytest.raises(MeetingsMisconfigured, match="11月23日からの週"):
        provider().issue(request("2026-11-26 10:00"))


def test_the_next_week_uses_the_meetings_again_the_longest_rested_first(app: Flask) -> None:
    fill(pool_file(HOST, meetings=2))
    friday, wednesday = provider().issue(request("2026-11-27 10:00")), provider().issue(request("2026-11-25 10:00"))
    assert provider().issue(request("2026-12-02 10:00")).provider_id == wednesday.provider_id
    assert provider().issue(request("2026-12-03 10:00")).provider_id == friday.provider_id


def test_what_nobody_ever_had_goes_before_what_somebody_knows(app: Flask) -> None:
    fill(pool_file(HOST, meetings=2))
    moved = request("2026-11-25 10:00")
    known = provider().issue(moved)
    provider().withdraw(MeetingRef(known.provider_id, HOST, moved.mark))
    assert provider().issue(request("2026-11-25 11:00")).provider_id != known.provider_id
    assert provider().issue(request("2026-11-25 15:00")).provider_id == known.provider_id


def test_another_desks_meetings_are_not_touched(app: Flask) -> None:
    fill(pool_file("omura-desk-2@example.com", meetings=3))
    with pytest.raises(MeetingsMisconfigured):
        provider().issue(request("2026-11-25 10:00"))
    with pytest.raises(MeetingsMisconfigured):
        provider().issue(replace(request("2026-11-25 10:00"), host=None))


def test_the_database_refuses_a_second_assignment_in_a_week(app: Flask) -> None:
    fill(pool_file(HOST, meetings=1))
    provider().issue(request("2026-11-25 10:00"))
    (given,) = all_of(PoolAssignment)
    again = insert(PoolAssignment).values(
        pool_meeting_id=given.pool_meeting_id, week=given.week, mark="another", ends_at=FRIDAY_MORNING
    )
    with pytest.raises(IntegrityError):
        transact(lambda session: session.execute(again))


def test_many_who_ask_at_once_get_one_each(app: Flask) -> None:
    fill(pool_file(HOST, meetings=9))
    wishes = [request("2026-11-25 10:00") for _ in range(9)]
    given = at_once(app, [partial(_id_of, wanted) for wanted in wishes])
    assert len(set(given)) == 9


def test_a_booking_gets_a_meeting_of_the_pool_and_cancelling_gives_it_back(app: Flask) -> None:
    fill(pool_file(HOST, meetings=1))
    first = book(web_request(), now=FRIDAY_MORNING)
    run_jobs()
    assert (the_meeting(first).state, the_meeting(first).provider_id) == (MeetingState.ISSUED, "85550000001")
    cancel(first, Canceller("seeker", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
    run_jobs()
    second = book(web_request(TARO), now=FRIDAY_MORNING)
    run_jobs()
    assert the_meeting(second).provider_id == "85550000001"


def test_filling_the_pool_lets_delayed_meetings_be_tried_at_once(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    run_jobs()
    assert the_meeting(number).needs_operator
    fill(pool_file(HOST, meetings=1))
    run_jobs()
    assert the_meeting(number).state is MeetingState.ISSUED


def test_the_pool_is_low_while_it_has_fewer_than_the_fullest_week_may_need(app: Flask) -> None:
    fill(pool_file(HOST, meetings=8))
    (omura,) = [supply for supply in supplies(db.session(), now=FRIDAY_MORNING) if supply.desk.zoom_host == HOST]
    # Wednesday to Friday at 10:00, 11:00 and 15:00.
    assert (omura.there, omura.needed, omura.low) == (8, 9, True)
    fill(pool_file(HOST, meetings=9))
    (omura,) = [supply for supply in supplies(db.session(), now=FRIDAY_MORNING) if supply.desk.zoom_host == HOST]
    assert not omura.low


def _id_of(wanted: MeetingRequest) -> str:
    return provider().issue(wanted).provider_id
