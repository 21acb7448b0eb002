"""Pages while the database is away: everybody gets one that says so, and afterwards everything goes on."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import exc
from werkzeug.test import TestResponse

from booking.app import create_app
from booking.people.permissions import ANYONE, allow
from booking.tables import Seeker
from database.base import db
from database.errors import DatabaseBusy
from database.transactions import transact
from notifier.job_log import JobLog
from notifier.scheduler import Job, _guarded
from tests.town import MISAKI, StandingClock, close_connections, config_for, seeker_id
from tests.web.outages import database_away, only_to_be_read
from tests.web.seeker_visits import TOPIC, SeekerVisit
from tests.web.staff_visits import SHIGA_CLERK, StaffVisit


def assert_says_try_again(answer: TestResponse) -> None:
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "1分ほど待ってから" in answer.text


def test_a_signed_in_seeker_is_told_to_try_again_on_every_page(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in()
    pages = ("/", "/login", "/mypage", "/mypage/bookings", "/procedures/omura-soudan")
    with database_away(served_app):
        for page in pages:
            assert_says_try_again(visit.open(page))
    assert [visit.open(page).status_code for page in pages] == [200] * len(pages)


def test_what_was_sent_meanwhile_changes_nothing_and_can_be_sent_again(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in().reach_confirmation()
    confirmation = visit.form("申込み")
    with database_away(served_app):
        answer = visit.send(confirmation.action, **confirmation.fields)
        assert_says_try_again(answer)
        assert "予約や変更は行われていません" in answer.text
    visit.send(confirmation.action, **confirmation.fields)
    assert visit.path.endswith("/done")


def test_staff_are_told_to_try_again_too(served_app: Flask) -> None:
    visit = StaffVisit(served_app).sign_in(SHIGA_CLERK)
    with database_away(served_app):
        assert_says_try_again(visit.open("/desk"))
    assert visit.open("/desk").status_code == 200


def test_a_stranger_who_signs_in_meanwhile_is_told_to_try_again(served_app: Flask) -> None:
    visit = SeekerVisit(served_app)
    visit.open("/login")
    with database_away(served_app):
        assert_says_try_again(visit.give_password().answer)
    assert visit.sign_in().path == "/mypage"


def test_an_unknown_address_stays_unknown(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in()
    with database_away(served_app):
        answer = visit.open("/nowhere")
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ページが見つかりません" in answer.text


def test_a_stale_form_is_told_to_be_stale(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in()
    with database_away(served_app):
        assert visit.send("/mypage/feed", csrf_token="stale").status_code == 400


def test_what_fails_while_the_headers_are_added_is_told_as_well(served_app: Flask) -> None:
    served_app.add_url_rule("/plain", view_func=allow(ANYONE)(lambda: "asks the database nothing"))
    visit = SeekerVisit(served_app).sign_in()
    with database_away(served_app):
        assert_says_try_again(visit.open("/plain"))


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (exc.OperationalError("SELECT 1", None, OSError()), 503),
        (exc.InterfaceError("SELECT 1", None, OSError()), 503),
        (exc.TimeoutError("no connection came free"), 503),
        (DatabaseBusy(), 503),
        (exc.DataError("SELECT 1", None, ValueError()), 500),
        (ZeroDivisionError(), 500),
    ],
)
def test_only_a_database_that_cannot_be_used_asks_for_patience(
    sqlite_app: Flask, caplog: pytest.LogCaptureFixture, raised: Exception, status: int
) -> None:
    _make_fail(sqlite_app, raised)
    with caplog.at_level(logging.ERROR):
        answer = SeekerVisit(sqlite_app).sign_in().open("/fails")
    assert answer.status_code == status
    if status == 500:
        reference = answer.text.split("お伝えください：")[1][:8]
        assert f"surprise {reference}" in caplog.text


@pytest.fixture
def postgres_app(postgresql_town_url: str, clock: StandingClock, tmp_path: Path) -> Iterator[Flask]:
    """The service on PostgreSQL alone, without a pushed context."""
    app = create_app(config_for(postgresql_town_url, tmp_path), clock=clock)
    yield app
    with app.app_context():
        close_connections()


def test_a_database_that_may_only_be_read_shows_pages_and_takes_no_form(postgres_app: Flask) -> None:
    visit = SeekerVisit(postgres_app).sign_in()
    visit.open("/mypage/feed")
    with only_to_be_read(postgres_app):
        assert visit.open("/mypage/feed").status_code == 200
        assert_says_try_again(visit.press("カレンダーのアドレスを作る"))
    visit.open("/mypage/feed")
    assert visit.press("カレンダーのアドレスを作る").status_code == 200


def test_the_log_tells_which_constraint_broke_and_nothing_of_the_row(
    postgres_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    postgres_app.add_url_rule("/fails", view_func=allow(ANYONE)(_double_misaki))
    assert SeekerVisit(postgres_app).open("/fails").status_code == 500
    with postgres_app.app_context():
        log = JobLog(keep=list, clock=lambda: datetime.now(UTC))
        log.expect({"fails": 1})
        _guarded(Job("fails", 1, _double_misaki), log)
    assert caplog.text.count("uq_seekers_seeker_number") == 2
    assert "in _double_misaki" in caplog.text
    for of_misaki in (MISAKI, "髙城", "misaki@example.com", "1991", "09000000002"):
        assert of_misaki not in caplog.text


def test_staff_who_are_surprised_are_not_told_to_call_the_office(sqlite_app: Flask) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    sqlite_app.view_functions["desk.meetings"] = allow(ANYONE)(_double_misaki)  # whom there is already
    assert "運用の担当者に知らせてください" in clerk.open("/desk/meetings").text


def test_a_surprise_names_nobody(sqlite_app: Flask) -> None:
    _make_fail(sqlite_app, ValueError(TOPIC))
    answer = SeekerVisit(sqlite_app).sign_in().open("/fails")
    assert answer.headers["Cache-Control"] == "no-store"
    assert TOPIC not in answer.text


def _double_misaki() -> ResponseReturnValue:
    known = db.session.get_one(Seeker, seeker_id(MISAKI))
    facts = {column.key: getattr(known, column.key) for column in Seeker.__table__.columns if column.key != "id"}
    transact(lambda session: session.add(Seeker(**facts)))
    return "a double"


def _make_fail(app: Flask, error: Exception) -> None:
    def fails() -> ResponseReturnValue:
        raise error

    app.add_url_rule("/fails", view_func=allow(ANYONE)(fails))
