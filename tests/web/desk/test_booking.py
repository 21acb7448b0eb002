"""Booking for a caller: free times with reasons, consent, deadlines, and everything kept when something is missing."""

import pytest
from flask import Flask
from sqlalchemy import select

from booking.core.channels import Channel
from booking.tables import Booking, Consent
from database.base import db
from tests.bookings.builders import change_procedure, change_seeker
from tests.days import day
from tests.town import MISAKI, TARO, StandingClock
from tests.web.staff_visits import ALL_FACTS, OMURA_CLERK, SHIGA_CLERK, StaffVisit, audit_acts, the_booking

WED_25 = "2026-11-25T10:30:00+09:00"  # Shiga; its desk closes on Friday 20, 17:00
OMURA_WED_25 = "2026-11-25T10:00:00+09:00"
TYPED = {"channel": "phone", "topic": "履歴書の書き方を相談したい", "consent": "yes"}


@pytest.fixture
def shiga(sqlite_app: Flask) -> StaffVisit:
    """The clerk of Shiga with nobody on the phone yet."""
    return StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)


def bookings(app: Flask) -> int:
    with app.app_context():
        return len(db.session.scalars(select(Booking)).all())


def test_a_clerk_books_shiga_by_phone(shiga: StaffVisit) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    answer = shiga.press("予約する", **TYPED, wishes=["document_review"])
    booking = the_booking(shiga.app)
    assert answer.request.path == f"/desk/bookings/{booking.number}/call"
    assert (booking.channel, booking.consent, booking.seeker_id) == (Channel.PHONE, Consent.SPOKEN, taro)
    assert booking.wishes == ["document_review"]
    assert f"book booking:{booking.number}" in audit_acts(shiga.app)[-1]


def test_the_free_times_show_reasons_and_the_desks_deadline(shiga: StaffVisit) -> None:
    taro = shiga.open_checked(TARO)
    page = shiga.open(f"/desk/call/{taro}").text
    assert "11月20日（金）17時00分まで" in page  # Wednesday 25
    assert "空きあり（1）" in page
    assert "説明する利用規約（2026-10-01版）" in page


@pytest.mark.parametrize(
    ("clerk", "number", "procedure", "starts_at", "words"),
    [
        (SHIGA_CLERK, TARO, "shiga-soudan", WED_25, "届いたことは、メールでもお知らせします"),
        (OMURA_CLERK, MISAKI, "omura-soudan", OMURA_WED_25, "ミーティングIDとパスコードは、メールでもお知らせします"),
    ],
)
def test_what_the_mail_will_hold_is_repeated(
    sqlite_app: Flask, clerk: str, number: str, procedure: str, starts_at: str, words: str
) -> None:
    visit = StaffVisit(sqlite_app).sign_in(clerk)
    assert words in visit.open_booking_form(visit.open_checked(number), procedure, starts_at).text


def test_ways_whose_mails_differ_are_told_apart(shiga: StaffVisit) -> None:
    with shiga.app.app_context():
        change_procedure("shiga-soudan", mail_carries={"phone": "notice", "counter": "id_and_passcode"})
    page = shiga.open_booking_form(shiga.open_checked(TARO), "shiga-soudan", WED_25).text
    assert "電話：マイページのメッセージに届きます。届いたことは" in page
    assert "窓口：マイページのメッセージに届きます。ミーティングIDとパスコードは" in page


def test_the_same_form_sent_twice_books_once(shiga: StaffVisit) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    form = shiga.answer
    first = shiga.press("予約する", **TYPED).request.path
    shiga.answer = form  # back, and pressed again
    assert shiga.press("予約する", **TYPED).request.path == first
    assert bookings(shiga.app) == 1


@pytest.mark.parametrize(
    ("left_out", "complaint", "kept"),
    [
        ("channel", "電話か窓口かを選んでください", "履歴書の書き方を相談したい"),
        ("topic", "相談内容を聞きとって記入してください", 'value="phone" checked'),
        ("consent", "利用規約を説明し、同意を得てから", "履歴書の書き方を相談したい"),
    ],
)
def test_what_is_missing_is_named_and_the_rest_is_kept(
    shiga: StaffVisit, left_out: str, complaint: str, kept: str
) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    answer = shiga.press("予約する", **(TYPED | {left_out: ""}))
    assert answer.status_code == 422
    assert complaint in answer.text
    assert kept in answer.text
    assert bookings(shiga.app) == 0


