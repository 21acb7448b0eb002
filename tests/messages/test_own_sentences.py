"""What an office says in its messages beside the facts (rules.md#own-sentences)."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from booking.bookings.book import book
from booking.core.texts.languages import Language, speaking
from booking.core.texts.own_sentences import StandsIn
from booking.messages.letters.letter import facts_of
from booking.offices.change_sentences import back_to_standard, change_sentences
from booking.offices.from_rows import office_file_of
from booking.offices.refusals import OfficeRulesBroken
from booking.offices.rows import write_office
from booking.offices.sentences import Sentences
from booking.services import services
from booking.tables import AuditLine, Office, OfficeSentences
from database.base import db
from database.transactions import transact
from notifier.render import render
from notifier.tables import Message
from tests.bookings.builders import WED_10, all_of, web_request
from tests.town import FRIDAY_MORNING, office_time
from tests.web.statements import statements

pytestmark = pytest.mark.any_engine

JA, EASY, EN = Language
CALL = Sentences("booked", opening={JA: "駐車場は工事中です。\n{電話}（{受付時間}）へ<どうぞ>。"})


def say(sentences: Sentences, *, now: datetime = FRIDAY_MORNING) -> None:
    """Let Omura say this."""
    change_sentences(omura().id, sentences, actor="staff:1", now=now)


def omura() -> Office:
    return db.session.scalars(select(Office).where(Office.code == "omura")).one()


def texts(app: Flask, *, language: Language = JA, now: datetime = FRIDAY_MORNING) -> tuple[str, str]:
    """The newest message in the inbox, and its mail."""
    message = all_of(Message)[-1]
    facts = facts_of(db.session(), message, keys=services().keys, base_url="http://desk.example", now=now)
    with app.test_request_context(), speaking(language):
        inbox, mail = (render(app.jinja_env, message.kind, part, facts) for part in ("inbox.html", "mail.txt"))
    return inbox, mail


def test_it_stands_beside_the_facts_with_its_places_filled_and_nothing_of_it_is_a_tag(app: Flask) -> None:
    say(CALL)
    book(web_request(starts=WED_10), now=FRIDAY_MORNING)
    inbox, mail = texts(app)
    assert "駐車場は工事中です。\n0957-40-0032（8時30分～17時15分）へ&lt;どうぞ&gt;。" in inbox
    assert "駐車場は工事中です。\n0957-40-0032 （8時30分～17時15分）へ<どうぞ>。\n\n■ 日時\n2026年11月25日" in mail
    assert "取り消すとき" in inbox
    assert "取り消すとき" in mail


def test_a_page_of_the_state_is_a_link_and_the_closing_stands_at_the_end(app: Flask) -> None:
    say(Sentences("booked", StandsIn.BOTH, closing={JA: "地図です。\nhttps://jsite.mhlw.go.jp/map"}))
    book(web_request(), now=FRIDAY_MORNING)
    inbox, mail = texts(app)
    assert '<a href="https://jsite.mhlw.go.jp/map" rel="noreferrer">' in inbox[inbox.index("地図です。") :]
    assert "地図です。\nhttps://jsite.mhlw.go.jp/map\n\nハローワーク大村" in mail


def test_whoever_reads_another_language_is_told_that_it_is_japanese(app: Flask) -> None:
    say(Sentences("booked", opening={JA: "駐車場は工事中です。", EASY: "{駐車場|ちゅうしゃじょう}は ありません。"}))
    book(web_request(), now=FRIDAY_MORNING)
    inbox, mail = texts(app, language=EN)
    assert '<div lang="ja">\n  <p class="typed">駐車場は工事中です。' in inbox
    assert "From the office, in Japanese:\n駐車場は工事中です。" in mail
    inbox, mail = texts(app, language=EASY)
    assert "駐車場（ちゅうしゃじょう）は ありません。" in mail
    assert "工事中" not in inbox + mail


def test_it_stands_where_the_office_wants_it(app: Flask) -> None:
    say(Sentences("booked", StandsIn.INBOX, opening={JA: "駐車場は工事中です。"}))
    book(web_request(), now=FRIDAY_MORNING)
    inbox, mail = texts(app)
    assert ("工事中" in inbox, "工事中" in mail) == (True, False)


def test_earlier_messages_get_none_and_what_is_corrected_or_taken_back_is_so_everywhere(app: Flask) -> None:
    book(web_request(), now=FRIDAY_MORNING)
    say(CALL, now=office_time("2026-11-20 10:00"))  # Friday, an hour after the booking
    assert "工事中" not in texts(app)[0]
    transact(lambda session: session.query(OfficeSentences).update({"since": FRIDAY_MORNING}))
    say(Sentences("booked", opening={JA: "駐車場は使えます。"}), now=office_time("2026-11-20 11:00"))
    assert "駐車場は使えます。" in texts(app)[0]
    back_to_standard(omura().id, "booked", actor="staff:1", now=office_time("2026-11-20 12:00"))
    assert "駐車場" not in texts(app)[0]


def test_how_to_come_is_not_said_once_the_consultation_is_over(app: Flask) -> None:
    say(CALL)
    book(web_request(starts=WED_10), now=FRIDAY_MORNING)
    assert "工事中" not in texts(app, now=office_time("2026-11-25 10:31"))[0]


def test_one_statement_reads_it(app: Flask) -> None:
    say(CALL)
    book(web_request(), now=FRIDAY_MORNING)
    with statements(app) as asked:
        texts(app)
    assert len([one for one in asked if "office_sentences" in one]) == 1


def test_what_an_office_must_not_say_is_refused_and_changes_nothing(app: Flask) -> None:
    with pytest.raises(OfficeRulesBroken):
        say(Sentences("booked", opening={JA: "{氏名}様 https://example.com"}))
    assert all_of(OfficeSentences) == []


def test_the_audit_names_kind_and_places_and_never_the_words(app: Flask) -> None:
    say(CALL)
    say(CALL)  # nothing new
    back_to_standard(omura().id, "booked", actor="staff:1", now=FRIDAY_MORNING)
    lines = [(line.act, line.facts) for line in all_of(AuditLine) if line.actor == "staff:1"]
    facts = {"message": "booked", "fields": "opening"}
    assert lines == [("change_sentences", facts), ("back_to_standard", facts)]


def test_an_office_file_carries_it_and_a_known_kind_keeps_its_first_day(app: Flask) -> None:
    say(CALL)
    given = office_file_of(db.session(), "omura")
    assert given is not None
    assert given.sentences == (CALL,)
    transact(
        lambda session: write_office(session, given, act="test", actor="test", now=office_time("2026-11-24 10:00"))
    )
    assert [row.since for row in all_of(OfficeSentences)] == [FRIDAY_MORNING]
