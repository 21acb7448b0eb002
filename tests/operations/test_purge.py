"""What has had its day is deleted at night, and nothing that somebody still needs, on both engines."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.attendance.keep_events import keep_events
from booking.attendance.webhooks.process import process_next
from booking.attendance.webhooks.receive import receive_webhook
from booking.bookings.book import book
from booking.bookings.draft import accept_terms, write_draft
from booking.bookings.hold import give_up, hold
from booking.bookings.rules.wishes import Wish
from booking.core import erasure
from booking.operations.purge import purge, retentions
from booking.people.refusals import WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.signed_in import LONGEST_SIGN_IN, principal_of
from booking.services import services
from booking.tables import (
    Booking,
    DeskClaim,
    Hold,
    IdempotencyKey,
    Meeting,
    MeetingEvent,
    ParticipantFetch,
    Realm,
    SeekerClaim,
    SignIn,
    SignInFailure,
    Webhook,
)
from calendars.office_time import in_office_time
from database.base import Base, db
from database.transactions import transact
from notifier.tables import Delivery, Message
from tests.attendance.events import ran
from tests.bookings.builders import web_request
from tests.bookings.confirming import confirm
from tests.bookings.races.at_once import at_once
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, password_of, seeker_id

WED_10, THU_10 = "2026-11-25 10:00", "2026-11-26 10:00"
REAL = datetime(2030, 1, 1, tzinfo=UTC)
TOPIC = "誰にも見せない相談内容"


def held(seeker: str = MISAKI, *, starts: str = WED_10, now: datetime = FRIDAY_MORNING) -> str:
    """The token of a hold with accepted terms and a topic."""
    token = hold("omura-soudan", office_time(starts), seeker_id=seeker_id(seeker), now=now)
    accept_terms(token, "2026-10-01", seeker_id=seeker_id(seeker), now=now)
    write_draft(token, topic=TOPIC, wishes=[Wish.CAPTIONS], now=now)
    return token


def booked(seeker: str = MISAKI, *, starts: str = WED_10) -> str:
    """The token of a hold that became a booking."""
    token = held(seeker, starts=starts)
    confirm(token, seeker_id=seeker_id(seeker), now=FRIDAY_MORNING)
    return token


def at_night(day: str) -> int:
    """What the job does at ten past three of a day."""
    return purge(now=office_time(f"{day} 03:10"), real_now=REAL)


def days_claimed(table: type[DeskClaim] | type[SeekerClaim]) -> Sequence[str]:
    """The office days on which something is claimed."""
    db.session.rollback()
    return sorted({f"{in_office_time(tick):%a %d}" for tick in db.session.scalars(select(table.tick))})


def how_many(table: type[Base]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def the_hold(token: str) -> Hold:
    db.session.rollback()
    return db.session.scalars(select(Hold).where(Hold.token == token)).one()


@pytest.mark.parametrize(
    ("night", "days"),
    [
        ("2026-11-27", ["Thu 26", "Wed 25"]),
        ("2027-01-24", ["Thu 26", "Wed 25"]),  # Sunday, 60 days after Wednesday
        ("2027-01-25", ["Thu 26"]),
        ("2027-01-26", []),
    ],
)
def test_claims_stay_for_60_days_after_their_day(app: Flask, night: str, days: list[str]) -> None:
    booked(MISAKI, starts=WED_10)
    booked(TARO, starts=THU_10)
    at_night(night)
    assert (days_claimed(DeskClaim), days_claimed(SeekerClaim)) == (days, days)


def test_a_hold_that_lapsed_yesterday_leaves_no_claim(app: Flask) -> None:
    held(starts=THU_10)
    at_night("2026-11-21")
    assert (days_claimed(DeskClaim), days_claimed(SeekerClaim)) == ([], [])


def test_a_hold_that_is_being_filled_in_at_night_keeps_its_place(app: Flask) -> None:
    token = held(starts=THU_10, now=office_time("2026-11-20 02:55"))
    at_night("2026-11-20")
    assert days_claimed(DeskClaim) == ["Thu 26"]
    assert the_hold(token).topic == TOPIC


def test_one_time_keys_are_kept_for_a_day(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    purge(now=FRIDAY_MORNING + timedelta(hours=24, seconds=-1), real_now=REAL)
    assert how_many(IdempotencyKey) == 1
    purge(now=FRIDAY_MORNING + timedelta(hours=24), real_now=REAL)
    assert how_many(IdempotencyKey) == 0


def test_a_used_hold_leads_to_the_one_booking_as_long_as_it_is_kept(app: Flask) -> None:
    token = booked()
    number = confirm(token, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    at_night("2026-11-22")
    assert confirm(token, seeker_id=seeker_id(MISAKI), now=office_time("2026-11-22 09:00")) == number


@pytest.mark.parametrize(("hours", "topic"), [(24, TOPIC), (25, "")])  # the hold lapsed at 9:30
def test_what_was_typed_is_erased_a_day_after_the_hold_ended(app: Flask, hours: int, topic: str) -> None:
    token = held()
    purge(now=FRIDAY_MORNING + timedelta(hours=hours), real_now=REAL)
    assert the_hold(token).topic == topic
    assert the_hold(token).wishes == ([Wish.CAPTIONS.value] if topic else [])


@pytest.mark.parametrize(("purged_at", "topic"), [("2026-11-21 19:59", TOPIC), ("2026-11-21 20:00", "")])
def test_what_was_typed_after_the_hold_lapsed_is_kept_for_a_day_as_well(app: Flask, purged_at: str, topic: str) -> None:
    token = held()  # until 9:30
    write_draft(token, topic=TOPIC, wishes=[], now=office_time("2026-11-20 20:00"))
    purge(now=office_time(purged_at), real_now=REAL)
    assert the_hold(token).topic == topic


def test_the_copy_in_a_used_hold_is_erased_and_the_booking_keeps_its_topic(app: Flask) -> None:
    token = booked()
    at_night("2026-11-22")
    hold_ = the_hold(token)
    assert (hold_.topic, hold_.wishes, hold_.drafted_at) == ("", [], None)
    number = confirm(token, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    assert _topic_of(number) == TOPIC


def test_a_draft_that_passed_to_a_newer_hold_is_erased_in_both(app: Flask) -> None:
    held(starts=WED_10)
    hold("omura-soudan", office_time(THU_10), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    at_night("2026-11-22")
    assert db.session.scalars(select(Hold.topic)).all() == ["", ""]


def test_holds_go_after_thirty_days(app: Flask) -> None:
    held(MISAKI)
    give_up(held(TARO, starts=THU_10), seeker_id=seeker_id(TARO), now=FRIDAY_MORNING)
    at_night("2026-12-20")
    assert how_many(Hold) == 2
    at_night("2026-12-21")
    assert how_many(Hold) == 0


def test_sign_ins_go_when_they_have_ended(app: Flask) -> None:
    email = "taro.mihon@example.com"
    old, new = (
        sign_in(realm=Realm.MY_PAGE, login=email, password=password_of(app, email), known_browser=None, real_now=moment)
        for moment in (REAL, REAL + timedelta(hours=1))
    )
    noon = REAL + LONGEST_SIGN_IN
    purge(now=FRIDAY_MORNING, real_now=noon)
    assert how_many(SignIn) == 1
    assert principal_of(token_of(old), real_now=noon) is None
    assert principal_of(token_of(new), real_now=noon) is not None


@pytest.mark.parametrize(("seconds", "kept"), [(-1, 1), (0, 0)])
def test_wrong_passwords_are_remembered_for_a_day(app: Flask, seconds: int, kept: int) -> None:
    with pytest.raises(WrongPassword):
        sign_in(realm=Realm.DESK, login="nobody@example.com", password="x", known_browser=None, real_now=REAL)
    purge(now=FRIDAY_MORNING, real_now=REAL + timedelta(hours=24, seconds=seconds))
    assert how_many(SignInFailure) == kept


@pytest.mark.parametrize(("night", "kept"), [("2027-03-24", 4), ("2027-03-26", 0)])  # 120 days after the consultation
def test_what_is_known_of_attendance_goes_after_120_days(app: Flask, night: str, kept: int) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    transact(_evidence_of_a_consultation)
    at_night(night)
    assert how_many(MeetingEvent) + 2 * how_many(ParticipantFetch) == kept


@pytest.mark.parametrize(("worked", "days", "kept"), [(True, 2, 1), (True, 3, 0), (False, 13, 1), (False, 14, 0)])
def test_webhooks_go_after_days_and_unread_ones_after_two_weeks(app: Flask, worked: bool, days: int, kept: int) -> None:
    receive_webhook("{}", key="a", keys=services().keys, real_now=REAL)
    if worked:
        process_next(services().keys, real_now=REAL)
    purge(now=FRIDAY_MORNING, real_now=REAL + timedelta(days=days))
    assert how_many(Webhook) == kept


@pytest.mark.parametrize(("night", "kept"), [("2027-11-20", 2), ("2027-11-21", 0)])  # told on Friday 20 November 2026
def test_messages_go_a_year_after_they_came_with_what_became_of_their_mail(app: Flask, night: str, kept: int) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    at_night(night)
    assert how_many(Message) + how_many(Delivery) == kept


def test_every_chapter_that_keeps_something_for_a_time_is_asked(sqlite_app: Flask) -> None:
    names = [each.name for each in retentions()]
    assert {"desk claims", "messages", "pages that answered a form", "unread feeds"} <= set(names)
    assert len(names) == len(set(names))


def test_batches_take_everything_and_a_second_run_finds_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "ROWS_AT_ONCE", 1)
    booked(MISAKI, starts=WED_10)
    book(web_request(TARO, starts=THU_10), now=FRIDAY_MORNING)
    claims = how_many(DeskClaim) + how_many(SeekerClaim)
    assert at_night("2027-01-26") == claims + 2 + 1  # the used hold with its draft, and the key of the other
    assert at_night("2027-01-26") == 0


def test_two_workers_at_once_purge_everything_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasure, "ROWS_AT_ONCE", 1)
    booked(MISAKI, starts=WED_10)
    book(web_request(TARO, starts=THU_10), now=FRIDAY_MORNING)
    rows = how_many(DeskClaim) + how_many(SeekerClaim) + 2 + 1
    counts = at_once(app, [lambda: at_night("2027-01-26")] * 2)
    assert sum(count for count in counts if isinstance(count, int)) == rows
    assert (days_claimed(DeskClaim), how_many(IdempotencyKey)) == ([], 0)


def _evidence_of_a_consultation(session: Session) -> None:
    (meeting,) = session.scalars(select(Meeting))
    keep_events(session, meeting.id, ran("09:58", "10:30"))
    session.add(ParticipantFetch(meeting_id=meeting.id, answers=3, never_held=False, tries=0))


def _topic_of(number: str) -> str:
    return db.session.scalars(select(Booking.topic).where(Booking.number == number)).one()
