"""Reminders: who gets which, when, and that a move or a cancellation overtakes them (rules.md#reminders)."""

from dataclasses import replace
from datetime import time
from functools import partial

import pytest
from flask import Flask

from booking import jobs
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from booking.messages import remind
from booking.offices.from_rows import office_file_of
from booking.offices.rows import write_office
from database.base import db
from database.transactions import transact
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import WED_10, all_of, phone_request, the_booking, web_request
from tests.bookings.moves import FRIDAY_AT_ELEVEN, by_seeker
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, StandingClock, office_time

TUESDAY_TEN = "2026-11-24 10:00"  # Wednesday's consultations are reminded of; Monday was a holiday
NINE_ON_WEDNESDAY = "2026-11-25 09:00"


def reminded() -> list[str]:
    """The kinds of the messages, in the order in which they were posted."""
    return [message.kind for message in all_of(Message)]


OMURA = 1


def remind_at(now: str) -> int:
    """Run both jobs; how many were told."""
    moment = office_time(now)
    return remind.remind_office(OMURA, now=moment) + remind.remind_an_hour_before(now=moment)


def cancel_it(number: str, *, at: str) -> None:
    cancel(number, Canceller(actor="test", seeker_id=the_booking(number).seeker_id), now=office_time(at))


def test_a_seeker_is_reminded_at_ten_the_office_day_before_and_an_hour_before(app: Flask) -> None:
    book(web_request(starts=WED_10), now=FRIDAY_MORNING)
    assert [remind_at("2026-11-23 10:00"), remind_at(TUESDAY_TEN)] == [0, 1]
    assert [remind_at("2026-11-25 08:59"), remind_at(NINE_ON_WEDNESDAY)] == [0, 1]
    assert reminded() == ["booked", "reminder_day", "reminder_hour"]


def test_jobs_that_run_twice_remind_once(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    at_once(app, [partial(remind.remind_office, OMURA, now=office_time(TUESDAY_TEN))] * 4)
    assert remind_at(TUESDAY_TEN) == 0
    assert reminded() == ["booked", "reminder_day"]


def test_whoever_books_late_gets_only_what_still_makes_sense(app: Flask) -> None:
    book(phone_request(late_reason="急な面接のため"), now=office_time("2026-11-24 11:00"))  # Tuesday, for Wednesday
    assert [remind_at("2026-11-24 11:01"), remind_at(NINE_ON_WEDNESDAY)] == [0, 1]
    assert reminded() == ["booked", "reminder_hour"]


def test_nobody_is_reminded_of_what_is_cancelled(app: Flask) -> None:
    cancel_it(book(web_request(), now=FRIDAY_MORNING), at="2026-11-20 10:00")
    assert remind_at(TUESDAY_TEN) == 0


def test_after_a_move_the_new_time_is_reminded_of_and_not_the_old(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=office_time("2026-11-20 10:00"))
    assert [remind_at(TUESDAY_TEN), remind_at(NINE_ON_WEDNESDAY)] == [0, 0]
    assert [remind_at("2026-11-26 10:00"), remind_at("2026-11-27 10:00")] == [1, 1]
    assert reminded() == ["booked", "moved", "reminder_day", "reminder_hour"]


def test_a_cancellation_overtakes_a_reminder_that_has_not_gone_out(app: Flask) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    remind_at(TUESDAY_TEN)
    cancel_it(number, at="2026-11-24 10:01")
    states = {message.kind: delivery.state for message, delivery in zip(all_of(Message), all_of(Delivery), strict=True)}
    assert states == {
        "booked": DeliveryState.DROPPED,
        "reminder_day": DeliveryState.DROPPED,
        "cancelled": DeliveryState.WAITING,
    }


def test_a_reminder_mail_goes_out_with_the_details_and_too_late_it_is_dropped(app: Flask, clock: StandingClock) -> None:
    book(web_request(), now=clock())
    jobs.issue_meetings()
    jobs.deliver_mail()
    clock.set(TUESDAY_TEN)
    assert [jobs.remind_the_day_before(), jobs.deliver_mail()] == [1, 1]
    clock.set(NINE_ON_WEDNESDAY)
    assert jobs.remind_an_hour_before() == 1
    clock.set("2026-11-25 10:00")
    jobs.deliver_mail()
    states = [delivery.state for delivery in all_of(Delivery)]
    assert states == [DeliveryState.SENT, DeliveryState.SENT, DeliveryState.DROPPED]


def remind_from(clock: str, minutes_before: int, *, now: str) -> None:
    """Let Omura remind at this time, and so long before."""
    office = office_file_of(db.session(), "omura")
    assert office is not None
    given = replace(office, remind_at=time.fromisoformat(clock), remind_minutes_before=minutes_before)
    transact(lambda session: write_office(session, given, act="test", actor="test", now=office_time(now)))


@pytest.mark.any_engine
def test_an_office_reminds_when_it_says(app: Flask, clock: StandingClock) -> None:
    book(web_request(starts=WED_10), now=clock())
    remind_from("09:30", 15, now="2026-11-20 10:00")
    told = []
    for moment in ("2026-11-24 09:29", "2026-11-24 09:30", "2026-11-25 09:44", "2026-11-25 09:45"):
        clock.set(moment)
        told.append((jobs.remind_the_day_before(), jobs.remind_an_hour_before()))
    assert told == [(0, 0), (1, 0), (0, 0), (0, 1)]


@pytest.mark.any_engine
def test_another_time_is_followed_the_same_day_and_nobody_is_reminded_twice(app: Flask, clock: StandingClock) -> None:
    book(web_request(starts=WED_10), now=clock())
    clock.set("2026-11-24 09:40")  # Tuesday
    assert jobs.remind_the_day_before() == 0
    remind_from("09:30", 60, now="2026-11-24 09:40")
    assert jobs.remind_the_day_before() == 1
    remind_from("16:00", 60, now="2026-11-24 09:41")
    clock.set("2026-11-24 16:00")
    assert jobs.remind_the_day_before() == 0
