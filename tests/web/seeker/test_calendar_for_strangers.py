"""What strangers see is computed once and kept: for nobody else, and never after anything has changed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from booking.assets import assets
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.hold import give_up, hold
from booking.office_changes.import_file import import_office
from booking.offices.file.read import read_office
from database.base import db
from tests.bookings.builders import WED_10, web_request
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, office_time, seeker_id
from tests.web.seeker_visits import KAKUTO, OMURA, WED_25, SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit
from tests.web.statements import statements

HOLD = f"{OMURA}/hold"
CHOSEN = {"starts_at": "2026-11-25T10:00:00+09:00"}


def seen(app: Flask) -> str:
    """What a stranger with a fresh browser sees of Wednesday 25 November."""
    answer = app.test_client().get(WED_25)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)
    return answer.text


def ten_is_free(app: Flask) -> bool:
    """Whether a stranger may press 10:00."""
    return 'value="2026-11-25T10:00:00+09:00"' in seen(app)


def test_every_stranger_gets_the_same_answer_and_whoever_has_it_is_told_so(sqlite_app: Flask) -> None:
    first, second = (sqlite_app.test_client().get(WED_25) for _ in range(2))
    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])
    assert {"Cookie", "Accept-Encoding"} <= set(second.vary)
    assert "csrf_token" not in second.text
    again = sqlite_app.test_client().get(WED_25, headers={"If-None-Match": second.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_nobody_is_shown_what_belongs_to_another(sqlite_app: Flask) -> None:
    stranger = seen(sqlite_app)
    misaki, kakuto = (SeekerVisit(sqlite_app).sign_in(login) for login in ("misaki@example.com", KAKUTO))
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    with sqlite_app.app_context():
        book(web_request(), now=FRIDAY_MORNING)
    assert "すでに予約しています" in misaki.open(WED_25).text
    assert "すでに予約しています" not in kakuto.open(WED_25).text
    assert "職員としてログインしています" in clerk.open(WED_25).text
    for visit in (misaki, kakuto, clerk):
        assert "ログアウト" in visit.answer.text
        assert visit.answer.headers["Cache-Control"] == "no-store"
    assert "ログアウト" not in seen(sqlite_app) + stranger


def test_who_signed_out_or_chose_a_time_is_answered_by_the_service_itself(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app)
    assert "仮押さえをやめました" not in seen(sqlite_app)
    visit.hold()
    assert visit.path == "/login"
    assert visit.open(WED_25).headers["Cache-Control"] == "no-store"  # its session says what was chosen
    assert sqlite_app.test_client().get(WED_25).headers["Cache-Control"] == "no-cache"


def test_the_first_page_is_kept_as_well_and_its_searches_are_not(sqlite_app: Flask) -> None:
    first = sqlite_app.test_client().get("/")
    with statements(sqlite_app) as asked:
        again = sqlite_app.test_client().get("/")
    assert (again.data, asked) == (first.data, [])
    assert "shiga-soudan" not in sqlite_app.test_client().get("/?q=大村").text


def test_the_first_page_of_whoever_is_signed_in_is_theirs(sqlite_app: Flask) -> None:
    sqlite_app.test_client().get("/")
    assert "ログアウト" in SeekerVisit(sqlite_app).sign_in().open("/").text
    assert "ログアウト" not in sqlite_app.test_client().get("/").text


def _held() -> str:
    return hold("omura-soudan", office_time(WED_10), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)


def _given_up() -> None:
    give_up(_held(), seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)


def _cancelled() -> None:
    number = book(web_request(), now=FRIDAY_MORNING)
    cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)


@pytest.mark.parametrize(
    ("change", "free"),
    [(_held, False), (lambda: book(web_request(), now=FRIDAY_MORNING), False), (_given_up, True), (_cancelled, True)],
)
def test_after_every_change_the_next_stranger_sees_it(app: Flask, change: Callable[[], object], free: bool) -> None:
    assert ten_is_free(app)
    change()
    assert ten_is_free(app) is free


def test_a_title_that_an_operator_changes_is_seen_at_once(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    assert "新しい名前の相談" not in seen(sqlite_app) + visit.open("/").text
    omura = read_office((assets("offices") / "omura.toml").read_text(encoding="utf-8"), file_name="omura.toml")
    renamed = tuple(replace(one, title="新しい名前の相談") for one in omura.procedures)
    with sqlite_app.app_context():
        import_office(replace(omura, procedures=renamed), actor="test", now=FRIDAY_MORNING)
    assert "新しい名前の相談" in seen(sqlite_app)
    assert "新しい名前の相談" in visit.open("/").text


def test_a_hold_that_lapses_and_a_deadline_that_passes_are_seen_without_any_change(
    sqlite_app: Flask, clock: StandingClock
) -> None:
    with sqlite_app.app_context():
        _held()
        db.session.remove()
    assert not ten_is_free(sqlite_app)
    clock.move(minutes=30)
    assert ten_is_free(sqlite_app)
    clock.set("2026-11-21 00:00")  # Saturday: booking for Wednesday 25 closed at midnight
    assert not ten_is_free(sqlite_app)


def test_a_day_outside_the_window_is_not_kept(sqlite_app: Flask) -> None:
    for day in ("2026-11-19", "2027-11-25"):
        assert "ETag" not in sqlite_app.test_client().get(f"{OMURA}?day={day}").headers
    assert sqlite_app.test_client().get(f"{OMURA}?day=tomorrow").status_code == 404


def test_an_address_that_names_something_else_to_show_is_not_answered_with_the_calendar(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    assert client.get(f"{WED_25}&day=poison").status_code == 200
    for more, status in (("", 200), ("&again=400", 400), ("&x=1", 200), ("", 200)):
        answer = client.get(f"{WED_25}{more}")
        assert (answer.status_code, "poison" in answer.text) == (status, False)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"}, 400),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "http://evil.example"}, 400),
        ({"Origin": "null", "Referer": "http://localhost/"}, 400),
        ({"Referer": "http://localhost/procedures/omura-soudan"}, 303),
        ({"Referer": "http://localhost.evil.example/"}, 400),
        ({}, 303),  # an old browser, whose owner is led to the sign-in
    ],
)
@pytest.mark.parametrize("form", [(HOLD, CHOSEN), (f"{OMURA}/waits", {"day": "2026-11-25"})], ids=["hold", "wait"])
def test_a_strangers_form_needs_no_token_but_has_to_stand_on_our_page(
    sqlite_app: Flask, form: tuple[str, dict[str, str]], told: dict[str, str], status: int
) -> None:
    address, fields = form
    client = sqlite_app.test_client()
    answer = client.post(address, data=fields, headers=told)
    where = answer.headers.get("Location", "")
    if status == 303:
        assert where.startswith("/login")
    else:
        assert client.get(where).status_code == status


def test_who_is_signed_in_needs_the_token_wherever_the_form_stood(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {}):
        answer = visit.client.post(HOLD, data=CHOSEN, headers=headers, follow_redirects=True)
        assert (answer.status_code, "今回の操作では、何も変わっていません" in answer.text) == (400, True)
