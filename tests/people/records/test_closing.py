"""A closed my-page (利用不可) lets nobody in, at once and by every way; and what others hold of an account is ended."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from booking.announcements.announce import seeker_inbox
from booking.bookings.book import book
from booking.feeds.seeker_addresses import ensure_feed
from booking.feeds.seeker_feeds import feed_by_token, feed_to_read
from booking.jobs import deliver_mail
from booking.people.bearer_tokens import holder_of
from booking.people.records.access import access_of
from booking.people.records.closing import close_my_page, reopen_my_page, reopen_what_is_over
from booking.people.records.end_access import end_access
from booking.people.records.refusals import ClosedAlready, NotClosed
from booking.people.refusals import AccountLocked, MyPageClosed, WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.signed_in import principal_of
from booking.people.sign_in.ways_in import Ended
from booking.people.tokens import create_token
from booking.services import services
from booking.tables import AuditLine, Booking, Closure, Realm, Scope
from database.base import db
from notifier.tables import Message
from tests.bookings.builders import all_of, how_many, web_request
from tests.bookings.races.at_once import at_once
from tests.days import day
from tests.mails import mails_in, text_of
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, office_time, password_of, seeker_id

pytestmark = pytest.mark.each_engine

REAL = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
ADDRESS = "misaki@example.com"
KEY = "a secret key that is long enough for tests"


def close(number: str = MISAKI, last_day: date | None = None) -> None:
    reason, moments = "貸されていたため", {"now": FRIDAY_MORNING, "real_now": REAL}
    close_my_page(seeker_id(number), reason=reason, last_day=last_day, staff_id=1, **moments)


def reopen(number: str = MISAKI) -> None:
    reopen_my_page(seeker_id(number), reason="事情を確かめたため", staff_id=1, now=FRIDAY_MORNING)


def enter(app: Flask) -> str:
    """Misaki signs in."""
    password = password_of(app, ADDRESS)
    return token_of(sign_in(realm=Realm.MY_PAGE, login=ADDRESS, password=password, known_browser=None, real_now=REAL))


def token() -> str:
    """A token of Misaki's account."""
    return create_token(
        Realm.MY_PAGE,
        ADDRESS,
        name="家計簿",
        scopes=[Scope.INBOX_READ],
        actor="staff:1",
        now=FRIDAY_MORNING,
        real_now=REAL,
    )


def feed() -> str:
    return ensure_feed(seeker_id(MISAKI), secret_key=KEY, now=FRIDAY_MORNING)


def is_revoked(feed_token: str) -> bool:
    db.session.rollback()
    found = feed_by_token(db.session(), feed_token)
    return found is not None and found.revoked_at is not None


def test_whoever_is_signed_in_is_out_and_nobody_gets_in(app: Flask) -> None:
    browser = enter(app)
    close()
    assert principal_of(browser, real_now=REAL) is None
    with pytest.raises(MyPageClosed) as refused:
        enter(app)
    assert refused.value.reason == "貸されていたため"
    assert refused.value.office is not None
    assert refused.value.office.phone == "0957-40-0032"


def test_a_wrong_password_tells_nothing_of_the_closure(app: Flask) -> None:
    close()
    with pytest.raises(WrongPassword):
        sign_in(realm=Realm.MY_PAGE, login=ADDRESS, password="wrong", known_browser=None, real_now=REAL)


def test_tokens_and_calendar_addresses_end(app: Flask) -> None:
    program, calendar = token(), feed()
    close()
    assert holder_of(program) is None
    assert is_revoked(calendar)


def test_a_calendar_address_that_comes_afterwards_opens_nothing(app: Flask) -> None:
    close()
    found = feed_to_read(db.session(), feed())
    assert found is not None
    assert found.is_revoked


def test_a_token_that_comes_afterwards_opens_nothing(app: Flask) -> None:
    close()
    assert holder_of(token()) is None


