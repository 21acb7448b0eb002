"""The form of what an office says in its messages of one kind."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from booking.core.texts import _
from booking.core.texts.languages import Language, read_language
from booking.offices.sentences import KINDS_WITH_SENTENCES, Sentences, texts_for
from booking.web.forms import Form, chosen, lines

PARTS = ("opening", "closing")

# Whoever types Japanese gets full-width braces, and a space slips in beside them.
_WIDE_BRACES = str.maketrans("｛｝", "{}")
_SPACED = re.compile(r"\{[ 　]*([^{}\n]*?)[ 　]*\}")


@dataclass(frozen=True)
class SentencesForm(Form):
    """What was typed, and in which language and for which procedure (its code) the sample is looked at."""

    sentences: Sentences
    shown_in: Language = Language.JAPANESE
    procedure: str = ""

    @classmethod
    def parse(cls, kind: str, sent: Mapping[str, str]) -> "SentencesForm":
        """Read what was sent; a field that is left empty says nothing."""
        offered = texts_for(KINDS_WITH_SENTENCES[kind])
        stands_in = chosen(sent, "stands_in", offered) or offered[0]
        parts = {part: _texts(sent, part) for part in PARTS}
        shown_in = read_language(sent.get("shown_in")) or Language.JAPANESE
        return cls(Sentences(kind, stands_in, **parts), shown_in, sent.get("procedure", ""))

    def with_faults(self, faults: Iterable[tuple[str, str, str]]) -> "SentencesForm":
        """The same form with the first complaint at each field, from (key of the office file, what, allowed)."""
        errors: dict[str, str] = {}
        for key, what, allowed in faults:
            errors.setdefault(_field(key), _complaint(what, allowed))
        return replace(self, errors={name: errors[name] for name in (*_FIELDS, "stands_in") if name in errors})


def field_name(part: str, language: Language) -> str:
    """What the field of a text is called in the form."""
    return f"{part}_{language.value}"


_FIELDS = tuple(field_name(part, language) for part in PARTS for language in Language)


def _texts(sent: Mapping[str, str], part: str) -> dict[Language, str]:
    typed = {language: lines(sent, field_name(part, language)) for language in Language}
    return {language: _SPACED.sub(r"{\1}", text.translate(_WIDE_BRACES)) for language, text in typed.items() if text}


def _field(key: str) -> str:
    part, _dot, language = key.rpartition("].")[2].partition(".")
    return f"{part}_{language}" if language else part


def _complaint(what: str, allowed: str) -> str:
    if allowed:
        return _("%(what)s。使えるのは、%(allowed)sです。", what=what, allowed=allowed)
    return _("%(what)s。", what=what)
