"""「退会」 (J4): everything that is theirs to use ends at once, the record stays, the counter lets them come back."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.book import book
from booking.bookings.hold import hold
from booking.feeds.seeker_addresses import ensure_feed
from booking.leaving.leave import leave
from booking.leaving.let_open_again import let_open_again
from booking.people.accounts.empty import STAYS
from booking.people.accounts.owned_rows import tables_hanging_on
from booking.people.opening.who import registered_at_counter
from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.tokens import create_token
from booking.services import services
from booking.tables import (
    Account,
    ApiToken,
    Booking,
    BookingStatus,
    DeskClaim,
    Hold,
    Meeting,
    MeetingState,
    Realm,
    Scope,
    Seeker,
    SeekerFeed,
    SignIn,
)
from database.base import db
from notifier.tables import Message
from tests.bookings.builders import all_of, web_request
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, office_time, password_of, seeker_id

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
EMAIL = "misaki@example.com"


def account_id() -> int:
    return db.session.scalars(select(Account.id).where(Account.login == EMAIL)).one()


def misaki() -> Seeker:
    db.session.expire_all()
    return db.session.get_one(Seeker, seeker_id(MISAKI))


def leaves(app: Flask, password: str | None = None, *, now: datetime = FRIDAY_MORNING) -> None:
    """Misaki leaves."""
    given = password_of(app, EMAIL) if password is None else password
    leave(account_id(), seeker_id(MISAKI), given, known_browser=None, now=now, real_now=NOW)


@pytest.mark.each_engine
def test_bookings_are_cancelled_and_their_meetings_withdrawn(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    book(web_request(procedure="omura-nintei", starts="2026-11-26 13:30"), now=FRIDAY_MORNING)
    leaves(app)
    assert {booking.status for booking in all_of(Booking)} == {BookingStatus.CANCELLED_BY_SEEKER}
    assert {meeting.state for meeting in all_of(Meeting)} == {MeetingState.WITHDRAWN}
    assert all_of(DeskClaim) == []
    assert [message.kind for message in all_of(Message)][-3:] == ["cancelled", "cancelled", "left"]


@pytest.mark.any_engine
def test_a_consultation_that_runs_is_left_to_the_staff(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    leaves(app, now=office_time("2026-11-25 10:00"))  # Wednesday, when it begins
    (booking,) = all_of(Booking)
    assert booking.status is BookingStatus.BOOKED


@pytest.mark.each_engine
def test_sign_ins_tokens_feed_and_what_was_begun_end(app: Flask) -> None:
    real_now = datetime.now(UTC)
    sign_in(realm=Realm.MY_PAGE, login=EMAIL, password=password_of(app, EMAIL), known_browser=None, real_now=real_now)
    create_token(
        Realm.MY_PAGE, EMAIL, name="予定", scopes=[Scope.INBOX_READ], actor="test", now=FRIDAY_MORNING, real_now=NOW
    )
    ensure_feed(seeker_id(MISAKI), secret_key=services().config.secret_key, now=FRIDAY_MORNING)
    hold("omura-soudan", office_time("2026-11-25 10:00"), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    leaves(app)
    assert all_of(SignIn) == []
    (token,) = all_of(ApiToken)
    assert (token.revoked_at, token.name) == (NOW, "")
    assert [feed.revoked_at for feed in all_of(SeekerFeed)] == [FRIDAY_MORNING]
    assert [held.ended_at for held in all_of(Hold)] == [FRIDAY_MORNING]


@pytest.mark.any_engine
def test_nobody_signs_in_any_more_and_the_address_is_free(app: Flask) -> None:
    password = password_of(app, EMAIL)
    leaves(app)
    with pytest.raises(WrongPassword):
        sign_in(realm=Realm.MY_PAGE, login=EMAIL, password=password, known_browser=None, real_now=NOW)
    assert EMAIL not in db.session.scalars(select(Account.login)).all()
    assert misaki().my_page_opened is False


@pytest.mark.any_engine
def test_the_record_stays_with_the_office(app: Flask) -> None:
    leaves(app)
    assert (misaki().name, misaki().registration_valid_until is not None) == ("髙城 美咲", True)


@pytest.mark.any_engine
def test_only_the_counter_lets_somebody_who_left_open_the_my_page_again(app: Flask) -> None:
    leaves(app)
    born = day("1991-12-29 Sun")
    assert registered_at_counter(db.session(), EMAIL, born) is None
    let_open_again(seeker_id(MISAKI), actor="staff:1", now=FRIDAY_MORNING)
    assert registered_at_counter(db.session(), EMAIL, born) == seeker_id(MISAKI)


@pytest.mark.any_engine
def test_a_wrong_password_ends_nothing_and_the_sixth_is_locked(app: Flask) -> None:
    for _ in range(4):
        with pytest.raises(WrongPassword):
            leaves(app, "wrong-2027!")
    with pytest.raises(AccountLocked):
        leaves(app, "wrong-2027!")
    with pytest.raises(AccountLocked):
        leaves(app)
    assert misaki().my_page_opened is True


@pytest.mark.any_engine
def test_what_hangs_on_an_account_goes_unless_it_is_named(app: Flask) -> None:
    hanging = tables_hanging_on("accounts", stays=STAYS)
    assert {"sign_ins", "account_keys", "account_consents"} <= hanging
    assert not hanging & {"api_tokens", "seekers", "bookings", "audit_lines"}
