"""The settings of an office: what a change does is shown first, and each booking is decided about."""

from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import select

from booking.core.channels import Channel
from booking.tables import Booking, BookingStatus
from database.base import db
from tests.bookings.builders import change_seeker
from tests.bookings.town_bookings import booked, closing_days_of
from tests.town import MISAKI, StandingClock
from tests.web.seeker_visits import SeekerVisit, run_jobs
from tests.web.staff_visits import ADMINISTRATOR, COUNSELLOR, MANAGER, OMURA_CLERK, StaffVisit, audit_acts
from tests.whole.visitor import Form, forms_of

KAKUTO = "70000-0000003"
OMURA = "/desk/office/omura"
CLOSE_THU_26 = f"{OMURA}/closing-days/new?day=2026-11-26&reason=設備点検"
TIMETABLE = f"{OMURA}/procedures/omura-soudan/timetable"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    """The manager of all three offices."""
    return StaffVisit(sqlite_app).sign_in(MANAGER)


@pytest.fixture
def number(sqlite_app: Flask) -> str:
    """The number of Misaki's booking at Omura on Thursday 26 November, 10:00."""
    with sqlite_app.app_context():
        return booked(MISAKI, "2026-11-26 10:00")


def booking(app: Flask, number: str) -> Booking:
    with app.app_context():
        return db.session.scalars(select(Booking).where(Booking.number == number)).one()


def closing_days(app: Flask) -> list[str]:
    with app.app_context():
        return [closing.isoformat() for closing in closing_days_of("omura")]


def test_a_manager_of_several_offices_chooses_one(manager: StaffVisit) -> None:
    page = manager.open("/desk/office").text
    assert page.count("/desk/office/") == 3
    assert "ハローワーク大村の設定" in manager.open(OMURA).text


def test_clerks_and_counsellors_change_nothing(sqlite_app: Flask) -> None:
    for email in (OMURA_CLERK, COUNSELLOR):
        visit = StaffVisit(sqlite_app).sign_in(email)
        assert "安定所の設定" not in visit.answer.text
        assert visit.open(OMURA).status_code == 403


@pytest.mark.parametrize("address", ["/desk/office/tokyo", f"{OMURA}/closing-days/2026-13-01/remove"])
def test_an_unknown_office_or_a_malformed_day_is_not_there(manager: StaffVisit, address: str) -> None:
    assert manager.open(address).status_code == 404


def test_the_impact_names_each_booking_and_how_its_seeker_is_reached(manager: StaffVisit, number: str) -> None:
    page = manager.open(CLOSE_THU_26).text
    for shown in ("2026年11月26日（木）を閉庁日にする", "髙城 美咲", "メッセージとメール", "10時00分～10時30分"):
        assert shown in page
    assert booking(manager.app, number).display_name in page
    assert "11月24日（火）23時59分" in page  # Friday 27 closes a day earlier
    assert closing_days(manager.app) == []


def chosen(number: str, value: str) -> dict[str, str]:
    """What a browser sends for the radio button that was ticked."""
    return {f"fate-{number}": value}


def test_who_is_reached_only_by_phone_stands_with_the_number_to_call(manager: StaffVisit, number: str) -> None:
    with manager.app.app_context():
        change_seeker(MISAKI, my_page_opened=False, email=None)
    page = manager.open(CLOSE_THU_26).text
    assert "電話をかける方が1人います" in page
    assert "電話だけ" in page
    assert "090-0000-0002" in page


def test_nothing_is_decided_by_default(manager: StaffVisit, number: str) -> None:
    page = manager.open(CLOSE_THU_26).text
    assert " checked" not in page.split("fate-")[1]
    answer = manager.press("この内容で変更する")
    assert answer.status_code == 422
    assert f'href="#field-fate-{number}">髙城 美咲さんの予約をどうするか、選んでください' in answer.text
    assert f'id="field-fate-{number}"' in answer.text
    assert closing_days(manager.app) == []
    assert "予定どおり行います" not in SeekerVisit(manager.app).sign_in().open(f"/mypage/bookings/{number}").text


