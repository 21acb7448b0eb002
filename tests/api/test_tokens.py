"""Tokens open what their scopes say, until they are revoked; no cookie opens or gets anything."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.api import rates, token_use
from booking.people.bearer_tokens import TokenHolder
from booking.people.principals import Principal
from booking.people.tokens import ScopeNotGiven, UnknownAccount, UnknownToken, create_token, revoke_token
from booking.tables import ApiToken, AuditLine, Realm, Scope, Staff
from database.base import db
from database.transactions import transact
from tests.api.calls import Caller, problem_of, token_of, wanted
from tests.town import FRIDAY_MORNING, password_of
from tests.web.staff_visits import OMURA_CLERK, issue_meetings

pytestmark = pytest.mark.any_engine

CALLS = [("GET", "/bookings"), ("GET", "/bookings/123456782"), ("POST", "/bookings"), ("GET", "/inbox")]


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_without_a_token_nothing_is_opened(served: Flask, method: str, path: str) -> None:
    answer = served.test_client().open(f"/api/v1{path}", method=method)
    assert problem_of(answer) == (401, "token-missing")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "Basic bWlzYWtpOng=", "Bearer \xff\x00"])
def test_what_is_no_token_opens_nothing(served: Flask, header: str) -> None:
    answer = served.test_client().get("/api/v1/bookings", headers={"Authorization": header})
    assert answer.status_code == 401


def test_a_token_opens_only_what_its_scopes_say(served: Flask) -> None:
    reader = Caller(served, token_of(served, "misaki@example.com", scopes=(Scope.BOOKINGS_READ,)))
    assert reader.get("/bookings").status_code == 200
    assert problem_of(reader.post("/bookings", wanted())) == (403, "not-allowed")
    refused = reader.get("/inbox")
    assert (problem_of(refused)[0], refused.json["scope"]) == (403, "inbox:read")


@pytest.mark.each_engine
def test_a_revoked_token_opens_nothing_from_then_on(served: Flask, misaki: Caller) -> None:
    assert misaki.get("/bookings").status_code == 200
    with served.app_context():
        token_id = db.session.scalars(select(ApiToken.id)).one()
        revoke_token(token_id, actor="test", now=FRIDAY_MORNING, real_now=FRIDAY_MORNING)
        with pytest.raises(UnknownToken):
            revoke_token(token_id, actor="test", now=FRIDAY_MORNING, real_now=FRIDAY_MORNING)
    assert problem_of(misaki.get("/bookings")) == (401, "token-unknown")


def test_the_token_of_staff_who_left_opens_nothing(served: Flask, clerk: Caller) -> None:
    with served.app_context():
        transact(lambda session: session.execute(update(Staff).values(active=False)))
    assert problem_of(clerk.get("/bookings")) == (401, "token-unknown")


def test_only_the_hash_of_a_token_is_kept(served: Flask) -> None:
    token = token_of(served, "misaki@example.com")
    with served.app_context():
        kept = db.session.scalars(select(ApiToken)).one()
        assert token not in str(vars(kept))
        lines = db.session.scalars(select(AuditLine).where(AuditLine.act == "create_token")).all()
        assert [line.object for line in lines] == [f"api_token:{kept.id}"]


def test_a_token_is_made_only_for_an_account_and_what_it_can_do(served: Flask) -> None:
    def create(realm: Realm, scope: Scope) -> str:
        now = FRIDAY_MORNING
        return create_token(realm, OMURA_CLERK, name="test", scopes=[scope], actor="test", now=now, real_now=now)

    with served.app_context():
        with pytest.raises(UnknownAccount):
            create(Realm.MY_PAGE, Scope.BOOKINGS_READ)
        with pytest.raises(ScopeNotGiven):
            create(Realm.DESK, Scope.INBOX_READ)


def test_a_signed_in_browser_opens_nothing_and_gets_no_cookie(served: Flask) -> None:
    browser = served.test_client()
    served.config["WTF_CSRF_ENABLED"] = False
    with served.app_context():
        password = password_of(served, "misaki@example.com")
    assert browser.post("/login", data={"login": "misaki@example.com", "password": password}).status_code == 303
    assert problem_of(browser.get("/api/v1/bookings")) == (401, "token-missing")
    public = browser.get("/api/v1/procedures")
    assert "Set-Cookie" not in public.headers
    assert "Cookie" not in public.headers.get("Vary", "")


def test_what_a_token_may_still_ask_is_told_and_ends(clerk: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "REQUESTS", replace(rates.REQUESTS, most=2))
    first, second, third = clerk.get("/bookings"), clerk.get("/bookings"), clerk.get("/bookings")
    assert first.headers["RateLimit-Policy"] == '"token";q=2;w=60'
    assert first.headers["RateLimit"].startswith('"token";r=1;t=')
    assert second.headers["RateLimit-Remaining"] == "0"
    assert problem_of(third) == (429, "too-many-requests")
    assert third.headers["Retry-After"] == third.headers["RateLimit-Reset"]


def test_the_use_of_a_token_is_noted_coarsely(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[list[int]] = []
    monkeypatch.setattr(token_use, "note_use", lambda ids, **_moments: noted.append(sorted(ids)))
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    use = token_use.TokenUse()
    for token_id, seconds in ((1, 0), (2, 10), (3, 20), (2, 70)):
        use.note(_holder(token_id, None), real_now=moment + timedelta(seconds=seconds))
    use.note(_holder(4, moment), real_now=moment + timedelta(minutes=59))
    assert noted == [[1], [2, 3]]


@pytest.mark.each_engine
def test_a_first_use_is_kept(served: Flask, misaki: Caller) -> None:
    misaki.get("/bookings")
    with served.app_context():
        assert db.session.scalars(select(ApiToken.last_used_at)).one() is not None


def _holder(token_id: int, last_used_at: datetime | None) -> TokenHolder:
    return TokenHolder(token_id, Principal(1, Realm.MY_PAGE, "", seeker_id=1), frozenset(), last_used_at)


def test_a_token_that_may_not_read_is_not_shown_by_repeating_what_it_wrote_how_to_join(served: Flask) -> None:
    writer = Caller(served, token_of(served, "misaki@example.com", scopes=(Scope.BOOKINGS_WRITE,)))
    number = writer.post("/bookings", wanted(), key="once").json["number"]
    issue_meetings(served)
    answers = [
        writer.post("/bookings", wanted(), key="once"),
        writer.post(f"/bookings/{number}/cancel", {}),
    ]
    hidden = {"id": None, "passcode": None, "join_url": None}
    assert [answer.json["number"] for answer in answers] == [number] * 2
    assert [answer.json["meeting"] for answer in answers] == [
        {"state": "issued", **hidden}, {"state": "withdrawn", **hidden},
    ]  # fmt: skip
