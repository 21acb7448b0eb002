"""Every route, called as everybody: an answer, the right door, or a refusal; never a fault (issue 2, item 6)."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from booking.accounts.permissions import callers_of
from booking.actions.book import BookingRequest, book
from booking.actions.hold import hold
from booking.models import Account, Booking, Consent, Realm, Staff
from booking.policy.channels import Channel
from booking.web.permissions import UndeclaredView, enforce_permissions
from database.base import db
from notifier.tables import Message
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, password_of, seeker_id

# Who calls: their address, or None for a stranger.
EVERYBODY = {
    "stranger": None,
    "seeker": "kakuto@example.com",
    "seeker of the booking": "taro.mihon@example.com",
    "clerk": "uketsuke.shiga@example.com",
    "clerk of another office": "uketsuke.omura@example.com",
    "counsellor of another office": "sodan@example.com",
    "manager": "kanri@example.com",
    "administrator": "unyo@example.com",
}
DOORS = ("/login", "/desk/login")
SECRET_TOPIC = "誰にも見せない相談内容"


@pytest.fixture
def addresses(sqlite_app: Flask) -> dict[str, str]:
    """What stands in the addresses: Taro's booking at Shiga and Misaki's hold at Omura."""
    with sqlite_app.app_context():
        number = book(_request_of_taro(), now=FRIDAY_MORNING)
        starts_at = office_time("2026-11-25 10:00")  # Wednesday
        token = hold("omura-soudan", starts_at, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
        return {
            "code": "omura-soudan",
            "number": number,
            "token": token,
            "seeker_id": str(seeker_id(TARO)),
            "message_id": str(db.session.scalars(select(Message.id)).one()),
            "uid": db.session.scalars(select(Booking.calendar_uid)).one(),
            "meeting_id": "81234567890",
            "filename": "style.css",
        }


def _request_of_taro() -> BookingRequest:
    return BookingRequest(
        procedure="shiga-soudan",
        starts_at=office_time("2026-11-25 10:30"),  # Wednesday
        seeker_id=seeker_id(TARO),
        channel=Channel.PHONE,
        topic=SECRET_TOPIC,
        terms_version="2026-10-01",
        consent=Consent.SPOKEN,
        consented_at=FRIDAY_MORNING,
        key="test",
    )


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_route_answers_everybody_properly(sqlite_app: Flask, addresses: dict[str, str], who: str) -> None:
    sqlite_app.config["WTF_CSRF_ENABLED"] = False  # a missing token would hide what the route itself does
    client = sqlite_app.test_client()
    _sign_in(sqlite_app, client, EVERYBODY[who])
    for rule, method, address in _calls(sqlite_app, addresses):
        if rule.endpoint.endswith(".sign_out"):
            continue
        answer = client.open(address, method=method)
        called = f"{who}: {method} {address} -> {answer.status}"
        assert answer.status_code < 500, called
        if not _may_call(sqlite_app, rule, EVERYBODY[who]):
            at_a_door = answer.status_code == 303 and answer.location.split("?")[0] in DOORS
            assert answer.status_code == 403 or at_a_door, called
            assert EVERYBODY[who] is None or not at_a_door, called
        if who in {"stranger", "seeker", "clerk of another office", "counsellor of another office"}:
            assert SECRET_TOPIC not in answer.text, called
        answer.close()


def test_a_stranger_is_led_to_the_door_of_the_page(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    assert client.get("/mypage").location == "/login?next=/mypage"
    assert client.get("/desk?day=2026-11-25").location == "/desk/login?next=/desk?day%3D2026-11-25"


def test_a_route_that_does_not_say_who_may_call_it_stops_the_start() -> None:
    app = Flask("undeclared")
    app.add_url_rule("/forgotten", view_func=lambda: "open to all")
    with pytest.raises(UndeclaredView, match="lambda"):
        enforce_permissions(app)


def _sign_in(app: Flask, client: FlaskClient, email: str | None) -> None:
    if email is None:
        return
    with app.app_context():
        realm = db.session.scalars(select(Account.realm).where(Account.login == email)).one()
        password = password_of(app, email)
    door = "/desk/login" if realm is Realm.DESK else "/login"
    assert client.post(door, data={"login": email, "password": password}).status_code == 303


def _calls(app: Flask, addresses: dict[str, str]) -> Iterator[tuple[Rule, str, str]]:
    """Every route with its methods; what is missing in the forms is the route's to complain of."""
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda part: addresses[part[1]], rule.rule)
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            yield rule, method, address


def _may_call(app: Flask, rule: Rule, email: str | None) -> bool:
    callers = callers_of(app.view_functions[rule.endpoint])
    assert callers is not None
    if callers.realm is None:
        return True
    with app.app_context():
        account = db.session.scalar(select(Account).where(Account.login == email)) if email else None
        if account is None or account.realm is not callers.realm:
            return False
        return account.staff_id is None or db.session.get_one(Staff, account.staff_id).role in callers.roles