def test_a_booking_that_was_kept_is_marked_and_its_seeker_knows(manager: StaffVisit, number: str) -> None:
    manager.open(CLOSE_THU_26)
    page = manager.press("この内容で変更する", **chosen(number, "keep")).text
    assert "取り消した予約は0件、窓口を移した予約は0件、そのまま行う予約は1件です" in page
    assert "時間割の外" in manager.open("/desk?day=2026-11-26").text
    assert "この日は休みの日です。この予約は有効です。" in manager.open(f"/desk/bookings/{number}").text
    seeker = SeekerVisit(manager.app).sign_in()
    assert "予定どおり行います" in seeker.open(f"/mypage/bookings/{number}").text


def test_a_cancelled_booking_offers_its_seeker_new_times(manager: StaffVisit, number: str) -> None:
    manager.open(CLOSE_THU_26)
    manager.press("この内容で変更する", **chosen(number, "cancel"))
    cancelled = booking(manager.app, number)
    assert (cancelled.status, cancelled.cancel_reason) == (BookingStatus.CANCELLED_BY_OFFICE, "設備点検")
    seeker = SeekerVisit(manager.app).sign_in()
    seeker.open("/mypage/messages")
    newest = seeker.answer.text.split('href="/mypage/messages/')[1].split('"')[0]
    page = seeker.open(f"/mypage/messages/{newest}").text
    for shown in ("安定所の都合で", "設備点検", "新しい日時のご案内", "2026年11月25日（水）"):
        assert shown in page
    assert '11月26日（木）</span> <span class="unbroken">11時00分' not in page  # the closed day is not offered


@pytest.mark.parametrize(
    ("rest", "alone", "statuses"),
    [
        ("keep", "cancel", (BookingStatus.CANCELLED_BY_OFFICE, BookingStatus.BOOKED)),
        ("cancel", "keep", (BookingStatus.BOOKED, BookingStatus.CANCELLED_BY_OFFICE)),
    ],
)
def test_one_choice_stands_for_all_that_have_none_of_their_own(
    manager: StaffVisit, number: str, rest: str, alone: str, statuses: tuple[BookingStatus, ...]
) -> None:
    with manager.app.app_context():
        other = booked(KAKUTO, "2026-11-26 11:00")
    manager.open(CLOSE_THU_26)
    assert manager.press("この内容で変更する", rest=rest, **chosen(number, alone)).status_code == 200
    assert (booking(manager.app, number).status, booking(manager.app, other).status) == statuses


def test_cancelling_needs_a_reason_and_keeps_what_was_chosen(manager: StaffVisit, number: str) -> None:
    manager.open(CLOSE_THU_26)
    answer = manager.press("この内容で変更する", reason=" ", **chosen(number, "cancel"))
    assert answer.status_code == 422
    assert "求職者に伝える理由を入力してください" in answer.text
    assert _form(manager).fields[f"fate-{number}"] == "cancel"
    assert closing_days(manager.app) == []


def test_a_booking_made_meanwhile_is_shown_before_anything_changes(manager: StaffVisit, number: str) -> None:
    manager.open(CLOSE_THU_26)
    with manager.app.app_context():
        newcomer = booked(KAKUTO, "2026-11-26 11:00")
    answer = manager.press("この内容で変更する", rest="cancel")
    assert answer.status_code == 409
    assert "山﨑 架空斗" in answer.text
    fields = _form(manager).fields
    assert fields[f"fate-{number}"] == "cancel"
    assert (fields["rest"], f"fate-{newcomer}" in fields) == ("", False)  # of whom nobody knew when choosing for all
    assert booking(manager.app, number).status is BookingStatus.BOOKED
    assert manager.press("この内容で変更する").status_code == 422
    assert manager.press("この内容で変更する", **chosen(newcomer, "keep")).status_code == 200
    assert closing_days(manager.app) == ["2026-11-26"]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("day=&reason=点検", "閉庁日の日付を入力してください"),
        ("day=2026-11-31&reason=点検", "閉庁日の日付を入力してください"),
        ("day=2026-11-26&reason=%00", "閉庁の理由を入力してください"),
        (f"day=2026-11-26&reason={'あ' * 101}", "いまは101文字です"),
        ("day=2026-11-19&reason=点検", "もう過ぎています"),
        ("day=2026-11-23&reason=点検", "勤労感謝の日"),
        ("day=2026-11-28&reason=点検", "土曜日"),
    ],
)
def test_a_day_that_cannot_be_closed_is_explained_at_its_field(manager: StaffVisit, typed: str, complaint: str) -> None:
    answer = manager.open(f"{OMURA}/closing-days/new?{typed}")
    assert answer.status_code in {409, 422}
    assert complaint in answer.text


