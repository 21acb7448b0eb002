"""The my-page: what was booked, how to join, what the inbox tells, and the calendar feed."""

import re

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy.orm import Session

from booking.announcements.announce import seeker_inbox
from database.transactions import transact
from notifier.outbox import post
from tests.town import FRIDAY_MORNING, TARO, StandingClock, office_time, seeker_id
from tests.town import MISAKI as MISAKIS_NUMBER
from tests.web.seeker_visits import KAKUTO, TOPIC, SeekerVisit, run_jobs
from tests.web.staff_visits import SHIGA_CLERK, StaffVisit
from tests.web.statements import statements


def test_the_message_says_who_to_call_until_the_meeting_is_issued(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.book()
    page = visit.open("/mypage/messages/1").text
    assert "ただいま発行中です" in page
    assert "0957-40-0032" in page


def test_the_message_holds_all_that_joining_takes(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in()
    visit.book()
    run_jobs(served_app)
    page = visit.open("/mypage/messages/1").text
    assert re.search(r'id="meeting-id" data-value="8\d{10}"', page)
    assert re.search(r'id="passcode" data-value="\d{6}"', page)
    name = re.search(r'id="display-name" data-value="(\w+\d\d)"', page)
    assert name is not None
    assert f"名前を表示名「{name[1]}」に変えてください" in page
    for words in ("10分前まで", "待機画面", "録音・録画は一切禁止", "取り消すとき", "0957-40-0032"):
        assert words in page


def test_a_message_is_new_until_it_was_opened(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.book()
    assert "新着メッセージ：1件" in visit.open("/mypage").text
    visit.open("/mypage/messages/1")
    assert "新着メッセージ：0件" in visit.open("/mypage").text
    page = visit.open("/mypage/messages").text
    assert "新着" not in page


def test_every_page_of_a_seeker_says_how_many_messages_are_new(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    assert "新着メッセージ" not in visit.open("/").text
    visit.book()
    assert "（新着メッセージ1件）" in visit.open("/").text
    assert "新着メッセージ" not in visit.open("/mypage/messages/1").text  # it is read on this very page


def test_a_message_about_a_withdrawn_meeting_is_marked_in_the_list(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    run_jobs(sqlite_app)
    assert "いまは使えない内容" not in visit.open("/mypage/messages").text
    visit.open(f"/mypage/bookings/{number}/cancel")
    visit.press("この予約を取り消す")
    page = visit.open("/mypage/messages").text
    assert page.count("いまは使えない内容") == 1
    assert page.index("予約を取り消しました") < page.index("いまは使えない内容")


def test_a_booking_is_taken_into_a_calendar_by_its_message(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    address = f"/mypage/bookings/{number}/calendar.ics"
    assert address in visit.open("/mypage/messages/1").text
    answer = visit.client.get(address)
    (entry,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert entry.decoded("DTSTART") == office_time("2026-11-25 10:00")  # Wednesday
    assert answer.headers["Content-Disposition"] == 'attachment; filename="consultation.ics"'
    for hidden in (number, "X-WR-CALNAME", "METHOD", "髙城", TOPIC):
        assert hidden not in answer.text.replace("\r\n ", "")
    assert SeekerVisit(sqlite_app).sign_in(KAKUTO).open(address).status_code == 404


def test_a_long_inbox_is_shown_page_by_page(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.book()
    with sqlite_app.app_context():
        _post_again(20)
    assert visit.open("/mypage/messages").text.count("職業相談を予約しました") == 20
    older = visit.open("/mypage/messages?before=2").text
    assert older.count("職業相談を予約しました") == 1
    assert "新しいメッセージへ" in older


def test_a_long_inbox_asks_the_database_no_more_often_than_a_short_one(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in()
    visit.book()
    run_jobs(served_app)
    short = _statements(visit, "/mypage/messages")
    with served_app.app_context():
        _post_again(19)
    assert _statements(visit, "/mypage/messages") == short <= 10


def test_a_booking_leads_to_the_newest_message_about_it(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    with sqlite_app.app_context():
        _post_again(60)
    assert 'href="/mypage/messages/61"' in visit.open(f"/mypage/bookings/{number}").text


@pytest.mark.parametrize("path", ["/mypage/messages/1", "/mypage/messages/99999999999", "/mypage/messages/x"])
def test_somebody_elses_message_is_unknown(sqlite_app: Flask, path: str) -> None:
    SeekerVisit(sqlite_app).sign_in().book()
    assert SeekerVisit(sqlite_app).sign_in(KAKUTO).open(path).status_code == 404


def test_a_malformed_page_of_the_inbox_is_the_first_one(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    for before in ("x", "-1", "9" * 30):
        assert visit.open(f"/mypage/messages?before={before}").status_code == 200


def test_the_next_consultation_stands_on_the_first_page(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    assert "予約している相談はありません" in visit.open("/mypage").text
    visit.book()
    run_jobs(sqlite_app)
    page = visit.open("/mypage").text
    assert "髙城 美咲様" in page
    assert "2026年11月25日（水）" in page
    assert "参加の準備ができています" in page


def test_a_booking_shows_its_facts_and_how_to_cancel(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    page = visit.open(f"/mypage/bookings/{number}").text
    assert TOPIC in page
    assert "字幕（文字表示）" in page
    assert "相談が始まるまで、ここで手続きできます" in page
    assert number in visit.open("/mypage/bookings").text.replace("-", "")


def test_somebody_elses_booking_is_unknown(sqlite_app: Flask) -> None:
    number = SeekerVisit(sqlite_app).sign_in().book()
    other = SeekerVisit(sqlite_app).sign_in(KAKUTO)
    for path in (f"/mypage/bookings/{number}", f"/mypage/bookings/{number}/done", "/mypage/bookings/1"):
        answer = other.open(path)
        assert answer.status_code == 404
        assert TOPIC not in answer.text


def test_a_booking_that_was_begun_can_be_gone_on_with(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_topic()
    topic = visit.path
    page = visit.open("/mypage").text
    assert "申込みの途中です" in page
    assert f'href="{topic}">続ける</a>' in page
    clock.move(minutes=31)
    assert "仮押さえの時間は過ぎましたが" in visit.open("/mypage").text


def test_the_next_step_of_what_was_begun_may_be_the_confirmation(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_confirmation()
    confirmation = visit.path
    assert f'href="{confirmation}">続ける</a>' in visit.open("/mypage").text
    visit.open(confirmation)
    visit.press("申込み")
    assert "申込みの途中です" not in visit.open("/mypage").text


def test_what_was_begun_yesterday_is_forgotten(sqlite_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_topic()
    clock.set("2026-11-21 00:00")  # Saturday
    assert "申込みの途中です" not in visit.open("/mypage").text


def test_a_message_has_a_heading_without_the_office_in_brackets(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.book()
    assert "<h1>11月25日（水）の職業相談を予約しました</h1>" in visit.open("/mypage/messages/1").text
    assert "ここに出ます" in visit.answer.text  # and not in the message, where the reader is


def test_the_booking_says_where_the_meeting_will_appear(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    assert "ここと、マイページのメッセージに出ます" in visit.open(f"/mypage/bookings/{number}").text


def test_shigas_message_tells_of_the_waiting_room_once(sqlite_app: Flask) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    clerk.open_booking_form(clerk.open_checked(TARO), "shiga-soudan", "2026-11-25T10:30:00+09:00")  # Wednesday
    clerk.press("予約する", channel="phone", topic="面接の練習", consent="yes")
    page = SeekerVisit(sqlite_app).sign_in("taro.mihon@example.com").open("/mypage/messages/1").text
    assert page.count("待機画面") == 1
    assert page.count("音量を調整") == 1


def test_invitations_are_off_until_switched_on_and_the_page_says_who_sees_what(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    page = visit.open("/mypage/invitations").text
    for words in ("受け取らない", "Google", "相談の日時", "ミーティングID、パスコードは、招待に入りません"):
        assert words in page
    assert "次のメールから、予定の招待を付けます" in visit.press("招待を受け取る").text
    assert "予定の招待をやめました" in visit.press("招待を受け取らない").text
    assert "招待を受け取る" in visit.form("招待を受け取る").buttons


def test_the_my_page_leads_to_the_invitations(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    assert 'href="/mypage/invitations"' in visit.open("/mypage").text


def test_the_feeds_page_says_who_can_use_which_way(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open("/mypage/feed")
    page = visit.press("カレンダーのアドレスを作る").text
    assert page.index("iPhone、iPad、Mac、Outlook") < page.index("webcal://") < page.index("Androidをお使いの方")


def test_the_feed_has_an_address_only_when_asked_for(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in()
    assert "webcal://" not in visit.open("/mypage/feed").text
    page = visit.press("カレンダーのアドレスを作る").text
    assert "webcal://127.0.0.1:8000/feeds/seeker/" in page
    assert visit.client.get(_feed(page)).status_code == 200


def test_a_renewed_address_replaces_the_old_one(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    visit.open("/mypage/feed")
    old = _feed(visit.press("カレンダーのアドレスを作る").text)
    new = _feed(visit.press("新しいアドレスに替える").text)
    assert visit.client.get(old).status_code == 410
    assert visit.client.get(new).status_code == 200


def test_a_calendar_entry_leads_its_owner_to_the_booking(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    visit.open("/mypage/feed")
    entries = visit.client.get(_feed(visit.press("カレンダーのアドレスを作る").text)).text.replace("\r\n ", "")
    page = re.search(r"/mypage/calendar/[0-9a-f-]+", entries)
    assert page is not None
    visit.open(page[0])
    assert visit.path == f"/mypage/bookings/{number}"
    assert SeekerVisit(sqlite_app).sign_in(KAKUTO).open(page[0]).status_code == 404


def _feed(page: str) -> str:
    address = re.search(r"/feeds/seeker/[\w-]+\.ics", page)
    assert address is not None
    return address[0]


def _statements(visit: SeekerVisit, path: str) -> int:
    """How many statements a page takes."""
    with statements(visit.app) as asked:
        visit.open(path)
    return len(asked)


def _post_again(times: int) -> None:
    recipient = seeker_inbox(seeker_id(MISAKIS_NUMBER))

    def post_all(session: Session) -> None:
        for n in range(times):
            references = {"booking": 1, "meeting": 1}
            post(
                session,
                recipient=recipient,
                kind="booked",
                fact=f"told again {n}",
                about="booking:1",
                references=references,
                deliveries={},
                now=FRIDAY_MORNING,
            )

    transact(post_all)
