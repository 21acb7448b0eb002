"""The settings of an office in words, for people who have never seen an office file: what each value is called."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from booking.core.dates import long_day
from booking.core.input.parsing import read_day
from booking.core.texts import _
from booking.core.texts.languages import Language
from booking.offices.file.differences import label_of, shown_value
from booking.offices.file.document import Document, Value, is_list_of_tables
from booking.offices.sentences import KINDS_WITH_SENTENCES

# One step of a key of an office file: its name, and which entry of a list it is.
_STEP = re.compile(r"([^.\[\]]+)(?:\[([^\]]*)\])?")
_OWN_PARTS = ("desks", "procedures")  # each with a heading of its own


@dataclass(frozen=True)
class Part:
    """A heading and what is said under it: names of values with one text or several."""

    heading: str
    rows: Sequence[tuple[str, Sequence[str]]]


def settings_in_parts(document: Document) -> Sequence[Part]:
    """All settings: those of the office itself, then each desk and procedure."""
    names = names_in(document)
    own = {name: value for name, value in document.items() if name not in _OWN_PARTS}
    parts = [Part(_("安定所"), list(_rows(own, "", names)))]
    for name in _OWN_PARTS:
        for entry in _tables(document, name):
            heading = key_in_words(f"{name}[{label_of(entry)}]", names)
            parts.append(Part(heading, list(_rows(entry, "", names))))
    return parts


def names_in(document: Document) -> Mapping[str, str]:
    """What messages, desks and procedures are called, by their codes."""
    desks = {str(one["code"]): str(one["name"]) for one in _tables(document, "desks")}
    messages = {code: _(kind.name) for code, kind in KINDS_WITH_SENTENCES.items()}
    return messages | desks | {str(one["code"]): str(one["title"]) for one in _tables(document, "procedures")}


def key_in_words(key: str, names: Mapping[str, str]) -> str:
    """A key of an office file: 手続き「職業相談」／予約締切 for `procedures[omura-soudan].lead_open_days`."""
    return _("／").join(_step(name, entry, names) for name, entry in _STEP.findall(key))


def _step(name: str, entry: str, names: Mapping[str, str]) -> str:
    word = names.get(name) or _words().get(name, name)
    day = read_day(entry)
    called = long_day(day) if day else names.get(entry, entry)
    return _("%(what)s「%(entry)s」", what=word, entry=called) if entry else word


def _rows(table: Document, key: str, names: Mapping[str, str]) -> Iterator[tuple[str, Sequence[str]]]:
    for name, value in table.items():
        inner = f"{key}.{name}" if key else name
        if is_list_of_tables(value):
            for entry in value:
                called = label_of(entry)
                left = {name: one for name, one in entry.items() if str(one) != called}
                yield from _rows(left, f"{inner}[{called}]", names)
        elif isinstance(value, Mapping):
            yield from _rows(value, inner, names)
        else:
            yield key_in_words(inner, names), _texts(value)


def _texts(value: Value) -> Sequence[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [shown_value(one) for one in value]
    return [shown_value(value)]


def _tables(document: Document, name: str) -> Sequence[Document]:
    value = document.get(name, [])
    return value if is_list_of_tables(value) else []


def _words() -> Mapping[str, str]:
    return {
        "desks": _("窓口"),
        "procedures": _("手続き"),
        "timetables": _("時間割"),
        "weekly": _("毎週"),
        "rules": _("日付つきの決まり"),
        "terms": _("利用規約"),
        "version": _("版"),
        "paragraphs": _("文面"),
        "absences": _("無断欠席のきまり"),
        "closing_days": _("閉庁日"),
        "extra_openings": _("臨時開庁"),
        "starts": _("始まりの時刻"),
        "sentences": _("連絡の文"),
        "opening": _("はじめの文"),
        "closing": _("おわりの文"),
        "stands_in": _("出すところ"),
        **{language.value: language.own_name for language in Language},
        "mon": _("月曜日"),
        "tue": _("火曜日"),
        "wed": _("水曜日"),
        "thu": _("木曜日"),
        "fri": _("金曜日"),
        "sat": _("土曜日"),
        "sun": _("日曜日"),
    }
