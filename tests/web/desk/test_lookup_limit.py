"""Whoever tries out numbers and birth dates is stopped; a colleague goes on working."""

import pytest
from flask import Flask

from booking.core.lookup_limit import LOOKUPS
from tests.town import TARO
from tests.web.staff_visits import OMURA_CLERK, SHIGA_CLERK, StaffVisit

TARO_BORN = {"seeker_number": TARO, "birth_year": "1979", "birth_month": "4", "birth_day": "2"}


@pytest.fixture
def clerk(sqlite_app: Flask) -> StaffVisit:
    """Omura's clerk, who has just missed as often as one may."""
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    statuses = [visit.press("開く", **(TARO_BORN | {"birth_day": f"{n + 3}"})).status_code for n in range(LOOKUPS)]
    assert set(statuses) == {404}
    return visit


def test_after_too_many_misses_not_even_the_right_date_opens_anybody(clerk: StaffVisit) -> None:
    answer = clerk.press("開く", **TARO_BORN)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "10分ほど待ってから" in answer.text
    assert TARO in answer.text


def test_a_colleague_is_not_stopped(clerk: StaffVisit) -> None:
    colleague = StaffVisit(clerk.app).sign_in(SHIGA_CLERK)
    colleague.open("/desk/seekers")
    assert colleague.press("開く", **TARO_BORN).status_code == 200


def test_who_finds_people_is_never_stopped(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    for _ in range(LOOKUPS + 1):
        visit.open("/desk/seekers")
        assert visit.press("開く", **TARO_BORN).status_code == 200
