"""The catalogues: each text in its file, with the facts and tags of the Japanese one, and whole."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from booking.core.texts.languages import Language
from booking.core.texts.ruby import NOTATION
from tests.catalogues import TRANSLATED, TRANSLATIONS, key, missing, tidied, translations
from tests.whole.test_texts import JAPANESE

_FACTS = re.compile(r"%\(\w+\)[sd]|%%|\{[a-z]+\}")  # the last is filled in by scripts
_MARKUP = re.compile(r"<[^>]*>|&\w+;|[<>&]")
# What leaflets and the office call by a Japanese word stands behind its English in brackets: slip (ハローワーク受付票).
# What is to be typed in Japanese stands behind "Example:", or between the quotation marks of what is to be typed.
_JAPANESE_MAY_STAND = re.compile(r"\([^()]*\)|Examples?: [^.(]*|“[^“”a-z]*”")
# What stands in Japanese quotation marks and is what readers look for on a page: a button, a link, a heading, a state.
_LABEL = re.compile("「([^「」]+)」")
_NO_LABELS = {"窓口 Madoguchi", "表示名", "職業相談", "失業認定"}  # words that are explained, and on no button
# A word for a thing or a time stands by itself, and できます does without it (not ここと, not ことば).
_JOINED = re.compile(r"(?<![ 「」（）、こ])(?:こと(?!ば)|とき)|[うくすつぬぶむるぐ] こと[がは] ?でき")
_COUNTED = re.compile(r"(?:%\(\w+\)s|\{[a-z]+\})\{[分日]\|")


def _translated(language: Language) -> Iterator[tuple[str, str]]:
    """Each Japanese text with each of its translations: those of plurals have as many as the language has forms."""
    for messages in translations(language).values():
        for text, message in messages.items():
            yield from ((text, string) for string in _strings(message))


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else [str(string) for string in message.string or ()]


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_of_seekers_is_missing(language: Language) -> None:
    """A new text comes with its translations (docs/translating.md)."""
    assert [key(message) for message in missing(language)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_stands_in_its_file_and_belongs_to_a_text(language: Language) -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in (TRANSLATIONS / language).glob("*.po")}
    assert files == tidied(language), "run `make texts`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_facts_and_tags_of_its_text(language: Language) -> None:
    """Templates take tags from catalogues as they are: a translator adds none."""
    for text, string in _translated(language):
        assert set(_FACTS.findall(string)) == set(_FACTS.findall(text)), string
        assert Counter(_MARKUP.findall(string)) == Counter(_MARKUP.findall(text)), string
        assert "%" not in _FACTS.sub("", string), string


@pytest.mark.parametrize("language", TRANSLATED)
def test_plurals_have_a_text_for_each_form_of_the_language(language: Language) -> None:
    forms = {Language.EASY: 1, Language.ENGLISH: 2}[language]
    for messages in translations(language).values():
        for message in messages.values():
            assert len(_strings(message)) == (1 if isinstance(message.id, str) else forms), message.id


def test_english_texts_have_japanese_only_where_it_is_explained_or_typed() -> None:
    left = [
        string
        for _text, string in _translated(Language.ENGLISH)
        if JAPANESE.search(_JAPANESE_MAY_STAND.sub("", string))
    ]
    assert left == []


@pytest.mark.parametrize(("language", "quoted"), [(Language.ENGLISH, "“{}”"), (Language.EASY, "「{}」")])
def test_a_sentence_that_names_a_button_names_it_as_the_button_does(language: Language, quoted: str) -> None:
    """Whoever is told to press “Log out” looks for a button that says so."""
    translated = dict(_translated(language))
    for text, string in _translated(language):
        for label in {*_LABEL.findall(text)} & translated.keys() - _NO_LABELS:
            assert quoted.format(translated[label].strip()) in string, text


def test_readings_are_written_as_readings() -> None:
    bare = [NOTATION.sub("", _FACTS.sub("", string)) for _text, string in _translated(Language.EASY)]
    assert [string for string in bare if set("{|}") & set(string)] == []


def test_easy_japanese_parts_its_words_and_says_dekiru_alone() -> None:
    """手続きできます, not 手続きする ことが できます; and a space before こと and とき."""
    plain = [NOTATION.sub("々", _FACTS.sub("", string)) for _text, string in _translated(Language.EASY)]
    assert [string for string in plain if _JOINED.search(string)] == []


def test_minutes_and_days_have_no_reading_where_their_number_is_filled_in() -> None:
    """30分 is さんじゅっぷん and 45分 よんじゅうごふん, 10日 is とおか."""
    assert [string for _text, string in _translated(Language.EASY) if _COUNTED.search(string)] == []
