"""What a seeker types is never lost, and nobody else ever reads it."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from booking.bookings.rules.wishes import Wish
from booking.web.seeker.bookings.topic_form import TopicForm
from tests.web.seeker_visits import KAKUTO, TOPIC, SeekerVisit
from tests.web.staff_visits import OMURA_CLERK, StaffVisit


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "相談したいことを書いてください。"),
        (" \u3000\r\n", "相談したいことを書いてください。"),
        ("？", "相談したいことを書いてください。"),
        ("あ" * 1001, "1000文字以内で書いてください（いまは1001文字です）。"),
    ],
)
def test_a_topic_that_will_not_do_is_told_and_kept(sqlite_app: Flask, typed: str, words: str) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_topic()
    answer = visit.press("確認へ進む", topic=typed, wishes=["captions"])
    assert answer.status_code == 422
    assert words in answer.text
    assert typed.strip() in visit.form("確認へ進む").fields["topic"]
    assert 'value="captions" checked' in answer.text


def test_a_topic_of_exactly_a_thousand_characters_is_taken(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_topic()
    visit.press("確認へ進む", topic="あ" * 1000)
    assert visit.path.endswith("/confirm")


@pytest.mark.parametrize("topic", ["\u200b\u2060", "\u202e\u2066", "\u3164"])
def test_a_topic_that_nobody_can_see_is_none(topic: str) -> None:
    form = TopicForm.parse(MultiDict({"topic": topic}))
    assert (form.topic, form.errors) == ("", {"topic": "相談したいことを書いてください。"})


def test_control_characters_are_left_out_and_line_breaks_stay() -> None:
    form = TopicForm.parse(MultiDict({"topic": "一\x00行目\r\n\x1b二行目\u2028三行目"}))
    assert form.topic == "一行目\n二行目\n三行目"


def test_wishes_that_nobody_offers_are_left_out() -> None:
    form = TopicForm.parse(MultiDict([("topic", TOPIC), ("wishes", "tea"), ("wishes", "sign_language")]))
    assert form.wishes == (Wish.SIGN_LANGUAGE,)


def test_what_was_typed_survives_markup(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in().reach_topic()
    answer = visit.press("確認へ進む", topic="<b>転職</b>\x00 & 髙﨑")
    assert "&lt;b&gt;転職&lt;/b&gt; &amp; 髙﨑" in answer.text


def test_the_topic_is_there_again_after_an_expired_session(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in().reach_topic()
    visit.let_session_end()
    answer = visit.press("確認へ進む", topic=TOPIC, wishes=["captions"])
    assert visit.path == "/login"
    assert "書いた内容は保存しました" in answer.text
    visit.give_password()
    assert visit.path.endswith("/topic")
    assert visit.form("確認へ進む").fields["topic"] == TOPIC


def test_the_topic_is_never_there_for_somebody_else(served_app: Flask) -> None:
    visit = SeekerVisit(served_app).sign_in().reach_topic()
    visit.let_session_end()
    visit.press("確認へ進む", topic=TOPIC)
    visit.give_password(KAKUTO)
    assert visit.answer.status_code == 404
    assert TOPIC not in visit.answer.text


def test_what_another_signed_in_seeker_sends_is_not_stored(sqlite_app: Flask) -> None:
    mine = SeekerVisit(sqlite_app).sign_in().reach_topic()
    other = SeekerVisit(sqlite_app).sign_in(KAKUTO)
    answer = other.send(mine.path, topic="よその話です。")
    assert answer.status_code == 404
    assert "よその話です。" not in mine.open(mine.path).text


def test_staff_cannot_write_into_a_hold(sqlite_app: Flask) -> None:
    mine = SeekerVisit(sqlite_app).sign_in().reach_topic()
    clerk = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    assert clerk.send(mine.path, topic="よその話です。").status_code == 403


def test_signing_in_again_in_another_tab_costs_nothing(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_topic()
    left_open = visit.form("確認へ進む")
    visit.let_session_end()
    visit.sign_in()
    answer = visit.send(left_open.action, **{**left_open.fields, "topic": TOPIC})
    assert visit.path.endswith("/confirm")
    assert TOPIC in answer.text


def test_a_stranger_who_knows_the_address_overwrites_nothing(served_app: Flask) -> None:
    mine = SeekerVisit(served_app).sign_in().reach_confirmation()
    address = mine.path.replace("confirm", "topic")
    for key in ({}, {"draft_key": "x"}, {"draft_key": "0" * 64}):
        stranger = SeekerVisit(served_app)
        stranger.send(address, topic="よその話です。", **key)
        assert stranger.path == "/login"
    mine.open(address)
    assert mine.form("確認へ進む").fields["topic"] == TOPIC


def test_the_key_of_one_hold_opens_no_other(sqlite_app: Flask) -> None:
    mine, other = SeekerVisit(sqlite_app).sign_in().reach_topic(), SeekerVisit(sqlite_app).sign_in(KAKUTO)
    other.hold(clock="11時00分").press("同意する")
    key = other.form("確認へ進む").fields["draft_key"]
    SeekerVisit(sqlite_app).send(mine.path, topic="よその話です。", draft_key=key)
    assert "よその話です。" not in mine.open(mine.path).text


@pytest.mark.parametrize("key", ["", "x", "鍵"])
def test_an_unknown_hold_takes_no_text(sqlite_app: Flask, key: str) -> None:
    visit = SeekerVisit(sqlite_app)
    visit.send("/holds/x/topic", topic=TOPIC, draft_key=key)
    assert visit.path == "/login"  # as at any page that needs a sign-in: nobody learns which holds there are


def test_an_overlong_draft_is_shortened_before_it_is_confirmed(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in().reach_confirmation()
    confirmation = visit.form("申込み")
    visit.open(visit.path.replace("confirm", "topic"))
    visit.press("確認へ進む", topic="あ" * 1001)
    visit.send(confirmation.action, **confirmation.fields)
    assert visit.path.endswith("/topic")
