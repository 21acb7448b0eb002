"""The languages of seekers' pages and mails, and the one that is spoken right now in this thread.

A request speaks its reader's from its first moment on (booking/web/languages.py), a mail its receiver's. Everything
else, such as a job, a command, the desk and the API, speaks Japanese, the source language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Language(StrEnum):
    """Each by its tag (BCP 47), which stands in pages, addresses, the cookie and rows, and names its catalogue."""

    JAPANESE = "ja"
    EASY = "ja-simple"  # やさしい日本語; `simple` is a registered variant, and voices read it as Japanese
    ENGLISH = "en"


_spoken: ContextVar[Language] = ContextVar("language", default=Language.JAPANESE)


def language() -> Language:
    """The language that is spoken; as cheap as a variable, so ask as often as you like."""
    return _spoken.get()


def speak(chosen: Language) -> None:
    """Speak `chosen` from now on in this thread; whoever begins a request with it ends it with Japanese."""
    _spoken.set(chosen)


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Speak `chosen` for a while, such as for one mail."""
    before = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(before)


def read_language(tag: str | None) -> Language | None:
    """The language with this tag; None for any other word."""
    return _KNOWN.get(tag or "")


_KNOWN = {each.value: each for each in Language}
