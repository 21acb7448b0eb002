"""Managers write new terms of a procedure from a day on, and see word by word what they change."""

import pytest
from flask import Flask

from tests.bookings.town_bookings import booked
from tests.town import MISAKI
from tests.web.seeker_visits import TOPIC, SeekerVisit
from tests.web.staff_visits import MANAGER, StaffVisit

TERMS = "/desk/office/omura/procedures/omura-soudan/terms"
NEW = "新しい項目です。\n\n録画は、しないでください。"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(MANAGER)


def write(manager: StaffVisit, *, day: str, text: str = NEW, version: str = "") -> str:
    """Write a version and confirm it; answer the page that follows."""
    manager.open(f"{TERMS}/new")
    manager.press("変わるところを確かめる", **{"text": text, "from": day, "version": version})
    return manager.press("この内容で変更する").text


def test_the_terms_say_since_when_they_hold_and_how_many_people_accepted_them(manager: StaffVisit) -> None:
    with manager.app.app_context():
        booked(MISAKI, "2026-11-26 10:00")
    assert f'href="{TERMS}"' in manager.open("/desk/office/omura").text
    page = manager.open(TERMS).text
    assert "2026-10-01版" in page
    assert "同意して予約した方：1人" in page


def test_a_new_version_is_shown_word_by_word_and_planned_for_its_day(manager: StaffVisit) -> None:
    manager.open(f"{TERMS}/new")
    text = manager.form("変わるところを確かめる").fields["text"]
    changed = text.replace("録音", "録音・録画", 1)
    assert changed != text
    look = manager.press("変わるところを確かめる", **{"text": changed, "from": "2026-12-01"}).text
    assert "<ins>" in look
    assert "（追加：" in look
    manager.press("入力を直す")
    assert manager.form("変わるところを確かめる").fields["text"] == changed
    manager.press("変わるところを確かめる")
    manager.press("この内容で変更する")
    page = manager.open(TERMS).text
    assert "2026-12-01版" in page
    assert "これから" in page


def test_planned_terms_are_taken_back_and_those_that_hold_are_not(manager: StaffVisit) -> None:
    write(manager, day="2026-12-01")
    assert "文面の変わるところ" in manager.open(f"{TERMS}/2026-12-01/remove").text
    manager.press("この内容で変更する")
    assert "使っていません" in manager.open(TERMS).text
    assert "取りやめられません" in manager.open(f"{TERMS}/2026-12-01/remove").text


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"text": "", "from": "2026-12-01"}, "利用規約の文面を入力してください"),
        ({"text": "あ" * 501, "from": "2026-12-01"}, "501字は長すぎます"),
        ({"text": "\n".join("あいうえお"), "from": "２０２６年１２月"}, "新しい利用規約を始める日を入力してください"),
        ({"text": NEW, "from": "2026-11-19"}, "もう過ぎています"),
        ({"text": NEW, "from": "2026-12-01", "version": "2026-10-01"}, "この名前の版は、もうあります"),
        ({"text": NEW, "from": "2026-12-01", "version": "あ" * 41}, "41字は長すぎます"),
    ],
)
def test_what_cannot_be_terms_is_told_at_its_field_and_nothing_is_lost(
    manager: StaffVisit, sent: dict[str, str], complaint: str
) -> None:
    manager.open(f"{TERMS}/new")
    assert complaint in manager.press("変わるところを確かめる", **sent).text
    assert manager.form("変わるところを確かめる").fields["text"] == sent["text"]


def test_whoever_is_booking_meanwhile_is_told_reads_the_new_terms_and_loses_nothing(manager: StaffVisit) -> None:
    seeker = SeekerVisit(manager.app).sign_in().reach_confirmation()
    write(manager, day="2026-11-20")
    answer = seeker.press("申込み")
    assert seeker.path.endswith("/terms")
    for told in ("利用規約が2026-11-20版に変わりました", "録画は、しないでください。", "もう一度「同意する」"):
        assert told in answer.text
    assert TOPIC in seeker.press("同意する").text
    seeker.press("確認へ進む")
    assert "予約しました" in seeker.press("申込み").text