def test_a_topic_that_is_too_long_is_kept_and_counted(shiga: StaffVisit) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    answer = shiga.press("予約する", **(TYPED | {"topic": "あ" * 1001}))
    assert answer.status_code == 422
    assert "いまは1001文字です" in answer.text
    assert "あ" * 1001 in answer.text


def test_nothing_is_booked_without_the_identity_check(shiga: StaffVisit, clock: StandingClock) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    clock.move(minutes=31)
    answer = shiga.press("予約する", **TYPED, wishes=["captions"])
    assert (answer.status_code, bookings(shiga.app)) == (403, 0)
    assert "空いている時間" not in shiga.open(f"/desk/call/{taro}").text
    assert shiga.open_booking_form(taro, "shiga-soudan", WED_25).status_code == 403
    shiga.answer = answer
    checked = shiga.press("本人確認を記録する", facts=ALL_FACTS)  # leads back to where one was
    sent = shiga.form("予約する").fields
    assert (sent["topic"], 'value="captions" checked' in checked.text) == (TYPED["topic"], True)
    shiga.press("予約する", **TYPED)
    assert bookings(shiga.app) == 1


def test_a_late_booking_needs_a_reason_and_records_it(shiga: StaffVisit, clock: StandingClock) -> None:
    clock.set("2026-11-24 09:00")  # Tuesday: Wednesday 25 closed on Friday 20
    taro = shiga.open_checked(TARO)
    assert "締切後（理由が必要です）" in shiga.open(f"/desk/call/{taro}").text
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    refused = shiga.press("予約する", **TYPED)
    assert refused.status_code == 422
    assert "締切後に予約する理由を記入してください" in refused.text
    shiga.press("予約する", **TYPED, late_reason="急な面接のため")
    assert the_booking(shiga.app).late_reason == "急な面接のため"


def test_a_slot_taken_meanwhile_offers_others_and_keeps_what_was_typed(shiga: StaffVisit) -> None:
    owen = "70000-0000007"
    first, second = shiga.open_checked(TARO), shiga.open_checked(owen)
    shiga.open_booking_form(second, "shiga-soudan", WED_25)
    form = shiga.answer
    shiga.open_booking_form(first, "shiga-soudan", WED_25)
    shiga.press("予約する", **TYPED)
    shiga.answer = form
    refused = shiga.press("予約する", **TYPED)
    assert refused.status_code == 409
    assert TYPED["topic"] in refused.text
    assert ">予約する</button>" not in refused.text
    chosen = shiga.press("2026年11月25日（水） 13時30分にする", **TYPED)
    assert bookings(shiga.app) == 1
    assert "2026年11月25日（水） 13時30分から45分" in chosen.text  # what is repeated to the caller
    assert TYPED["topic"] in chosen.text
    shiga.press("予約する", **TYPED)
    assert (bookings(shiga.app), "13時30分" in shiga.answer.text) == (2, True)


@pytest.mark.parametrize(("another", "status"), [("2026-11-19T13:30:00+09:00", 409), ("nonsense", 404), ("", 404)])
def test_another_time_that_cannot_be_had_books_nothing(shiga: StaffVisit, another: str, status: int) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    form = shiga.form("予約する")
    answer = shiga.send(form.action, **{**form.fields, **TYPED}, another=another)
    assert (answer.status_code, bookings(shiga.app)) == (status, 0)


def test_who_has_a_booking_already_is_told_and_what_was_typed_stays(shiga: StaffVisit) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", "2026-11-25T13:30:00+09:00")
    form = shiga.answer
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    shiga.press("予約する", **TYPED)
    shiga.answer = form
    answer = shiga.press("予約する", **TYPED, wishes=["captions"])
    assert (answer.status_code, bookings(shiga.app)) == (409, 1)
    assert "すでに予約しています" in answer.text
    assert "マイページの「予約」" not in answer.text  # that is said to seekers
    first = the_booking(shiga.app).number
    assert f'href="/desk/bookings/{first}">' in answer.text  # the next step is mostly there
    assert 'value="captions" checked' in answer.text
    assert shiga.form("予約する").fields["topic"] == TYPED["topic"]


def test_the_form_says_at_once_that_the_registration_has_ended(shiga: StaffVisit) -> None:
    taro = shiga.open_checked(TARO)
    with shiga.app.app_context():
        change_seeker(TARO, registration_valid_until=day("2026-11-19 Thu"))
    answer = shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    assert answer.status_code == 403
    assert "登録が有効になるまで、予約できません" in answer.text
    assert "予約はできますが" not in answer.text


