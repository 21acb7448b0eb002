"""The languages of seekers' pages and mails, and the one that is spoken right now in this thread.

A request speaks its reader's from its first moment on (booking/web/languages.py), a mail its receiver's. Everything
else, such as a job, a command, the desk and the API, speaks Japanese, the source language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Language(StrEnum):
    """Each by its tag (BCP 47), which stands in pages, addresses, the cookie and rows, and names its catalogues."""

    JAPANESE = "ja"
    EASY = "ja-simple"  # やさしい日本語; `simple` is a registered variant, and voices read it as Japanese
    ENGLISH = "en"

    @property
    def own_name(self) -> str:
        """What its readers call it, whatever language the page has."""
        return _OWN_NAMES[self]


_spoken: ContextVar[Language] = ContextVar("language", default=Language.JAPANESE)
_marks_readings: ContextVar[bool] = ContextVar("marks_readings", default=False)


def language() -> Language:
    """The language that is spoken; as cheap as a variable, so ask as often as you like."""
    return _spoken.get()


def marks_readings() -> bool:
    """Whether readings are marked, for a page that will show them as ruby, or stand in brackets behind their word."""
    return _marks_readings.get()


def speak(chosen: Language, *, to_a_page: bool = False) -> None:
    """Speak `chosen` from now on in this thread; whoever begins a request with it ends it with Japanese."""
    _spoken.set(chosen)
    _marks_readings.set(to_a_page)


@contextmanager
def speaking(chosen: Language, *, to_a_page: bool = False) -> Iterator[None]:
    """Speak `chosen` for a while, such as for one mail."""
    before, marked_before = language(), marks_readings()
    speak(chosen, to_a_page=to_a_page)
    try:
        yield
    finally:
        speak(before, to_a_page=marked_before)


def read_language(tag: str | None) -> Language | None:
    """The language with this tag; None for any other word."""
    return _KNOWN.get(tag or "")


_OWN_NAMES = {Language.JAPANESE: "日本語", Language.EASY: "やさしい日本語", Language.ENGLISH: "English"}
_KNOWN = {each.value: each for each in Language}
