"""The feed of a desk: made by staff for their own calendar, silent about who comes, ended when they leave."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar, Event
from sqlalchemy import delete, update

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from booking.feeds.desk_addresses import (
    change_feed_names,
    desk_feed_token,
    make_desk_feed,
    renew_desk_feed,
    stop_desk_feed,
)
from booking.feeds.seeker_addresses import ensure_feed
from booking.feeds.short_codes import short_code
from booking.tables import AuditLine, Desk, DeskFeed, Office, Staff, StaffOffice
from database.base import db
from database.transactions import transact
from tests.bookings.builders import OMURA_CLERK, TOPIC, all_of, the_booking, web_request
from tests.bookings.moves import by_seeker
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, office_time, seeker_id, staff_id
from tests.web.staff_visits import COUNSELLOR, MANAGER, StaffVisit
from tests.web.staff_visits import OMURA_CLERK as CLERK
from tests.whole.visitor import forms_of

pytestmark = pytest.mark.any_engine

FEEDS = "/desk/feeds"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def desk_id(code: str = "omura-desk-1") -> int:
    return next(desk.id for desk in all_of(Desk) if desk.code == code)


def address(app: Flask) -> str:
    """Where the clerk of Omura reads the newest feed of the first desk."""
    make_desk_feed(staff_id(OMURA_CLERK), desk_id(), secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
    token = desk_feed_token(app.config["SECRET_KEY"], desk_id(), all_of(DeskFeed)[-1].nonce)
    return f"/feeds/desk/{token}.ics"


def events(client: FlaskClient, where: str) -> list[Event]:
    found = Calendar.from_ical(client.get(where).data)
    assert isinstance(found, Calendar)
    return found.events


def show_names(*, shown: bool) -> None:
    (office,) = [office for office in all_of(Office) if office.code == "omura"]
    change_feed_names(office.id, shown=shown, actor="test", now=FRIDAY_MORNING)


def press(visit: StaffVisit, words: str) -> str:
    """Press the first button that says `words` after what it is about; answer the page."""
    forms = forms_of(visit.answer.text)
    return visit.press(next(said for form in forms for said in form.buttons if said.endswith(words))).text


@pytest.mark.each_engine
def test_a_booking_stands_in_it_under_a_code_that_the_days_sheet_shows(app: Flask, client: FlaskClient) -> None:
    booking = the_booking(book(web_request(), now=FRIDAY_MORNING))
    (event,) = events(client, address(app))
    code = short_code(app.config["SECRET_KEY"], booking.calendar_uid)
    assert event.summary == f"相談 {code}"
    assert event.start == office_time("2026-11-25 10:00")  # Wednesday
    assert (event.classification, event.transparency, event.status) == ("PRIVATE", "OPAQUE", "CONFIRMED")
    assert str(event["URL"]).endswith("/desk?day=2026-11-25")
    assert code in StaffVisit(app).sign_in(CLERK).open("/desk?day=2026-11-25").text


def test_nothing_tells_who_comes_or_how_to_join(app: Flask, client: FlaskClient) -> None:
    booking = the_booking(book(web_request(), now=FRIDAY_MORNING))
    feed = client.get(address(app)).text.replace("\r\n ", "")
    for secret in (booking.number, booking.calendar_uid, booking.display_name, TOPIC, MISAKI, "髙城", "http://zoom"):
        assert secret not in feed


def test_it_cannot_be_matched_with_the_seekers_feed(app: Flask, client: FlaskClient) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    token = ensure_feed(seeker_id(MISAKI), secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
    (own,), (other,) = events(client, f"/feeds/seeker/{token}.ics"), events(client, address(app))
    assert own.uid != other.uid


def test_the_office_decides_whether_display_names_are_shown(app: Flask, client: FlaskClient) -> None:
    booking = the_booking(book(web_request(), now=FRIDAY_MORNING))
    (before,) = events(client, where := address(app))
    show_names(shown=True)
    (after,) = events(client, where)
    assert after.summary == f"{before.summary} {booking.display_name}"
    assert (after.uid, after.sequence > before.sequence) == (before.uid, True)
    show_names(shown=False)
    assert events(client, where)[0].summary == before.summary


def test_a_moved_booking_is_the_same_entry_at_another_time(app: Flask, client: FlaskClient) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    (before,) = events(client, where := address(app))
    move(by_seeker(number, "2026-11-26 11:00"), now=FRIDAY_MORNING)  # Thursday
    (after,) = events(client, where)
    assert (after.uid, after.start) == (before.uid, office_time("2026-11-26 11:00"))
    assert after.sequence > before.sequence


@pytest.mark.each_engine
def test_a_cancelled_booking_is_marked_and_goes_a_week_later(
    app: Flask, client: FlaskClient, clock: StandingClock
) -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    where = address(app)
    client.get(where)
    cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
    (event,) = events(client, where)
    assert (event.status, event.transparency) == ("CANCELLED", "TRANSPARENT")
    assert str(event.summary).startswith("【取消】")
    clock.set("2026-12-02 10:30")  # Wednesday
    assert len(events(client, where)) == 1  # the last one stays until another comes
    book(web_request(starts="2026-12-10 10:00"), now=clock())  # Thursday
    assert [event.status for event in events(client, where)] == ["CONFIRMED"]


@pytest.mark.each_engine
def test_an_unchanged_feed_costs_a_304_and_a_reading_is_noted(
    app: Flask, client: FlaskClient, clock: StandingClock
) -> None:
    answer = client.get(where := address(app))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    for _ in range(2):
        assert client.get(where, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert all_of(DeskFeed)[0].last_read_at == clock()


@pytest.mark.each_engine
def test_a_renewed_or_stopped_address_is_gone_and_an_unknown_one_not_found(app: Flask, client: FlaskClient) -> None:
    first = address(app)
    renew_desk_feed(staff_id(OMURA_CLERK), desk_id(), secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
    second = address(app)
    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)
    stop_desk_feed(staff_id(OMURA_CLERK), desk_id(), now=FRIDAY_MORNING)
    assert client.get(second).status_code == 410
    assert client.get("/feeds/desk/AAAA.ics").status_code == 404


def test_it_ends_when_its_owner_leaves(app: Flask, client: FlaskClient) -> None:
    client.get(where := address(app))
    transact(lambda session: session.execute(update(Staff).values(active=False)))
    assert client.get(where).status_code == 410


def test_it_ends_when_its_owner_changes_office(app: Flask, client: FlaskClient) -> None:
    client.get(where := address(app))
    transact(lambda session: session.execute(delete(StaffOffice)))
    assert client.get(where).status_code == 410


@pytest.mark.each_engine
def test_two_pages_that_make_it_at_once_make_one(app: Flask) -> None:
    owner, desk, secret = staff_id(OMURA_CLERK), desk_id(), app.config["SECRET_KEY"]
    at_once(app, [lambda: make_desk_feed(owner, desk, secret_key=secret, now=FRIDAY_MORNING)] * 2)
    assert len(all_of(DeskFeed)) == 1
    assert [line.act for line in all_of(AuditLine)].count("make_desk_feed") == 1


def test_a_clerk_makes_renews_and_stops_the_address_on_a_page(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(CLERK)
    assert "/feeds/desk/" not in visit.open(FEEDS).text
    made = press(visit, "カレンダーのアドレスを作る")
    assert 'href="webcal://' in made
    assert "まだ読まれていません" in made
    assert "新しいアドレスを作りました" in press(visit, "新しいアドレスに替える")
    assert "/feeds/desk/" not in press(visit, "使えなくする")


def test_nobody_makes_feeds_of_another_office(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(CLERK)
    visit.open(FEEDS)
    token = next(form.fields for form in forms_of(visit.answer.text) if "/feeds/" in form.action)
    assert visit.send(f"{FEEDS}/shiga/shiga-desk-1", **token).status_code == 404


def test_a_counsellor_finds_the_page_and_a_manager_decides_about_names(sqlite_app: Flask) -> None:
    assert FEEDS in StaffVisit(sqlite_app).sign_in(COUNSELLOR).open("/desk").text
    manager = StaffVisit(sqlite_app).sign_in(MANAGER)
    manager.open("/desk/office/omura")
    assert "予約の記号と表示名が出ます" in manager.press("表示名も出す").text
    assert "予約の記号だけが出ます" in manager.press("表示名を出さない").text


def test_what_is_kept_does_not_hold_the_address(app: Flask) -> None:
    where = address(app)
    rows = db.session.execute(DeskFeed.__table__.select()).all()
    assert where.removeprefix("/feeds/desk/").removesuffix(".ics") not in str(rows)
