"""Every route, called as everybody: an answer, the right door, or a refusal; never a fault (issue 2, item 6)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from booking import jobs
from booking.bookings.book import BookingRequest, book
from booking.bookings.hold import hold
from booking.core import rate_limits
from booking.core.texts.languages import Language
from booking.meetings.reads import meeting_of
from booking.office_changes.closings import CloseDay
from booking.people.linked_sign_in.provider import CALLBACK, IdentityProvider
from booking.people.permissions import callers_of
from booking.people.staff_accounts.create import create_staff
from booking.services import services
from booking.settings.oidc import OidcSettings
from booking.statistics.files import XLSX_TYPE
from booking.tables import Account, Booking, Realm, Role, Staff, Suspension, SuspensionState
from booking.web.accounts.chosen_language import COOKIE
from booking.web.permissions import UndeclaredView, enforce_permissions
from database.base import db
from database.transactions import transact
from notifier.tables import Message
from tests.bookings.builders import SHIGA_CLERK, phone_request, the_booking
from tests.bookings.town_bookings import carried_out
from tests.days import day
from tests.people.newcomers import NEWCOMER, PASSWORD, account_without_registration
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, TARO, office_time, password_of, seeker_id, staff_id
from tests.whole.japanese_left import JapaneseLeft, untranslated

# Who calls: their address, empty for a stranger.
EVERYBODY = {
    "stranger": "",
    "owner of an account without registration": NEWCOMER,
    "seeker": "kakuto@example.com",
    "seeker of the booking": "taro.mihon@example.com",
    "clerk": "uketsuke.shiga@example.com",
    "manager": "kanri@example.com",
    "administrator": "unyo@example.com",
    "clerk of another office": "uketsuke.omura@example.com",
    "counsellor of another office": "sodan@example.com",
    "manager of another office": "kanri.omura@example.com",
    "administrator of another office": "unyo.omura@example.com",
}
STAFF_OF_THE_OFFICE = {"clerk", "manager", "administrator"}

NOT_STAFF = {"stranger", "owner of an account without registration", "seeker", "seeker of the booking"}

# What staff read for themselves calls nobody あなた and asks nobody to phone; what they read out is quoted.
TO_SEEKERS = re.compile("あなた|お電話ください|お電話でお知らせください|ご予約ください")
# As seekers read it.
TELL_SEEKERS = {
    "desk.message_samples",
    "desk.own_sentences",
    "desk.submit_own_sentences",
    "desk.seeker_message",
    "desk.booking_message",
}
QUOTED = re.compile("<blockquote.*?</blockquote>|「.*?」", re.DOTALL)

DOORS = ("/login", "/desk/login")
NOT_FOR_PEOPLE = ("api.", "webhooks.")
NAME, TOPIC = "見本 太郎", "誰にも見せない相談内容"


@dataclass(frozen=True)
class Known:
    """What stands in the addresses, and what only some may read: Taro's booking at Shiga, Misaki's hold at Omura."""

    addresses: dict[str, str]
    joining: tuple[str, ...]  # meeting ID, passcode, link
    passwords: dict[str, str]  # of who is not among the made-up people


@pytest.fixture
def known(sqlite_app: Flask) -> Known:
    """A booking with an issued meeting, a hold, and staff of another office."""
    with sqlite_app.app_context():
        number = book(_request_of_taro(), now=FRIDAY_MORNING)
        starts_at = office_time("2026-11-25 10:00")  # Wednesday
        token = hold("omura-soudan", starts_at, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
        jobs.issue_meetings()
        suspension = Suspension(
            office_id=2, seeker_number=TARO, state=SuspensionState.PROPOSED, proposed_at=FRIDAY_MORNING
        )
        transact(lambda session: session.add(suspension))
        passwords = {
            EVERYBODY[f"{role.value} of another office"]: _staff_of_omura(role)
            for role in (Role.MANAGER, Role.ADMINISTRATOR)
        }
        account_without_registration()
        _sign_in_of_a_provider(sqlite_app)
        passwords[NEWCOMER] = PASSWORD
        details = meeting_of(db.session(), the_booking(number), services().keys)
        addresses = {
            "passkey_id": "1",
            "code": "omura-soudan",
            "number": number,
            "token": token,
            "seeker_id": str(seeker_id(TARO)),
            "message_id": str(db.session.scalars(select(Message.id)).one()),
            "uid": db.session.scalars(select(Booking.calendar_uid)).one(),
            "meeting_id": "81234567890",
            "filename": "style.css",
            "name": "slot-taken",
            "token_id": "1",
            "office_code": "omura",
            "suspension_id": str(suspension.id),
            "failed_id": "1",
            "desk_code": "omura-desk-2",
            "file_id": "1",
            "note_id": "1",
            "day": "2026-12-11",
            "reason": "pausing",
            "staff_id": str(staff_id("受付 三奈")),
            "link": "nobody-was-sent-it",
            "step_name": "basic",
            "chart": "figures",
            "kind": "csv",
            "version": "1",
            "message_kind": "booked",
            "period_code": "evidence",
            "todo_kind": "outside",
            "object_id": str(db.session.scalars(select(Booking.id).where(Booking.number == number)).one()),
            "list_name": "today",
        }
        closed = carried_out("shiga", CloseDay(day("2026-11-25 Wed"), "点検"), keep=[number])
        addresses["other_id"] = str(seeker_id(HATSUE))
        addresses["change_id"] = str(closed.change_id)
        return Known(addresses, (details.meeting_id, details.passcode, details.join_url), passwords)


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_route_answers_everybody_properly_and_tells_no_secret(sqlite_app: Flask, known: Known, who: str) -> None:
    email, hidden = EVERYBODY[who], _hidden_from(who, known)
    for rule, called, answer in _answers(sqlite_app, known, email):
        assert answer.status_code < 500, called
        if not _may_call(sqlite_app, rule, email):
            at_a_door = answer.status_code == 303 and answer.location.split("?")[0] in DOORS
            to_the_registration = email == NEWCOMER and answer.location == "/account/next"
            assert answer.status_code in {401, 403} or at_a_door or to_the_registration, called
            assert not email or not at_a_door, called
        assert not [secret for secret in hidden if secret in _said(answer)], called
        if rule.endpoint.startswith("desk.") and rule.endpoint not in TELL_SEEKERS and who not in NOT_STAFF:
            assert _said_as_to_a_seeker(answer) == [], called


def test_the_seeker_reads_all_of_it(sqlite_app: Flask, known: Known) -> None:
    pages = "".join(answer.text for *_, answer in _answers(sqlite_app, known, EVERYBODY["seeker of the booking"]))
    assert [shown for shown in (NAME, TOPIC, *known.joining) if shown not in pages] == []


def _hidden_from(who: str, known: Known) -> tuple[str, ...]:
    """Staff of the office read who comes and why; what joins the meeting only after the identity check."""
    if who == "seeker of the booking":
        return ()
    return known.joining if who in STAFF_OF_THE_OFFICE else (NAME, TOPIC, *known.joining)


def test_a_stranger_is_led_to_the_door_of_the_page(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    assert client.get("/mypage").location == "/login?next=/mypage"
    assert client.get("/desk?day=2026-11-25").location == "/desk/login?next=/desk?day%3D2026-11-25"


def test_pages_in_english_have_nothing_in_japanese_but_what_offices_and_people_wrote(
    sqlite_app: Flask, known: Known
) -> None:
    said_here = {TOPIC, "点検", "勤労感謝の日"}
    sqlite_app.config["WTF_CSRF_ENABLED"] = False
    for who in ("stranger", "owner of an account without registration", "seeker of the booking"):
        for address, page in _pages_in_english(sqlite_app, known, EVERYBODY[who]):
            left = JapaneseLeft(page)
            assert left.unmarked == [], address
            assert {word for part in left.marked for word in untranslated(part)} <= said_here, address


def _pages_in_english(app: Flask, known: Known, email: str) -> Iterator[tuple[str, str]]:
    """Every page that is answered in English to this person, with its address."""
    client = _client(app, known, email)
    client.set_cookie(COOKIE, Language.ENGLISH)
    for rule, method, address in _calls(app, known.addresses):
        page = client.get(address).text if method == "GET" and not rule.endpoint.endswith(".sign_out") else ""
        if '<html lang="en">' in page:
            yield address, page


def test_a_route_that_does_not_say_who_may_call_it_stops_the_start() -> None:
    app = Flask("undeclared")
    app.add_url_rule("/forgotten", view_func=lambda: "open to all")
    with pytest.raises(UndeclaredView, match="lambda"):
        enforce_permissions(app)


def _request_of_taro() -> BookingRequest:
    starts = "2026-11-25 10:30"  # Wednesday
    return phone_request(TARO, procedure="shiga-soudan", starts=starts, clerk=SHIGA_CLERK, topic=TOPIC)


def _sign_in_of_a_provider(app: Flask) -> None:
    """Have its pages there, too; nobody listens where the provider should be."""
    settings = OidcSettings("http://127.0.0.1:9", "madoguchi", "a-client-secret")
    provider = IdentityProvider(settings, redirect_uri=f"http://127.0.0.1{CALLBACK}", secret_key="a key")
    app.extensions["services"] = replace(services(), identities=provider)


def _staff_of_omura(role: Role) -> str:
    """Make a member of staff who belongs to Omura alone; answer the password."""
    login = EVERYBODY[f"{role.value} of another office"]
    return create_staff("大村 次郎", login, role, ["omura"], actor="test", now=FRIDAY_MORNING)


def _answers(app: Flask, known: Known, email: str) -> Iterator[tuple[Rule, str, TestResponse]]:
    """What every route answers to this person, with a line that says what was called."""
    app.config["WTF_CSRF_ENABLED"] = False  # a missing token would hide what the route itself does
    lasting = _client(app, known, email)
    for rule, method, address in _calls(app, known.addresses):
        # Whoever signs out cannot call the rest.
        client = _client(app, known, email) if rule.endpoint.endswith(".sign_out") else lasting
        rate_limits.register(app)  # nobody sends every form of the service within five minutes
        answer = client.open(address, method=method)
        if method == "POST" and not rule.endpoint.startswith(NOT_FOR_PEOPLE):
            assert answer.status_code == 303, f"{address} answers a form with a page, which Back cannot open again"
            answer = _seen(client, answer)
        yield rule, f"{email}: {method} {address} -> {answer.status}", answer
        answer.close()


def _seen(client: FlaskClient, answer: TestResponse) -> TestResponse:
    """What answers a sent form; the redirect itself if the form was carried out."""
    return client.get(answer.location) if "again=" in answer.location else answer


def _client(app: Flask, known: Known, email: str) -> FlaskClient:
    """A browser in which this person is signed in."""
    client = app.test_client()
    if email:
        with app.app_context():
            realm = db.session.scalars(select(Account.realm).where(Account.login == email)).one()
        door = "/desk/login" if realm is Realm.DESK else "/login"
        password = known.passwords.get(email) or password_of(app, email)
        assert client.post(door, data={"login": email, "password": password}).status_code == 303
    return client


def _said(answer: TestResponse) -> str:
    """All that an answer says; a spreadsheet is packed."""
    if answer.mimetype != XLSX_TYPE or not answer.data:  # asked for by HEAD it has no content
        return answer.text
    with ZipFile(BytesIO(answer.data)) as sheets:
        return "".join(sheets.read(name).decode() for name in sheets.namelist())


def _said_as_to_a_seeker(answer: TestResponse) -> list[str]:
    """The sentences of a page for staff that speak to them as to a seeker."""
    return TO_SEEKERS.findall(QUOTED.sub("", answer.text)) if answer.mimetype == "text/html" else []


def _calls(app: Flask, addresses: dict[str, str]) -> Iterator[tuple[Rule, str, str]]:
    """Every route with its methods; what is missing in the forms is the route's to complain of."""
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda part: addresses[part[1]], rule.rule)
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield rule, method, address


def _may_call(app: Flask, rule: Rule, email: str) -> bool:
    callers = callers_of(app.view_functions[rule.endpoint])
    assert callers is not None
    if callers.scope is not None:
        return False  # a browser's session opens nothing of the API
    if callers.realm is None:
        return True
    with app.app_context():
        account = db.session.scalar(select(Account).where(Account.login == email))
        if account is None or account.realm is not callers.realm:
            return False
        if account.seeker_id is None and account.staff_id is None:
            return callers.before_registration
        return account.staff_id is None or db.session.get_one(Staff, account.staff_id).role in callers.roles