def test_a_closed_my_page_books_nothing_and_what_is_booked_stands(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    close()
    with pytest.raises(MyPageClosed):
        book(web_request(starts="2026-11-26 13:30", procedure="omura-nintei"), now=FRIDAY_MORNING)
    assert [booking.cancelled_at for booking in all_of(Booking)] == [None]


def test_the_person_is_told_by_mail_whom_to_ask_and_not_why(app: Flask) -> None:
    close()
    deliver_mail()
    (message,), (mail,) = all_of(Message), mails_in(services().config.mail_folder)
    assert (message.recipient, message.kind) == (seeker_inbox(seeker_id(MISAKI)), "my_page_closed")
    assert "お電話か窓口でお尋ねください" in text_of(mail)
    assert "貸されていた" not in text_of(mail)


def test_after_its_last_day_it_opens_by_itself_and_the_owner_is_told(app: Flask) -> None:
    close(last_day=day("2026-11-30 Mon"))
    with pytest.raises(MyPageClosed) as refused:
        enter(app)
    assert refused.value.last_day == day("2026-11-30 Mon")
    nights = [office_time(night) for night in ("2026-11-30 23:59", "2026-12-01 00:00", "2026-12-02 00:00")]
    assert [reopen_what_is_over(now=night) for night in nights] == [0, 1, 0]
    assert principal_of(enter(app), real_now=REAL) is not None
    assert [message.kind for message in all_of(Message)] == ["my_page_closed", "my_page_reopened"]
    assert all_of(AuditLine)[-1].actor == "job:reopen_my_pages"


def test_one_without_a_last_day_stays_closed(app: Flask) -> None:
    close()
    assert reopen_what_is_over(now=office_time("2036-11-20 00:00")) == 0


def test_opened_again_the_password_is_as_it_was_and_the_rest_stays_ended(app: Flask) -> None:
    browser, program = enter(app), token()
    close()
    reopen()
    assert principal_of(browser, real_now=REAL) is None
    assert holder_of(program) is None
    assert principal_of(enter(app), real_now=REAL) is not None
    acts = [line.act for line in all_of(AuditLine) if line.object == f"seeker:{seeker_id(MISAKI)}"]
    assert acts == ["close_my_page", "reopen_my_page"]


def test_who_has_no_my_page_can_be_kept_from_opening_one(app: Flask) -> None:
    close(HATSUE)
    assert access_of(db.session(), seeker_id(HATSUE), real_now=REAL).closure is not None
    assert how_many(Message) == 0


def test_of_two_who_close_it_at_once_one_is_told_that_it_is_closed(app: Flask) -> None:
    outcomes = at_once(app, [close, close])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ClosedAlready", "NoneType"]
    assert how_many(Closure) == 1


def test_it_is_closed_once_and_opened_once(app: Flask) -> None:
    close()
    with pytest.raises(ClosedAlready):
        close()
    reopen()
    with pytest.raises(NotClosed):
        reopen()
    close()
    assert how_many(Closure) == 2


def test_everything_that_somebody_else_may_hold_is_ended_in_one_act(app: Flask) -> None:
    browser, program, calendar = enter(app), token(), feed()
    ended = end_access(seeker_id(MISAKI), actor="staff:1", now=FRIDAY_MORNING, real_now=REAL)
    assert ended == Ended(sign_ins=1, feeds=1, tokens=1)
    assert (principal_of(browser, real_now=REAL), holder_of(program), is_revoked(calendar)) == (None, None, True)
    assert all_of(Message)[-1].kind == "access_ended"
    assert all_of(AuditLine)[-1].facts == {"sign_ins": 1, "feeds": 1, "tokens": 1, "links": 0, "passkeys": 0}
    assert enter(app)  # the password is as it was


def test_where_there_is_nothing_to_end_nobody_is_told(app: Flask) -> None:
    ended = end_access(seeker_id(MISAKI), actor="staff:1", now=FRIDAY_MORNING, real_now=REAL)
    assert ended == Ended(0, 0, 0)
    assert how_many(Message) == 0


def test_the_card_knows_of_a_lock_and_of_what_is_signed_in(app: Flask) -> None:
    enter(app)
    for _ in range(5):
        with pytest.raises((WrongPassword, AccountLocked)):
            sign_in(realm=Realm.MY_PAGE, login=ADDRESS, password="wrong", known_browser=None, real_now=REAL)
    found = access_of(db.session(), seeker_id(MISAKI), real_now=REAL)
    assert (found.browsers, found.feeds, found.tokens) == (1, 0, 0)
    assert found.locked_until == REAL.replace(minute=30)