def test_a_closing_is_taken_back_without_asking_about_anybody(manager: StaffVisit) -> None:
    manager.open(CLOSE_THU_26)
    manager.press("この内容で変更する")
    page = manager.open(f"{OMURA}/closing-days/2026-11-26/remove").text
    assert "この日の相談の時間は、また予約できるようになります" in page
    assert "遅くなります" in page  # Friday 27 gets its day back
    manager.press("この内容で変更する")
    assert closing_days(manager.app) == []
    assert manager.open(f"{OMURA}/closing-days/2026-11-26/remove").status_code == 409
    acts = [act.split(" ", 1)[1] for act in audit_acts(manager.app) if "office:omura" in act]
    assert acts == ["close_day office:omura", "reopen_day office:omura"]


def test_a_new_timetable_is_typed_with_whatever_width_and_sign(manager: StaffVisit, number: str) -> None:
    assert 'value="10:00 11:00 15:00"' in manager.open(TIMETABLE).text
    page = manager.open(f"{TIMETABLE}/new?from=2026-11-26&wed=１０：００、11:00&thu=11時00分").text
    assert "髙城 美咲" in page
    manager.press("この内容で変更する", **chosen(number, "keep"))
    page = manager.open(OMURA).text
    assert "2026年11月26日（木）から" in page
    assert "職業相談" in page


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("from=&wed=10:00", "新しい時間割を始める日を入力してください"),
        ("from=2026-11-19&wed=10:00", "もう過ぎています"),
        ("from=2026-12-02&wed=10:00 25:00", "「10:00 11:00」のように"),
        ("from=2026-12-02&wed=10:00 10:30", "10:45 以降"),
        ("from=2026-12-02&wed=10:10", "15分の区切りではありません"),
    ],
)
def test_a_timetable_that_cannot_be_is_explained_and_kept(manager: StaffVisit, typed: str, complaint: str) -> None:
    answer = manager.open(f"{TIMETABLE}/new?{typed}")
    assert answer.status_code == 422
    assert complaint in answer.text
    assert 'value="10:' in answer.text


