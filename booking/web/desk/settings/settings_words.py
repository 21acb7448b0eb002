"""The settings of an office in words, for people who have never seen an office file: what each value is called."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from booking.bookings.words import channel
from booking.core.channels import Channel
from booking.core.dates import long_day
from booking.core.input.parsing import read_day
from booking.core.texts import _
from booking.core.texts.languages import Language
from booking.office_changes.words import weekdays
from booking.offices.file.differences import Difference, label_of, shown_value
from booking.offices.file.document import Document, Value, is_list_of_tables
from booking.offices.file.shape import Desk, Procedure
from booking.offices.file.weekdays import WEEKDAYS
from booking.offices.sentences import KINDS_WITH_SENTENCES
from booking.offices.setting_labels import labels, labels_of_other_pages
from booking.web.desk.settings.fields import section

# One step of a key of an office file: its name, and which entry of a list it is.
_STEP = re.compile(r"([^.\[\]]+)(?:\[([^\]]*)\])?")
_OWN_PARTS = ("desks", "procedures")  # each with a heading of its own
_NAMED_BY_THE_OFFICE = frozenset({"code", "version"})  # though one looks like a day, and each code has a name
_LISTED = "、"  # between several values of a difference


@dataclass(frozen=True)
class Part:
    """A heading and what is said under it: names of values with one text or several."""

    heading: str
    rows: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class SettingsWords:
    """What keys, codes and values of one office are called."""

    fields: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]  # by field, then by code
    names: Mapping[str, str]  # of messages, desks and procedures, by code

    @classmethod
    def of(cls, document: Document) -> "SettingsWords":
        """The words for the office of a file."""
        desks = {str(one["code"]): str(one["name"]) for one in _tables(document, "desks")}
        messages = {code: _(kind.name) for code, kind in KINDS_WITH_SENTENCES.items()}
        procedures = {str(one["code"]): str(one["title"]) for one in _tables(document, "procedures")}
        return cls({**labels(), **_more_labels()}, _choices(), {**messages, **desks, **procedures})

    def parts(self, document: Document) -> Sequence[Part]:
        """All settings: those of the office itself, then each desk and procedure."""
        own = {name: value for name, value in document.items() if name not in _OWN_PARTS}
        entries = [(name, entry) for name in _OWN_PARTS for entry in _tables(document, name)]
        return [
            Part(_("安定所"), list(self._rows(own, ""))),
            *(Part(self.key(f"{name}[{label_of(one)}]"), list(self._rows(one, ""))) for name, one in entries),
        ]

    def differences(self, changes: Sequence[Difference]) -> Sequence[Difference]:
        """The same differences in words."""
        return [
            Difference(self.key(one.key), self._listed(one.key, one.old), self._listed(one.key, one.new))
            for one in changes
        ]

    def key(self, key: str) -> str:
        """A key: 手続き「職業相談」／相談の長さ for `procedures[omura-soudan].length_minutes`."""
        steps = _STEP.findall(key)
        within = ["", *(name for name, _entry in steps)]
        return _("／").join(self._step(name, entry, above) for (name, entry), above in zip(steps, within, strict=False))

    def value(self, key: str, text: str) -> str:
        """One value under a key."""
        name, above = _last_names(key)
        if name in _NAMED_BY_THE_OFFICE:
            return text
        if (day := read_day(text)) is not None:
            return long_day(day)
        return self.choices.get(name, self.choices.get(above, {})).get(text, self.names.get(text, text))

    def _step(self, name: str, entry: str, above: str) -> str:
        word = channel(Channel(name)) if above == "mail_carries" else self.names.get(name, self.fields.get(name, name))
        return _("%(what)s「%(entry)s」", what=word, entry=self.value("", entry)) if entry else word

    def _listed(self, key: str, text: str | None) -> str | None:
        return None if text is None else _LISTED.join(self.value(key, one) for one in text.split(_LISTED))

    def _rows(self, table: Document, key: str) -> Iterator[tuple[str, Sequence[str]]]:
        for name, value in table.items():
            inner = f"{key}.{name}" if key else name
            if is_list_of_tables(value):
                for entry in value:
                    called = label_of(entry)
                    left = {name: one for name, one in entry.items() if str(one) != called}
                    yield from self._rows(left, f"{inner}[{called}]")
            elif isinstance(value, Mapping):
                yield from self._rows(value, inner)
            else:
                yield self.key(inner), [self.value(inner, one) for one in _texts(value)]


def _last_names(key: str) -> tuple[str, str]:
    """The name of the value at a key, and of the table in which it stands."""
    names = ["", "", *(name for name, _entry in _STEP.findall(key))]
    return names[-1], names[-2]


def _texts(value: Value) -> Sequence[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [shown_value(one) for one in value]
    return [shown_value(value)]


def _tables(document: Document, name: str) -> Sequence[Document]:
    value = document.get(name, [])
    return value if is_list_of_tables(value) else []


def _choices() -> Mapping[str, Mapping[str, str]]:
    """As the forms offer them."""
    of_desk = section(Desk, "", dict.fromkeys(("host_licence", "rest_minutes"), ""))
    of_procedure = section(Procedure, "", dict.fromkeys(("channels", "mail_carries", "length_minutes"), ""))
    fields = (*of_desk.fields, *of_procedure.fields)
    return {one.path[0]: dict(getattr(one.kind, "options", ())) for one in fields}


def _more_labels() -> Mapping[str, str]:
    """What no form has a field of its own for."""
    languages = {language.value: language.own_name for language in Language}
    return {**labels_of_other_pages(), **languages, **dict(zip(WEEKDAYS, weekdays(), strict=True))}
