"""Settings in words: no key and no code of an office file is left for those who never saw one."""

import re

import pytest
from flask import Flask

from booking.offices.file.document import office_document
from booking.offices.file.read import read_again
from booking.web.desk.settings.settings_words import SettingsWords
from tests.offices.conftest import office_text


@pytest.mark.parametrize("code", ["omura", "shiga", "shiomizaka"])
def test_no_name_of_a_setting_is_left_in_english(sqlite_app: Flask, code: str) -> None:
    document = office_document(read_again(office_text(code)))
    with sqlite_app.test_request_context():
        parts = SettingsWords.of(document).parts(document)
    names = [name for part in parts for name, _texts in part.rows]
    assert [name for name in names if re.search("[a-z]_|^[a-z]+$", name)] == []


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("procedures[omura-soudan].channels", "web、phone", "インターネット、電話"),
        ("procedures[omura-soudan].desks", "omura-desk-1", "オンライン職業相談窓口"),
        ("procedures[omura-soudan].code", "omura-soudan", "omura-soudan"),  # by which it is found in files
        ("procedures[omura-soudan].terms.version", "2026-10-01", "2026-10-01"),
        ("procedures[omura-soudan].ends_on", "2026-12-01", "2026年12月1日（火）"),
        ("procedures[omura-soudan].cautions", "web、phone", "web、phone"),
    ],
)
def test_codes_and_days_are_told_as_pages_say_them(sqlite_app: Flask, key: str, text: str, words: str) -> None:
    document = office_document(read_again(office_text("omura")))
    with sqlite_app.test_request_context():
        said = SettingsWords.of(document)
        assert "、".join(said.value(key, one) for one in text.split("、")) == words