def test_a_desk_is_taken_out_and_put_back_in(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(ADMINISTRATOR)
    desk = "/desk/office/shiomizaka/procedures/shiomizaka-soudan/desks/shiomizaka-desk-2"
    assert "を、この手続きから外す" in visit.open(f"{desk}/out").text
    assert "ただ1つの窓口なので、外せません" in visit.press("この内容で変更する").text
    visit.open(f"{desk}/in")
    assert "ただ1つの窓口なので" not in visit.press("この内容で変更する").text


def test_an_only_desk_stays(manager: StaffVisit) -> None:
    answer = manager.open(f"{OMURA}/procedures/omura-soudan/desks/omura-desk-1/out")
    assert answer.status_code == 422
    assert "この内容には変えられません" in answer.text
    assert manager.open(f"{OMURA}/procedures/omura-soudan/desks/nowhere/out").status_code == 404


def test_a_desk_without_its_rest_is_explained_by_name(manager: StaffVisit) -> None:
    answer = manager.open(f"{OMURA}/procedures/omura-nintei/desks/omura-desk-1/in")  # until 15:00; 職業相談 is at 15:00
    assert answer.status_code == 422
    assert "「オンライン職業相談窓口」で「失業認定」の 14:30 からの相談と休みに重なります" in answer.text


def test_what_was_a_mistake_is_taken_back_until_the_mails_go_out(
    manager: StaffVisit, number: str, clock: StandingClock
) -> None:
    manager.open(CLOSE_THU_26)
    assert "まだ、どなたにも伝わっていません" in manager.press("この内容で変更する", **chosen(number, "cancel")).text
    clock.move(minutes=1)
    assert "元に戻しました。" in manager.press("元に戻す").text
    assert (booking(manager.app, number).status, closing_days(manager.app)) == (BookingStatus.BOOKED, [])
    manager.open(CLOSE_THU_26)
    manager.press("この内容で変更する", **chosen(number, "cancel"))
    clock.move(minutes=3)
    run_jobs(manager.app)
    assert manager.press("元に戻す").status_code == 409
    assert "元に戻す" not in manager.open("/desk/calls/2").text


def test_the_mail_leads_to_new_times(manager: StaffVisit, number: str, clock: StandingClock) -> None:
    manager.open(CLOSE_THU_26)
    manager.press("この内容で変更する", **chosen(number, "cancel"))
    clock.move(minutes=3)
    run_jobs(manager.app)
    (path,) = manager.app.extensions["services"].config.mail_folder.glob("**/*.eml")
    text = message_from_bytes(path.read_bytes(), policy=policy.default).get_content().replace("\r\n", "\n")
    assert "■ 新しい日時の予約\nhttp" in text
    assert "/procedures/omura-soudan\n" in text


def test_a_page_left_open_over_midnight_closes_no_past_day(manager: StaffVisit, clock: StandingClock) -> None:
    manager.open(f"{OMURA}/closing-days/new?day=2026-11-20&reason=大雪")
    clock.set("2026-11-21 00:00")
    assert manager.press("この内容で変更する").status_code == 422
    assert closing_days(manager.app) == []


def test_an_afternoon_is_closed_and_concerns_only_it(manager: StaffVisit, number: str) -> None:
    with manager.app.app_context():
        later = booked(KAKUTO, "2026-11-26 15:00")
    page = manager.open(f"{CLOSE_THU_26}&closed_from=１３時").text
    assert "2026年11月26日（木）の13時00分からを閉庁にする" in page
    assert (f"fate-{number}" in page, f"fate-{later}" in page) == (False, True)
    manager.press("この内容で変更する", **chosen(later, "keep"))
    shown = manager.open("/procedures/omura-soudan?day=2026-11-26").text
    assert "設備点検" in shown  # beside 15:00; 11:00 can still be booked


def test_days_on_end_are_closed_and_opened_again_in_one_step(manager: StaffVisit) -> None:
    manager.open(f"{CLOSE_THU_26}&last=2026-12-01")
    manager.press("この内容で変更する")
    assert closing_days(manager.app) == ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01"]
    assert "2026年11月26日（木）から2026年12月1日（火）まで" in manager.open(OMURA).text
    manager.open(f"{OMURA}/closing-days/2026-11-26/remove?last=2026-12-01")
    manager.press("この内容で変更する")
    assert closing_days(manager.app) == []


def test_snow_closes_all_own_offices_at_once_and_leaves_a_list_for_each(manager: StaffVisit, number: str) -> None:
    with manager.app.app_context():
        shiga = booked(KAKUTO, "2026-11-26 10:30", procedure="shiga-soudan", channel=Channel.PHONE)
    page = manager.open(f"{CLOSE_THU_26}&all=yes").text
    assert page.count("の影響する予約") == 4  # heading and caption of two tables; nobody has booked at Shiomizaka
    assert manager.press("この内容で変更する", **chosen(number, "keep")).status_code == 422
    assert closing_days(manager.app) == []  # one of Shiga is not decided, and no office is closed
    answer = manager.press("この内容で変更する", **chosen(shiga, "cancel"))
    assert "ハローワーク大村" in answer.text
    assert "しが就職氷河期世代サポートコーナー" in answer.text
    with manager.app.app_context():
        assert [len(closing_days_of(code)) for code in ("omura", "shiga", "shiomizaka")] == [1, 1, 2]
    assert booking(manager.app, shiga).status is BookingStatus.CANCELLED_BY_OFFICE


def test_an_office_that_is_closed_already_keeps_no_other_from_closing(manager: StaffVisit) -> None:
    manager.open(CLOSE_THU_26)
    manager.press("この内容で変更する")
    assert "この日はもともと休みです" not in manager.open(f"{CLOSE_THU_26}&all=yes").text
    manager.press("この内容で変更する")
    again = manager.open(f"{CLOSE_THU_26}&all=yes")
    assert (again.status_code, "は休みの日です" in again.text) == (409, True)


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("&last=2026-11-25", "始まりの日より後の日"),
        ("&last=あした", "最後の日の日付を入力してください"),
        ("&closed_from=25:00", "「13:00」のように"),
        ("&closed_from=13:00 14:00", "「13:00」のように"),
        ("&closed_from=13:00&closed_until=１２：００", "始まりの時刻より後の時刻"),
    ],
)
def test_days_and_hours_that_cannot_be_are_explained_and_kept(manager: StaffVisit, typed: str, complaint: str) -> None:
    answer = manager.open(f"{CLOSE_THU_26}{typed}")
    assert answer.status_code == 422
    assert complaint in answer.text
    assert "<details open>" in answer.text


