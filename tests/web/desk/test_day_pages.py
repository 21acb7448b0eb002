"""The pages around a day's sheet: filters, what keeps itself up to date, counsellors, notes, calls, another desk."""

import re

import pytest
from flask import Flask

from booking.tables import Booking
from database.base import db
from tests.bookings.town_bookings import booked, booking_of
from tests.town import StandingClock, staff_id
from tests.web.staff_visits import COUNSELLOR, StaffVisit, issue_meetings

SHO, LAN, KAKUTO = "70000-0000005", "70000-0000006", "70000-0000003"
CLERK = "uketsuke.shiomizaka@example.com"
FRI_27 = "2026-11-27"
FIRST_DESK = "オンライン相談窓口1の担当を決める"


@pytest.fixture
def numbers(sqlite_app: Flask) -> list[str]:
    """Two at ten, at either desk, and one at eleven."""
    with sqlite_app.app_context():
        times = {SHO: "10:00", LAN: "10:00", KAKUTO: "11:00"}
        made = [booked(who, f"{FRI_27} {at}", procedure="shiomizaka-soudan") for who, at in times.items()]
    issue_meetings(sqlite_app)
    return made


@pytest.fixture
def clerk(sqlite_app: Flask, numbers: list[str]) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(CLERK)


def booking(visit: StaffVisit, number: str) -> Booking:
    with visit.app.app_context():
        found = booking_of(number)
        assert found.desk.code
        db.session.expunge_all()
        return found


def shown(visit: StaffVisit, address: str) -> list[str]:
    """The bookings on the sheet of an address, by the names of their people."""
    page = visit.open(address).text
    return [name for name in ("試野 翔一朗", "グエン ティ ラン", "山﨑 架空斗") if name in page]


def test_the_sheet_of_one_desk_shows_no_other(clerk: StaffVisit, numbers: list[str]) -> None:
    second = booking(clerk, numbers[1]).desk_id
    assert shown(clerk, f"/desk?day={FRI_27}&desk={second}") == ["グエン ティ ラン"]
    assert shown(clerk, f"/desk?day={FRI_27}&counsellor=0") == ["試野 翔一朗", "グエン ティ ラン", "山﨑 架空斗"]


@pytest.mark.parametrize("filtered", ["desk=x", "desk=-1", "counsellor=99999999999", "desk=９"])
def test_a_malformed_filter_finds_no_sheet(clerk: StaffVisit, filtered: str) -> None:
    assert clerk.open(f"/desk?{filtered}").status_code == 404


def test_what_is_no_day_is_shown_as_it_was_typed(clerk: StaffVisit) -> None:
    assert re.search(r'name="day" type="text"[^>]* value="11/27"', clerk.open("/desk?day=11/27").text)
    assert re.search(r'name="day" type="date"[^>]* value="2026-11-27"', clerk.open(f"/desk?day={FRI_27}").text)


@pytest.mark.parametrize("typed", ["２０２６－１１－２７", "2026/11/27", "令和8年11月27日", " 2026-11-27 "])
def test_a_day_is_understood_as_it_is_typed(clerk: StaffVisit, typed: str) -> None:
    assert len(shown(clerk, f"/desk?day={typed}")) == 3


def test_the_rows_come_anew_without_keeping_anybody_signed_in(clerk: StaffVisit) -> None:
    renewed = clerk.client.get("/desk")
    asked = clerk.client.get(f"/desk/live?day={FRI_27}")
    assert "Set-Cookie" in renewed.headers
    assert "Set-Cookie" not in asked.headers
    assert ("試野 翔一朗" in asked.text, "csrf_token" in asked.text) == (True, False)


def test_the_rows_are_those_of_the_page(clerk: StaffVisit) -> None:
    page = clerk.open(f"/desk?day={FRI_27}").text
    assert clerk.client.get(f"/desk/live?day={FRI_27}").text.strip() in page


def test_each_row_has_one_button_that_stands_out_and_the_day_has_its_print_time(
    clerk: StaffVisit, clock: StandingClock
) -> None:
    clock.set(f"{FRI_27} 09:50")
    page = clerk.open("/desk").text
    assert len(re.findall(r'class="button button-primary"[^>]*data-key="start"', page)) == 2
    assert page.count("早めに始める") == 1
    clock.set(f"{FRI_27} 10:31")
    page = clerk.open("/desk").text
    assert len(re.findall(r'class="button button-primary"[^>]*data-key="mark"', page)) == 2
    assert page.count("autofocus") == 1
    assert "2026年11月27日（金） 10時31分に印刷" in page


def test_a_substitute_takes_the_desk_and_the_sheet_names_them(clerk: StaffVisit, numbers: list[str]) -> None:
    with clerk.app.app_context():
        who = staff_id("管理 京子")
    clerk.open(f"/desk/day/counsellors?day={FRI_27}")
    answer = clerk.press(FIRST_DESK, counsellor=str(who))
    assert "担当を替えました。" in answer.text
    assert "管理 京子" in clerk.open(f"/desk?day={FRI_27}").text
    assert shown(clerk, f"/desk?day={FRI_27}&counsellor={who}") == ["試野 翔一朗", "山﨑 架空斗"]


def test_of_two_who_put_somebody_at_a_desk_the_second_reads_who_was_first(clerk: StaffVisit) -> None:
    clerk.open(f"/desk/day/counsellors?day={FRI_27}")
    form = clerk.form(FIRST_DESK)
    with clerk.app.app_context():
        first, second = staff_id("管理 京子"), staff_id("受付 三奈")
    clerk.send(form.action, **{**form.fields, "counsellor": str(first)})
    answer = clerk.send(form.action, **{**form.fields, "counsellor": str(second)})
    assert (answer.status_code, "ほかの職員が担当を替えました" in answer.text) == (409, True)


