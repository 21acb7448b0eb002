"""The manager's page of meetings made by hand, and what tells that they run low."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from booking.app import create_app
from booking.jobs import jobs
from booking.services import Services
from booking.tables import PoolMeeting
from tests.bookings.builders import how_many
from tests.meetings.pool_files import pool_file
from tests.town import StandingClock, config_for
from tests.web.staff_visits import MANAGER, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts

OMURA, SHIGA = "omura-desk-1@example.com", "shiga-desk-1@example.com"
LOOK, TAKE = "内容を確かめる", "取り込む"


@pytest.fixture
def manager(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> StaffVisit:
    """The manager, where meetings come from the pool."""
    app = create_app(replace(config_for(sqlite_town_url, tmp_path), meetings="pool"), clock=clock)
    return StaffVisit(app).sign_in(MANAGER)


def upload(visit: StaffVisit, text: str | bytes) -> TestResponse:
    """Choose a file and have a look at it."""
    visit.open("/desk/pool")
    form = visit.form(LOOK)
    content = text.encode() if isinstance(text, str) else text
    sent = {**form.fields, "file": (BytesIO(content), "pool.csv")}
    visit.answer = visit.client.post(form.action, data=sent, follow_redirects=True)
    return visit.answer


def pooled(visit: StaffVisit) -> int:
    """How many meetings lie in the pool."""
    with visit.app.app_context():
        return how_many(PoolMeeting)


def test_a_file_is_shown_before_it_is_taken_in(manager: StaffVisit) -> None:
    assert "新しく加わるもの 2件" in upload(manager, pool_file(SHIGA, meetings=2)).text
    assert pooled(manager) == 0
    assert "2件を加え、0件を書きかえました" in manager.press(TAKE).text
    assert (pooled(manager), audit_acts(manager.app)[-1].endswith("fill_pool pool")) == (2, True)


def test_the_same_file_again_changes_nothing(manager: StaffVisit) -> None:
    upload(manager, pool_file(SHIGA, meetings=2))
    manager.press(TAKE)
    assert "すべて登録済みです" in upload(manager, pool_file(SHIGA, meetings=2)).text


def test_no_page_shows_a_passcode_or_a_link(manager: StaffVisit) -> None:
    pages = upload(manager, pool_file(SHIGA, meetings=2)).text + manager.press(TAKE).text
    assert "85550000002" in pages
    assert [secret for secret in ("902101", "902102", "s3cret") if secret in pages] == []


def test_every_bad_line_is_named_and_nothing_is_taken_in(manager: StaffVisit) -> None:
    answer = upload(manager, pool_file(SHIGA, meetings=1) + "\n1,2,3,\n85550000003,902103,nonsense," + SHIGA)
    assert answer.status_code == 422
    for shown in ("3行目：ミーティングIDは", "3行目：ホストには", "4行目：リンクは", "何も変わっていません"):
        assert shown in answer.text
    assert pooled(manager) == 0


@pytest.mark.parametrize(("file", "said"), [(b"", "CSVファイルを選んで"), (b"x" * 70_000, "ファイルが大きすぎます")])
def test_no_file_or_too_large_a_one_is_told(manager: StaffVisit, file: bytes, said: str) -> None:
    answer = upload(manager, file)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_another_offices_host_is_refused(manager: StaffVisit) -> None:
    answer = upload(manager, pool_file("nobody@example.com", meetings=1))
    assert "2行目：ホストには" in answer.text


def test_what_was_shown_to_one_cannot_be_confirmed_by_changing_it(manager: StaffVisit) -> None:
    upload(manager, pool_file(SHIGA, meetings=1))
    assert manager.press(TAKE, sealed="gAAAAAforged").status_code == 400
    assert pooled(manager) == 0


def test_clerks_do_not_fill_the_pool(manager: StaffVisit) -> None:
    assert StaffVisit(manager.app).sign_in(OMURA_CLERK).open("/desk/pool").status_code == 403


def look_at_pools(app: Flask) -> None:
    """What the scheduler does when it starts, and every ten minutes."""
    (job,) = [job for job in jobs(app) if job.name == "note_low_pools"]
    assert (job.at_start, job.seconds) == (True, 600)
    job.run()


def test_a_pool_that_runs_low_alarms_and_is_shown_at_the_desk(manager: StaffVisit) -> None:
    look_at_pools(manager.app)
    assert "too few meetings in the pool: omura omura-desk-1" in manager.client.get("/alarmz").text
    clerk = StaffVisit(manager.app).sign_in(SHIGA_CLERK)
    assert "用意したミーティングが足りません" in clerk.open("/desk/meetings").text


def test_pools_at_which_nobody_has_looked_alarm(manager: StaffVisit) -> None:
    """As after a long rest, until the scheduler has looked."""
    assert "pools" not in manager.client.get("/alarmz").text
    given: Services = manager.app.extensions["services"]
    manager.app.extensions["services"] = replace(given, began_at=given.began_at - timedelta(minutes=31))
    not_looked_at = "the pools of meetings have not been looked at for long\n"
    assert not_looked_at in manager.client.get("/alarmz").text
    look_at_pools(manager.app)
    assert not_looked_at not in manager.client.get("/alarmz").text


def test_without_a_pool_nobody_is_told_to_fill_it(sqlite_town_url: str, clock: StandingClock, tmp_path: Path) -> None:
    visit = StaffVisit(create_app(config_for(sqlite_town_url, tmp_path), clock=clock)).sign_in(SHIGA_CLERK)
    look_at_pools(visit.app)
    assert "足りません" not in visit.open("/desk/meetings").text
    assert visit.client.get("/alarmz").text == "ok\n"
    assert "pool" not in visit.client.get("/alarmz").text
