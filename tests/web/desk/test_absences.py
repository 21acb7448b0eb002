"""From two missed consultations to a suspension and back, on the pages and over the API, as everybody meets it."""

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.tables import BookingStatus, Realm
from tests.api.calls import Caller, problem_of, token_of, wanted
from tests.attendance.absences import WED_2, decide, missed, suspended, the_state
from tests.bookings.builders import WED_10, the_booking, web_request
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import COUNSELLOR, MANAGER, OMURA_CLERK, StaffVisit

WED_9 = "2026-12-09T10:00:00+09:00"


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """The service; what the database does is tested with the actions."""
    return sqlite_app


@pytest.fixture
def number(app: Flask) -> str:
    """Misaki's booking on Wednesday 25 November at ten."""
    with app.app_context():
        return book(web_request(), now=FRIDAY_MORNING)


@pytest.fixture
def banned(app: Flask, clock: StandingClock) -> tuple[str, str]:
    """Misaki is suspended; it is Friday 4 December."""
    clock.set("2026-12-04 09:00")
    with app.app_context():
        return suspended()


def status_of(app: Flask, number: str) -> BookingStatus:
    with app.app_context():
        return the_booking(number).status


def test_from_the_days_sheet_one_press_marks_who_came(app: Flask, clock: StandingClock, number: str) -> None:
    clock.set("2026-11-25 10:05")
    visit = StaffVisit(app).sign_in(COUNSELLOR)
    answer = visit.press("10時00分 髙城 美咲様：相談済み")
    assert "出欠を記録しました。" in answer.text
    assert answer.request.path == "/desk"
    assert status_of(app, number) is BookingStatus.ATTENDED


def test_a_no_show_is_offered_with_the_phone_number_and_only_after_a_quarter_of_an_hour(
    app: Flask, clock: StandingClock, number: str
) -> None:
    clock.set("2026-11-25 10:14")
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    answer = visit.open(f"/desk/bookings/{number}/attendance?back=sheet")
    assert "090-0000-0002" in answer.text
    assert "10時15分からです" in answer.text
    assert 'value="no_show"' not in answer.text
    clock.set("2026-11-25 10:15")
    visit.open(f"/desk/bookings/{number}/attendance?back=sheet")
    assert visit.press("無断欠席").request.path == "/desk"
    assert status_of(app, number) is BookingStatus.NO_SHOW


def test_an_excuse_without_a_reason_is_asked_for_it_and_nothing_is_lost(
    app: Flask, clock: StandingClock, number: str
) -> None:
    clock.set("2026-11-25 10:20")
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open(f"/desk/bookings/{number}/attendance")
    assert visit.press("欠席（連絡あり）").status_code == 422
    assert visit.press("欠席（連絡あり）", reason="入院の連絡").status_code == 200
    assert status_of(app, number) is BookingStatus.EXCUSED


def test_a_colleagues_decision_is_shown_before_it_can_be_corrected(
    app: Flask, clock: StandingClock, number: str
) -> None:
    clock.set("2026-11-25 10:20")
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    visit.open(f"/desk/bookings/{number}/attendance")
    with app.app_context():
        decide(number, BookingStatus.NO_SHOW, at="2026-11-25 10:20")
    answer = visit.press("相談済み")
    assert answer.status_code == 409
    assert "ほかの職員が記録しました" in answer.text
    assert visit.press("相談済み", reason="別の方と取りちがえた").status_code == 200
    assert status_of(app, number) is BookingStatus.ATTENDED


def test_what_nobody_decided_is_a_notice_on_the_desk_and_a_list(app: Flask, clock: StandingClock, number: str) -> None:
    clock.set("2026-11-26 09:00")
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    assert "出欠の記録がない相談が1件" in visit.answer.text
    visit.open("/desk/attendance")
    assert "すべて記録されています。" in visit.press("10時00分 髙城 美咲様：相談済み").text


def test_two_no_shows_are_told_and_a_manager_suspends(app: Flask, clock: StandingClock) -> None:
    clock.set("2026-12-03 09:00")
    with app.app_context():
        missed(WED_10)
        missed(WED_2)
    clerk = StaffVisit(app).sign_in(OMURA_CLERK)
    assert "利用停止の提案が1件" in clerk.answer.text
    clerk.open("/desk/suspensions")
    assert "決めるのは管理者です。" in clerk.open("/desk/suspensions/1").text
    manager = StaffVisit(app).sign_in(MANAGER)
    manager.open("/desk/suspensions/1")
    assert manager.press("利用を停止する", ends_on="2026-12-02").status_code == 422
    assert "停止中" in manager.press("利用を停止する", ends_on="2027-02-28").text
    seeker = SeekerVisit(app).sign_in()
    assert "2027年2月28日（日）まで" in seeker.open("/mypage").text
    inbox_text = seeker.open("/mypage/messages").text
    assert inbox_text.count("オンライン相談のご利用についてのお知らせ") == 1
    assert inbox_text.count("職業相談についてのお知らせ") == 2


def test_every_message_of_this_way_can_be_read(app: Flask, clock: StandingClock, banned: tuple[str, str]) -> None:
    with app.app_context():
        decide(banned[0], BookingStatus.EXCUSED, at="2026-12-04 09:00", shown=1, reason="入院していた")
    seeker = SeekerVisit(app).sign_in()
    pages = [seeker.open(f"/mypage/messages/{number}") for number in range(1, 7)]
    assert [page.status_code for page in pages] == [200] * 6
    texts = "".join(page.text for page in pages)
    for words in ("いまは1回です", "2回になりました", "予約の利用を停止しました", "利用停止を取り消しました"):
        assert words in texts