def test_the_form_of_a_slot_that_is_the_callers_own_says_so(shiga: StaffVisit) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    shiga.press("予約する", **TYPED)
    answer = shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    assert answer.status_code == 409
    assert "すでに予約しています" in answer.text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"my_page_opened": False}, "求職者マイページがまだ開設されていません"),
        ({"registration_valid_until": None}, "有効な求職の登録がありません"),
    ],
)
def test_who_may_not_book_is_told_on_the_form(shiga: StaffVisit, changed: dict[str, object], words: str) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    with shiga.app.app_context():
        change_seeker(TARO, **changed)
    answer = shiga.press("予約する", **TYPED)
    assert answer.status_code == 403
    assert words in answer.text
    assert shiga.form("予約する").fields["topic"] == TYPED["topic"]


def test_another_request_from_the_same_form_is_told_and_can_be_sent_anew(shiga: StaffVisit) -> None:
    owen = "70000-0000007"
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    key = shiga.form("予約する").fields["submit_key"]
    shiga.press("予約する", **TYPED)
    shiga.open_booking_form(shiga.open_checked(owen), "shiga-soudan", "2026-11-25T13:30:00+09:00")
    answer = shiga.press("予約する", **TYPED, submit_key=key)
    assert (answer.status_code, bookings(shiga.app)) == (422, 1)
    assert "すでに別の内容で送られています" in answer.text
    shiga.press("予約する", **TYPED)
    assert bookings(shiga.app) == 2


def test_new_terms_are_explained_before_the_booking(shiga: StaffVisit) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    answer = shiga.press("予約する", **TYPED, terms_version="2020-01-01")
    assert answer.status_code == 422
    assert "利用規約が新しくなりました" in answer.text
    sent = shiga.form("予約する").fields
    assert (sent["terms_version"], sent["topic"], "consent" in sent) == ("2026-10-01", TYPED["topic"], False)


def test_the_reason_for_being_late_stays_whatever_is_refused(shiga: StaffVisit, clock: StandingClock) -> None:
    clock.set("2026-11-24 09:00")  # Tuesday: Wednesday 25 closed on Friday 20
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    clock.move(minutes=31)
    shiga.press("予約する", **TYPED, late_reason="急な面接のため")
    shiga.press("本人確認を記録する", facts=ALL_FACTS)
    assert shiga.form("予約する").fields["late_reason"] == "急な面接のため"


def test_nothing_is_told_of_the_callers_bookings_before_the_identity_check(
    shiga: StaffVisit, clock: StandingClock
) -> None:
    taro = shiga.open_checked(TARO)
    shiga.open_booking_form(taro, "shiga-soudan", WED_25)
    form = shiga.answer
    shiga.press("予約する", **TYPED)
    clock.move(minutes=31)
    shiga.answer = form
    answer = shiga.press("予約する", **(TYPED | {"topic": ""}))
    assert answer.status_code == 403
    assert "すでに予約しています" not in answer.text


@pytest.mark.parametrize(
    ("procedure", "starts_at", "status"),
    [
        ("shiga-soudan", "2026-11-25T10:31:00+09:00", 409),  # not in the timetable
        ("shiga-soudan", "2026-11-18T10:30:00+09:00", 409),  # past
        ("shiga-soudan", "2026-11-25T10:30:00", 404),  # naive
        ("shiga-soudan", "9999-12-31T23:59:59-12:00", 404),
        ("shiga-soudan", "tomorrow", 404),
        ("omura-soudan", OMURA_WED_25, 404),  # another office's
        ("nothing", WED_25, 404),
    ],
)
def test_a_wrong_slot_is_answered_clearly(shiga: StaffVisit, procedure: str, starts_at: str, status: int) -> None:
    taro = shiga.open_checked(TARO)
    assert shiga.open_booking_form(taro, procedure, starts_at).status_code == status


def test_omura_takes_calls_and_nobody_at_the_counter(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    misaki = visit.open_checked(MISAKI)
    visit.open_booking_form(misaki, "omura-soudan", OMURA_WED_25)
    assert visit.press("予約する", **(TYPED | {"channel": "counter"})).status_code == 422
    assert visit.press("予約する", **TYPED).status_code == 200
    assert the_booking(sqlite_app).channel is Channel.PHONE


@pytest.mark.parametrize("question", ["from=yesterday", "from=9999-99-99", "procedure=omura-soudan"])
def test_a_malformed_or_foreign_question_finds_no_page(shiga: StaffVisit, question: str) -> None:
    taro = shiga.open_checked(TARO)
    assert shiga.open(f"/desk/call/{taro}?{question}").status_code == 404