def test_a_saturday_is_opened_changed_and_taken_back(manager: StaffVisit) -> None:
    saturday = "day=2026-12-12&name=土曜日の相談&starts-omura-soudan=１０：００ 11時00分"
    manager.open(f"{OMURA}/openings/new?{saturday}")
    manager.press("この内容で変更する")
    assert "10時00分" in manager.open("/procedures/omura-soudan?day=2026-12-12").text
    assert 'value="10:00 11:00"' in manager.open(f"{OMURA}/openings?day=2026-12-12").text
    assert "影響する予約" in manager.open(f"{OMURA}/openings/2026-12-12/remove").text
    manager.press("この内容で変更する")
    assert "これからの臨時開庁はありません" in manager.open(OMURA).text


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("day=&name=相談&starts-omura-soudan=10:00", "臨時開庁の日付を入力してください"),
        ("day=2026-12-12&name=&starts-omura-soudan=10:00", "臨時開庁の名前を入力してください"),
        ("day=2026-12-12&name=相談", "少なくとも1つの手続きに"),
        ("day=2026-12-12&name=相談&starts-omura-soudan=じゅうじ", "「10:00 11:00」のように"),
        ("day=2026-12-12&name=相談&starts-omura-soudan=10:10", "15分の区切りではありません"),
        ("day=2026-11-14&name=相談&starts-omura-soudan=10:00", "もう過ぎています"),
    ],
)
def test_an_opening_that_cannot_be_is_explained_at_its_field(manager: StaffVisit, typed: str, complaint: str) -> None:
    answer = manager.open(f"{OMURA}/openings/new?{typed}")
    assert answer.status_code == 422
    assert complaint in answer.text


def test_a_planned_timetable_is_taken_back(manager: StaffVisit) -> None:
    manager.open(f"{TIMETABLE}/new?from=2026-12-02&wed=10:00")
    manager.press("この内容で変更する")
    assert "2026年12月2日（水）から" in manager.open(OMURA).text
    manager.open(f"{TIMETABLE}/2026-12-02/remove")
    manager.press("この内容で変更する")
    assert "2026年12月2日（水）から" not in manager.open(OMURA).text
    assert manager.open(f"{TIMETABLE}/2026-12-02/remove").status_code == 409


def _form(visit: StaffVisit) -> Form:
    return next(form for form in forms_of(visit.answer.text) if "この内容で変更する" in form.buttons)