def test_booking_is_refused_with_words_and_phone_on_the_web(app: Flask, banned: tuple[str, str]) -> None:
    seeker = SeekerVisit(app).sign_in()
    page = seeker.open("/procedures/omura-soudan?day=2026-12-09")
    assert "2027年2月28日（日）</span>まで、この安定所の予約はできません" in page.text
    assert "予約する</button>" not in page.text
    answer = seeker.send(
        "/procedures/omura-soudan/hold", starts_at=WED_9, csrf_token=seeker.form("ログアウト").fields["csrf_token"]
    )
    assert answer.status_code == 403
    for words in ("2027年2月28日（日）まで", "0957-40-0032", "理由を見て、事情を知らせる"):
        assert words in answer.text


def test_booking_is_refused_at_the_desk(app: Flask, banned: tuple[str, str]) -> None:
    clerk = StaffVisit(app).sign_in(OMURA_CLERK)
    person = clerk.open_checked(MISAKI)
    assert "利用を停止しています" in clerk.answer.text
    assert "予約の利用が停止されています" in clerk.open(f"/desk/call/{person}").text
    clerk.open_booking_form(person, "omura-soudan", WED_9)
    answer = clerk.press("予約する", channel="phone", topic="転職の相談", consent="yes")
    assert "予約の利用が停止されています" in answer.text
    assert answer.status_code == 403


def test_booking_is_refused_over_the_api(app: Flask, banned: tuple[str, str]) -> None:
    answer = Caller(app, token_of(app, "misaki@example.com")).post("/bookings", wanted(starts_at=WED_9))
    assert problem_of(answer) == (403, "suspended")
    assert answer.json["ends_on"] == "2027-02-28"
    assert answer.json["office"]["phone"] == "0957-40-0032"
    clerk = Caller(app, token_of(app, OMURA_CLERK, realm=Realm.DESK))
    body = wanted(starts_at=WED_9, seeker=MISAKI, channel="phone")
    assert problem_of(clerk.post("/bookings", body)) == (403, "suspended")


def test_the_seeker_answers_staff_read_and_a_manager_lifts(app: Flask, banned: tuple[str, str]) -> None:
    seeker = SeekerVisit(app).sign_in()
    seeker.open("/mypage/suspensions")
    assert seeker.press("安定所に送る", text="。。").status_code == 422
    assert "まだ読まれていません" in seeker.press("安定所に送る", text="入院していました").text
    manager = StaffVisit(app).sign_in(MANAGER)
    assert "管理者の返事を待っている連絡が1件" in manager.answer.text
    assert "入院していました" in manager.open("/desk/suspensions/1").text
    assert "管理 京子が読みました" in manager.press("読んだことにする").text
    assert "返事待ち1件" in manager.open("/desk/suspensions").text
    manager.open("/desk/suspensions/1")
    assert manager.press("利用停止を解く").status_code == 422
    manager.press("利用停止を解く", reason="入院と確かめたため")
    assert "停止されている安定所はありません" in seeker.open("/mypage/suspensions").text
    assert seeker.hold("/procedures/omura-soudan?day=2026-12-09").answer.status_code == 200


def test_a_manager_writes_back_and_the_seeker_reads_it(app: Flask, banned: tuple[str, str]) -> None:
    seeker = SeekerVisit(app).sign_in()
    seeker.open("/mypage/suspensions")
    seeker.press("安定所に送る", text="入院していました")
    clerk = StaffVisit(app).sign_in(OMURA_CLERK)
    assert ">返事を送る<" not in clerk.open("/desk/suspensions/1").text
    clerk.press("読んだことにする")
    manager = StaffVisit(app).sign_in(MANAGER)
    assert "返事を待っている連絡が1件" in manager.answer.text
    manager.open("/desk/suspensions/1")
    assert manager.press("返事を送る", reply="…").status_code == 422
    assert "返事を送りました。" in manager.press("返事を送る", reply="停止は変わりません").text
    assert "返事を待っている" not in manager.open("/desk").text
    assert "停止は変わりません" in seeker.open("/mypage/suspensions").text


def test_a_manager_decides_against_a_suspension(app: Flask, clock: StandingClock) -> None:
    clock.set("2026-12-03 09:00")
    with app.app_context():
        missed(WED_10)
        missed(WED_2)
    manager = StaffVisit(app).sign_in(MANAGER)
    manager.open("/desk/suspensions/1")
    assert "停止しない" in manager.press("停止しない", reason="電話で事情を聞いた").text
    with app.app_context():
        assert the_state() == "declined"


def test_an_office_changes_its_rules_and_is_told_what_is_out_of_range(app: Flask) -> None:
    manager = StaffVisit(app).sign_in(MANAGER)
    manager.open("/desk/office/omura/absences")
    assert manager.press("変更する", warn_at="x").status_code == 422
    answer = manager.press("変更する", warn_at="3", propose_at="2")
    assert answer.status_code == 422
    assert "注意より前に" in answer.text
    assert (
        "2回で注意、3回で利用停止の提案（30日）"
        in manager.press("変更する", warn_at="２", propose_at="３", suspension_days="30").text
    )
