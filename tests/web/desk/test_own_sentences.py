"""A manager lets the office's messages say something of its own, after a look at how they will be."""

import re

import pytest
from flask import Flask

from booking.core.channels import Channel
from booking.core.texts.languages import Language
from booking.core.texts.own_sentences import StandsIn
from booking.offices.sentences import KINDS_WITH_SENTENCES, Sentences, texts_for
from booking.offices.staff_offices import procedures_of_offices
from booking.web.desk.messages.sample_facts import sample_facts
from booking.web.desk.messages.sample_texts import sample_texts
from database.base import db
from tests.town import FRIDAY_MORNING
from tests.web.staff_visits import MANAGER, OMURA_CLERK, StaffVisit, audit_acts

BOOKED = "/desk/office/omura/messages/booked"
SAID = "駐車場は工事中です。"


@pytest.fixture
def manager(sqlite_app: Flask) -> StaffVisit:
    visit = StaffVisit(sqlite_app).sign_in(MANAGER)
    visit.open(BOOKED)
    return visit


def test_a_look_shows_mail_and_inbox_in_the_language_asked_for_and_keeps_nothing(manager: StaffVisit) -> None:
    answer = manager.press("見本を見る", opening_ja=SAID, opening_en="The car park is closed.", shown_in="en")
    mail = re.search(r'<pre class="mail-text">(.*?)</pre>', answer.text, re.DOTALL)
    assert mail is not None
    assert "The car park is closed." in mail[1]
    assert answer.text.count("The car park is closed.") == 3  # the field, the mail, the inbox
    assert SAID not in manager.open(BOOKED).text


def test_what_is_kept_stands_in_the_list_and_in_the_samples_until_it_is_taken_back(manager: StaffVisit) -> None:
    assert "保存しました。" in manager.press("保存する", opening_ja=SAID).text
    assert "独自の文あり" in manager.open("/desk/office/omura/messages").text
    assert SAID in manager.open("/desk/message-samples?kind=booked&procedure=omura-soudan").text
    manager.open(BOOKED)
    assert "標準の文に戻しました。" in manager.press("標準の文に戻す").text
    assert SAID not in manager.answer.text
    assert audit_acts(manager.app)[-2:] == [
        "staff:5 change_sentences office:omura",
        "staff:5 back_to_standard office:omura",
    ]


@pytest.mark.parametrize("button", ["見本を見る", "保存する"])
@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (
            "{氏名}様",
            "「{氏名}」は使えません。使えるのは、{安定所}、{部門}、{電話}、",
        ),
        ("https://example.com", "go.jpかlg.jpのアドレスです。"),
        ("文" * 301, "301字は長すぎます。使えるのは、300字までです。"),
    ],
)
def test_what_may_not_be_said_is_told_at_its_field_and_is_not_lost(
    manager: StaffVisit, button: str, typed: str, complaint: str
) -> None:
    answer = manager.press(button, opening_ja=typed, closing_ja=SAID)
    assert answer.status_code == 422
    assert '<a href="#field-opening_ja">' in answer.text
    assert complaint in answer.text
    assert f"{typed}</textarea>" in answer.text
    assert f"{SAID}</textarea>" in answer.text


def test_braces_and_line_breaks_are_taken_as_they_are_typed(manager: StaffVisit) -> None:
    answer = manager.press("保存する", opening_ja="お電話は｛ 電話 ｝へ。\r\n𠮷田\u200b{部門}\x07")
    assert "お電話は{電話}へ。\n𠮷田{部門}</textarea>" in answer.text


def test_a_translation_alone_is_refused_and_empty_fields_are_the_standard_text(manager: StaffVisit) -> None:
    assert "日本語の文がありません" in manager.press("保存する", closing_en="Come by bus.").text
    assert manager.press("保存する", closing_en="").status_code == 200
    assert "標準の文に戻す" not in manager.answer.text


def test_only_managers_of_the_office_and_known_kinds(sqlite_app: Flask, manager: StaffVisit) -> None:
    assert manager.open("/desk/office/omura/messages/place_free").status_code == 404
    assert StaffVisit(sqlite_app).sign_in(OMURA_CLERK).open(BOOKED).status_code == 403


@pytest.mark.parametrize("language", Language)
def test_every_kind_says_it_in_the_inbox_and_in_a_mail_that_is_no_notice(sqlite_app: Flask, language: Language) -> None:
    with sqlite_app.test_request_context():
        procedure = procedures_of_offices(db.session(), office_ids=[1])[0]
        for code, kind in KINDS_WITH_SENTENCES.items():
            own = Sentences(code, StandsIn.BOTH, {Language.JAPANESE: "開きます"}, {Language.JAPANESE: "閉じます"})
            if kind.mail_is_notice:
                own = Sentences(code, StandsIn.INBOX, own.opening, own.closing)
            facts = sample_facts(
                code, procedure, Channel.WEB, issued=True, base_url="http://x", now=FRIDAY_MORNING, own=own
            )
            shown = sample_texts(code, facts, language)
            (mail,) = shown.sent
            assert str(shown.inbox).index("開きます") < str(shown.inbox).index("閉じます"), code
            assert ("開きます" in mail.text, "閉じます" in mail.text) == (not kind.mail_is_notice,) * 2, code
            assert "\n\n\n" not in mail.text, code
            assert texts_for(kind)[0] is own.stands_in, code
