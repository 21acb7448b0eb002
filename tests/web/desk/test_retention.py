"""An administrator reads what is kept for how long, and chooses it where that is a choice."""

import pytest
from flask import Flask

from booking.bookings.book import book
from tests.bookings.builders import web_request
from tests.town import FRIDAY_MORNING, StandingClock
from tests.web.seeker_visits import run_jobs
from tests.web.staff_visits import ADMINISTRATOR, MANAGER, StaffVisit, audit_acts

DETAILS = "/desk/retention/details"


@pytest.fixture
def administrator(sqlite_app: Flask) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)


def test_everything_stands_there_and_another_time_is_seen(administrator: StaffVisit) -> None:
    page = administrator.open("/desk/retention").text
    for words in ("相談のあと7日", "その日から60日", "届いてから1年"):
        assert words in page
    administrator.open(DETAILS)
    assert "相談のあと14日" in administrator.press("変更する", days="１４").text
    assert audit_acts(administrator.app)[-1].endswith("choose_period period:details")


@pytest.mark.parametrize(
    ("typed", "complaint"), [("三十", "数字で入力してください。"), ("366", "選べるのは、1日から365日までです。")]
)
def test_what_cannot_be_is_told_at_the_field_and_stays_typed(
    administrator: StaffVisit, typed: str, complaint: str
) -> None:
    administrator.open(DETAILS)
    answer = administrator.press("変更する", days=typed)
    assert answer.status_code == 422
    assert complaint in answer.text
    assert f'value="{typed}"' in answer.text


def test_what_would_go_tonight_is_counted_before_it_is_done(sqlite_app: Flask, clock: StandingClock) -> None:
    with sqlite_app.app_context():
        book(web_request(), now=FRIDAY_MORNING)
    run_jobs(sqlite_app)
    clock.set("2026-11-30 09:00")  # Monday, five days after the consultation
    visit = StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)
    visit.open(DETAILS)
    assert "これまでなら残る1件が消えます" in visit.press("変更する", days="3").text
    assert "相談のあと3日" in visit.press("消えることを確かめたので、変更する").text


def test_managers_choose_nothing_for_all_offices(sqlite_app: Flask) -> None:
    assert StaffVisit(sqlite_app).sign_in(MANAGER).open("/desk/retention").status_code == 403
