"""空きが出たら知らせる: on the page of a full day, in the my-page's list, in the message and in the mail."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from flask import Flask

from booking import jobs
from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.tables import Booking
from database.base import db
from tests.bookings.builders import WED_10, all_of, crowd, web_request
from tests.town import FRIDAY_MORNING
from tests.web.seeker_visits import KAKUTO, OMURA, WED_25, SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit

THU_26 = f"{OMURA}?day=2026-11-26"  # Thursday
WAIT, STOP = "空きが出たら知らせる", "空きのお知らせを待つのをやめる"


@pytest.fixture
def full_app(sqlite_app: Flask) -> Flask:
    """The service with a Wednesday 25 November on which every place is taken."""
    starts = (WED_10, "2026-11-25 11:00", "2026-11-25 15:00")
    with sqlite_app.app_context():
        for seeker, at in zip(crowd(len(starts), office="omura"), starts, strict=True):
            book(web_request(seeker, starts=at), now=FRIDAY_MORNING)
    return sqlite_app


def free_wednesday_at_ten(app: Flask) -> None:
    """Somebody cancels, and the scheduler looks."""
    with app.app_context():
        booking = all_of(Booking)[0]
        cancel(booking.number, Canceller("test", seeker_id=booking.seeker_id), now=FRIDAY_MORNING)
        jobs.notify_waiting()
        jobs.deliver_mail()
        db.session.rollback()


def test_a_full_day_offers_to_tell_of_a_place(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    page = visit.press(WAIT).text
    assert visit.path == OMURA
    assert visit.answer.request.args["day"] == "2026-11-25"
    assert "11月25日（水）に空きが出たら、お知らせします。予約ではありません。" in page
    assert "空きのお知らせを待っています" in page
    assert WAIT not in page


def test_the_offer_says_that_it_is_no_booking_and_that_the_first_comes_first(full_app: Flask) -> None:
    page = SeekerVisit(full_app).open(WED_25).text
    for words in ("予約ではありません", "先着順", "1日1回まで"):
        assert words in page


def test_a_stranger_signs_in_and_waits_for_that_day(full_app: Flask) -> None:
    visit = SeekerVisit(full_app)
    visit.open(WED_25)
    visit.press(WAIT)
    assert visit.path == "/login"
    visit.give_password()
    assert (visit.path, visit.answer.request.args["day"]) == (OMURA, "2026-11-25")
    assert "空きのお知らせを待っています" in visit.answer.text


def test_the_answer_stands_at_the_times_where_the_page_opens(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    before, beside = visit.press(WAIT).text.split('<h2 id="times">')
    assert "お知らせします。予約ではありません" not in before
    assert 'role="status"' in beside.split("<ul")[0]


def test_a_stranger_who_chose_a_time_before_comes_back_to_the_full_day(full_app: Flask) -> None:
    visit = SeekerVisit(full_app)
    visit.open(THU_26)
    visit.press("10時00分から予約する")
    visit.open(WED_25)
    visit.press(WAIT)
    assert visit.give_password().path == OMURA


def test_a_day_with_a_free_place_offers_no_waiting_and_refuses_it(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    form = visit.form(WAIT)
    assert WAIT not in visit.open(THU_26).text
    answer = visit.send(form.action, **{**form.fields, "day": "2026-11-26"})
    assert answer.status_code == 409
    assert "いま予約できます" in answer.text
    assert "10時00分予約する" in " ".join(answer.text.replace("</span>", "").split())


@pytest.mark.parametrize("sent", ["", "2026-11-99", "明日", "0001-01-01"])
def test_a_malformed_day_is_refused(full_app: Flask, sent: str) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    form = visit.form(WAIT)
    assert visit.send(form.action, **{**form.fields, "day": sent}).status_code == 400


def test_what_is_booked_by_phone_only_offers_no_waiting(sqlite_app: Flask) -> None:
    assert WAIT not in SeekerVisit(sqlite_app).sign_in().open("/procedures/shiga-soudan?day=2026-11-25").text


def test_who_has_a_booking_already_is_offered_no_waiting(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    with full_app.app_context():
        book(web_request(starts="2026-11-26 10:00"), now=FRIDAY_MORNING)  # Thursday
    assert WAIT not in visit.open(WED_25).text


def test_staff_are_offered_no_waiting(full_app: Flask) -> None:
    visit = StaffVisit(full_app).sign_in(OMURA_CLERK)
    assert WAIT not in visit.open(WED_25).text


def test_waiting_stops_on_the_page_of_the_day(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    visit.press(WAIT)
    page = visit.press(STOP).text
    assert visit.path == OMURA
    assert "11月25日（水）の空きのお知らせをやめました。" in page
    visit.form(WAIT)


def test_the_my_page_lists_what_is_waited_for_and_stops_it(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    assert "/mypage/waits" in visit.open("/mypage").text
    assert "お知らせを待っている日はありません" in visit.open("/mypage/waits").text
    visit.open(WED_25)
    visit.press(WAIT)
    assert "2026年11月25日（水）" in visit.open("/mypage/waits").text
    visit.press("11月25日（水）の空きのお知らせをやめる")
    assert visit.path == "/mypage/waits"
    assert "お知らせを待っている日はありません" in visit.answer.text


def test_nobody_sees_or_stops_another_seekers_wait(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    visit.press(WAIT)
    form = visit.form(STOP)
    other = SeekerVisit(full_app).sign_in(KAKUTO)
    other.open(WED_25)
    token = other.form(WAIT).fields["csrf_token"]
    other.send(form.action, **{**form.fields, "csrf_token": token})
    assert "お知らせを待っている日はありません" in other.open("/mypage/waits").text
    assert "2026年11月25日（水）" in visit.open("/mypage/waits").text


def test_stopping_leads_to_no_strangers_page(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    visit.press(WAIT)
    form = visit.form(STOP)
    visit.send(form.action, **{**form.fields, "next": "//example.com/"})
    assert visit.path == "/mypage/waits"


def test_the_message_shows_the_place_while_it_is_free(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    visit.press(WAIT)
    free_wednesday_at_ten(full_app)
    assert ">11月25日（水）の職業相談に空きが出ました<" in visit.open("/mypage/messages").text
    page = visit.open(f"/mypage/messages/{_newest(visit)}").text
    for words in ("10時00分", "この日の時間を選ぶ", "これは予約ではありません", "先着順"):
        assert words in page
    assert "お知らせ済み" in visit.open("/mypage/waits").text


def test_the_message_says_when_the_place_is_gone(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    visit.press(WAIT)
    free_wednesday_at_ten(full_app)
    SeekerVisit(full_app).sign_in(KAKUTO).hold()
    page = visit.open(f"/mypage/messages/{_newest(visit)}").text
    assert "この日の時間を選ぶ" not in page
    assert "ほかの方が先に予約した" in page


def test_a_message_is_read_after_its_wait_has_ended(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    visit.press(WAIT)
    free_wednesday_at_ten(full_app)
    visit.open("/mypage/waits")
    visit.press("11月25日（水）の空きのお知らせをやめる")
    assert visit.open(f"/mypage/messages/{_newest(visit)}").status_code == 200


def test_the_mail_is_a_notice_with_the_way_to_the_day(full_app: Flask) -> None:
    visit = SeekerVisit(full_app).sign_in()
    visit.open(WED_25)
    visit.press(WAIT)
    free_wednesday_at_ten(full_app)
    mail = _mail_to(full_app, "misaki@example.com")
    assert mail["Subject"] == "【ハローワーク大村】11月25日（水）の職業相談に空きが出ました"
    text = mail.get_content()
    for words in ("/procedures/omura-soudan?day=2026-11-25", "予約ではありません", "先着順", "0957-40-0032"):
        assert words in text
    for words in ("髙城", "10時00分", "受付番号", "パスコード"):
        assert words not in text


def _newest(visit: SeekerVisit) -> str:
    return visit.open("/mypage/messages").text.split('href="/mypage/messages/')[1].split('"')[0]


def _mail_to(app: Flask, address: str) -> EmailMessage:
    folder = app.extensions["services"].config.mail_folder
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    (mail,) = [mail for mail in mails if mail["To"] == address]
    assert isinstance(mail, EmailMessage)
    return mail
