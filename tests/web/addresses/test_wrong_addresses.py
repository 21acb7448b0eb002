"""Addresses that no page of ours made: answered clearly, on both engines, and never with a fault."""

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter

from booking.core.input.parsing import LARGEST_ID
from tests.town import MISAKI
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit

HUGE = "99999999999999999999"


@pytest.mark.parametrize(
    "path",
    [
        f"/desk/seekers/{HUGE}",
        f"/desk/call/{HUGE}",
        f"/desk/call/{HUGE}/book",
        "/procedures/x%00y",
    ],
)
def test_what_cannot_be_is_not_found(served_app: Flask, path: str) -> None:
    assert StaffVisit(served_app).sign_in(OMURA_CLERK).open(path).status_code == 404


def test_no_number_in_an_address_is_larger_than_any_row_has(sqlite_app: Flask) -> None:
    converters = [(rule.rule, one) for rule in sqlite_app.url_map.iter_rules() for one in rule._converters.values()]
    numbers = {path: one.max for path, one in converters if isinstance(one, IntegerConverter)}
    assert {path: most for path, most in numbers.items() if most is None or most > LARGEST_ID} == {}
    assert "/desk/account/passkeys/<int" in "".join(numbers)


@pytest.mark.parametrize("question", ["from=2099-12-31", "procedure=omura%00soudan", "from=2026-11-25%00"])
def test_a_question_for_times_that_cannot_be_is_not_found(served_app: Flask, question: str) -> None:
    visit = StaffVisit(served_app).sign_in(OMURA_CLERK)
    misaki = visit.open_checked(MISAKI)
    assert visit.open(f"/desk/call/{misaki}?{question}").status_code == 404


@pytest.mark.parametrize("path", ["/desk?day=2098-12-31", "/desk?day=2000-01-01"])
def test_the_first_and_the_last_year_still_have_a_sheet(sqlite_app: Flask, path: str) -> None:
    assert StaffVisit(sqlite_app).sign_in(OMURA_CLERK).open(path).status_code == 200


def test_a_day_of_no_sheet_may_have_been_typed_and_is_complained_of(sqlite_app: Flask) -> None:
    answer = StaffVisit(sqlite_app).sign_in(OMURA_CLERK).open("/desk?day=2099-12-31")
    assert answer.status_code == 422
    assert "日付を入力してください。例：2026-11-25" in answer.text


def test_a_procedure_with_a_nul_in_a_form_is_unknown(served_app: Flask) -> None:
    visit = StaffVisit(served_app).sign_in(OMURA_CLERK)
    misaki = visit.open_checked(MISAKI)
    visit.open_booking_form(misaki, "omura-soudan", "2026-11-25T10:00:00+09:00")  # Wednesday
    assert visit.press("予約する", procedure="omura\0soudan").status_code == 404


@pytest.mark.parametrize("year", [HUGE, "9" * 5000, "0", "-1"])
def test_a_year_of_birth_that_cannot_be_is_complained_of(sqlite_app: Flask, year: str) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    visit.open("/desk/seekers")
    answer = visit.press("開く", seeker_number=MISAKI, birth_year=year, birth_month="1", birth_day="1")
    assert answer.status_code == 422
    assert "生年月日を、西暦か元号で" in answer.text


@pytest.mark.parametrize("host", ["a" * 300, "a..b"])
def test_a_host_name_that_is_none_is_told_so(sqlite_app: Flask, host: str) -> None:
    answer = sqlite_app.test_client().get("/", headers={"Host": host})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "ホスト名を読み取れませんでした" in answer.text


def test_a_wrong_method_is_told_which_there_are(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().delete("/procedures/omura-soudan")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_who_asks_too_often_is_told_when_to_come_again(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.open("/login")
    for _ in range(100):
        assert visit.press("ログイン").status_code == 422
    answer = visit.press("ログイン")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert "5分ほど待ってから" in answer.text


def test_a_style_that_is_not_there_may_be_asked_for_again(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().get("/static/nothing.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-cache")
