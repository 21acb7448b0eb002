"""What comes in with a token is put down to the token, too, and the person stays the same person, on both engines."""

import pytest
from flask import Flask
from sqlalchemy import select

from booking.audit.lines import seals
from booking.audit.seal import note_head
from booking.audit.sealing import verify
from booking.people.permissions import callers_of
from booking.tables import ApiToken, AuditLine
from database.base import db
from tests.api.calls import FRIDAY, THURSDAY, Caller, token_of, wanted
from tests.bookings.builders import OMURA_CLERK
from tests.town import MISAKI, TARO, seeker_id, staff_id
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import issue_meetings

pytestmark = pytest.mark.any_engine

KEY = "an audit key that is long enough for tests"
FOR_TARO = {"seeker": TARO, "birth_date": "1979-04-02", "channel": "phone"}  # who belongs to another office


def lines_shown(app: Flask) -> list[tuple[str, str, object]]:
    """Who did what, and with which token, in order; what the fixtures did is left out."""
    with app.app_context():
        lines = db.session.scalars(select(AuditLine).where(AuditLine.actor != "test").order_by(AuditLine.id))
        return [(line.actor, line.act, line.facts.get("token")) for line in lines]


def misaki_and_token(app: Flask) -> tuple[str, int]:
    """How lines name Misaki, and the only token."""
    with app.app_context():
        return f"seeker:{seeker_id(MISAKI)}", db.session.scalars(select(ApiToken.id)).one()


def clerk_and_token(app: Flask) -> tuple[str, int]:
    """How lines name the clerk of Omura, and the only token."""
    with app.app_context():
        return f"staff:{staff_id(OMURA_CLERK)}", db.session.scalars(select(ApiToken.id)).one()


@pytest.mark.each_engine
def test_whatever_a_clerks_program_does_names_clerk_and_token(served: Flask, clerk: Caller) -> None:
    number = clerk.book(**FOR_TARO)
    issue_meetings(served)
    clerk.get(f"/bookings/{number}")
    assert clerk.post(f"/bookings/{number}/move", {"starts_at": THURSDAY}).status_code == 200
    assert clerk.post(f"/bookings/{number}/cancel", {"reason": "発熱のため"}).status_code == 200
    who, token = clerk_and_token(served)
    acts = ("open_seeker", "book", "show_passcode", "move", "cancel")
    assert lines_shown(served) == [(who, act, token) for act in acts]


def test_whatever_a_seekers_program_does_names_seeker_and_token(served: Flask, misaki: Caller) -> None:
    number = misaki.book()
    assert misaki.post(f"/bookings/{number}/move", {"starts_at": FRIDAY}).status_code == 200
    assert misaki.post(f"/bookings/{number}/cancel").status_code == 200
    who, token = misaki_and_token(served)
    assert lines_shown(served) == [(who, act, token) for act in ("book", "move", "cancel")]


def test_no_operation_with_a_token_is_left_out_here(served: Flask) -> None:
    """A new one that writes a line has to name the token; add it above, or here if it writes none."""
    with_token = {name for name, view in served.view_functions.items() if (one := callers_of(view)) and one.scope}
    reading = {"api.bookings", "api.inbox"}
    assert with_token == reading | {"api.book", "api.booking", "api.move", "api.cancel"}


def test_a_person_at_a_page_uses_no_token(served: Flask, misaki: Caller) -> None:
    visit = SeekerVisit(served).sign_in()
    visit.reach_topic()
    visit.press("確認へ進む", topic="転職の相談")
    visit.press("申込み")
    who, _token = misaki_and_token(served)
    assert lines_shown(served) == [(who, "book", None)]


def test_another_token_of_the_same_person_repeats_the_same_request(served: Flask, misaki: Caller) -> None:
    other = Caller(served, token_of(served, "misaki@example.com"))
    first, again = (each.post("/bookings", wanted(), key="once") for each in (misaki, other))
    assert first.json["number"] == again.json["number"]
    assert [act for _who, act, _token in lines_shown(served)] == ["book"]


@pytest.mark.each_engine
def test_the_token_is_sealed_with_its_line(served: Flask, misaki: Caller) -> None:
    with served.app_context():
        before = note_head(key=KEY)
    misaki.book()
    with served.app_context():
        assert note_head(key=KEY).number == before.number + 1
        assert verify(seals(db.session()), key=KEY, noted=before).flaw is None