def test_one_booking_has_a_counsellor_of_its_own(clerk: StaffVisit, numbers: list[str]) -> None:
    with clerk.app.app_context():
        who = staff_id("管理 京子")
    clerk.open(f"/desk/bookings/{numbers[0]}")
    assert "<p>管理 京子</p>" in clerk.press("担当を決める", counsellor=str(who)).text
    assert shown(clerk, f"/desk?day={FRI_27}&counsellor={who}") == ["試野 翔一朗"]
    assert "前の担当：なし、新しい担当：管理 京子" in clerk.open(f"/desk/bookings/{numbers[0]}/history").text


def test_a_note_is_on_the_page_and_on_the_sheet_until_it_is_taken_away(clerk: StaffVisit, numbers: list[str]) -> None:
    clerk.open(f"/desk/bookings/{numbers[0]}")
    assert "髙い段差に注意 &lt;b&gt;" in clerk.press("メモを残す", note="髙い段差に注意 <b>").text
    assert "メモ：髙い段差に注意" in clerk.open(f"/desk?day={FRI_27}").text
    clerk.open(f"/desk/bookings/{numbers[0]}")
    assert "段差" not in clerk.press("メモ「髙い段差に注意 <b>」を消す").text


@pytest.mark.parametrize("typed", ["", " 　 ", "あ" * 301])
def test_a_note_that_says_nothing_or_too_much_is_shown_again(clerk: StaffVisit, numbers: list[str], typed: str) -> None:
    clerk.open(f"/desk/bookings/{numbers[0]}")
    answer = clerk.press("メモを残す", note=typed)
    assert (answer.status_code, 'id="error-note"' in answer.text) == (422, True)
    assert typed.strip() in answer.text


def test_a_call_is_noted_before_a_no_show_and_shown_everywhere(
    clerk: StaffVisit, numbers: list[str], clock: StandingClock
) -> None:
    assert "まだありません" in clerk.open(f"/desk/day/calls?day={FRI_27}").text
    clock.set(f"{FRI_27} 10:20")
    clerk.open(f"/desk/bookings/{numbers[0]}/attendance?back=sheet")
    answer = clerk.press("電話を記録する", called_clock="１０：１２", result="no_answer")
    assert "電話したことを記録しました。" in answer.text
    assert "10時12分 出なかった 受付 三奈" in answer.text
    assert "電話 10時12分 出なかった" in clerk.open("/desk").text
    assert "出なかった（受付 三奈）" in clerk.open(f"/desk/bookings/{numbers[0]}").text
    clerk.open(f"/desk/bookings/{numbers[0]}/attendance")
    clerk.press("電話を記録する", called_clock="10:18", result="no_answer")
    listed = clerk.open("/desk/day/calls").text
    assert 0 < listed.index("電話 10時18分 出なかった") < listed.index("電話 10時12分 出なかった")
    assert "10時12分" not in clerk.open("/desk").text


@pytest.mark.parametrize(
    "typed",
    [
        {"result": ""},
        {"result": "spoke", "called_clock": "25:00"},
        {"result": "spoke", "called_clock": "10:12 10:13"},
        {"result": "spoke", "called_clock": "10:21"},
        {"result": "spoke", "called_day": "2026-11-26"},
        {"result": "spoke", "called_day": "きのう"},
    ],
)
def test_a_call_that_cannot_have_been_is_asked_for_again(
    clerk: StaffVisit, numbers: list[str], clock: StandingClock, typed: dict[str, str]
) -> None:
    clock.set(f"{FRI_27} 10:20")
    clerk.open(f"/desk/bookings/{numbers[0]}/attendance")
    answer = clerk.press("電話を記録する", **typed)
    assert answer.status_code == 422
    assert all(f'value="{value}"' in answer.text for value in typed.values() if value)


def test_a_day_goes_to_the_other_desk_and_leads_to_a_list_to_call(clerk: StaffVisit, numbers: list[str]) -> None:
    clerk.open(f"/desk/day/desk?day={FRI_27}")
    assert "この時間に空いている窓口がありません" in clerk.answer.text
    answer = clerk.press("別の窓口へ移す", **{f"desk-{numbers[2]}": "shiomizaka-desk-2"})
    assert "1件を別の窓口へ移しました。" in answer.text
    assert answer.request.path.startswith("/desk/calls/")
    assert booking(clerk, numbers[2]).sequence == 1


def test_without_a_choice_nothing_is_moved_and_the_page_says_so(clerk: StaffVisit, numbers: list[str]) -> None:
    clerk.open(f"/desk/bookings/{numbers[2]}/desk")
    answer = clerk.press("別の窓口へ移す")
    assert (answer.status_code, "移す予約が選ばれていません" in answer.text) == (422, True)
    assert booking(clerk, numbers[2]).sequence == 0


def test_a_counsellor_moves_nobody_and_another_office_sees_nothing(
    sqlite_app: Flask, clerk: StaffVisit, numbers: list[str]
) -> None:
    theirs = StaffVisit(sqlite_app).sign_in(COUNSELLOR)
    assert theirs.open(f"/desk/day/desk?day={FRI_27}").status_code == 403
    assert shown(theirs, f"/desk/day/calls?day={FRI_27}") == []
    for address in (f"/desk/bookings/{numbers[0]}/notes", f"/desk/bookings/{numbers[0]}/calls"):
        token = theirs.open("/desk").text.split('name="csrf_token" value="')[1].split('"')[0]
        sent = {"csrf_token": token, "note": "x", "submit_key": "k" * 16}
        assert theirs.send(address, **sent).status_code == 404
