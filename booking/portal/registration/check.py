"""Reads what was typed into the fields of a step, and says what is wrong with it. Knows no tables.

What is kept on the way is what was typed, finished or not; it is read anew whenever somebody wants to know.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date

from booking.core.input.clean_text import half_width, hyphens, one_line, says_something, several_lines
from booking.core.input.typed_dates import whole_date
from booking.core.texts import _
from booking.people.records.field_words import field_complaint
from booking.people.records.fields import PersonField, Problem, read_field
from booking.portal.registration.fields import OF_STEP, Field, Kind
from booking.portal.registration.steps import Step

Typed = Mapping[str, str | list[str]]  # by the name of the field; several choices, and the parts of a date, in a list

LONGEST_KEPT = 3000  # of one text: what is too long is kept as well, so that it can be shortened
_OF_DATE = 3
_POSTAL_CODE = re.compile(r"[0-9]{7}", re.ASCII)


def clean(step: Step, sent: Mapping[str, Collection[str]]) -> dict[str, str | list[str]]:
    """What a form sent, as it is kept: the fields of the step and nothing else; letters stay as they are."""
    return {field.name: _clean(field, list(sent.get(field.name, ()))) for field in OF_STEP[step]}


def known(step: Step, kept: object) -> dict[str, str | list[str]]:
    """What a row holds, read as carefully as what a browser sends: fields come and go with the versions."""
    values = kept if isinstance(kept, dict) else {}
    as_lists = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    return clean(step, {name: [one for one in value if isinstance(one, str)] for name, value in as_lists.items()})


def complaints(step: Step, typed: Typed, *, offices: Collection[str], today: date) -> dict[str, str]:
    """What is wrong with the step, by the name of the field, in the order of the fields."""
    found = {field.name: complaint(field, typed, offices=offices, today=today) for field in OF_STEP[step]}
    return {name: text for name, text in found.items() if text}


def complaint(field: Field, typed: Typed, *, offices: Collection[str], today: date) -> str:
    """What is wrong with one field; empty if nothing is."""
    value = typed.get(field.name, "")
    if field.person is not None:
        return _of_person(field.person, value, today)
    if not _is_said(value):
        return _missing(field) if field.required else ""
    return _wrong(field, value, offices) or _too_long(field, value)


def read_person(field: PersonField, value: str | list[str], *, today: date) -> object:
    """A fact of the person's record as it is kept there, or a `Problem`."""
    return read_field(field, whole_date(*value) if isinstance(value, list) else value, today=today)


def postal_digits(typed: str) -> str:
    """The seven digits of a postal code, however it was typed; empty if it is none."""
    figures = hyphens(half_width(typed)).replace("-", "").replace("〒", "").replace(" ", "")
    return figures if _POSTAL_CODE.fullmatch(figures) else ""


def _clean(field: Field, sent: list[str]) -> str | list[str]:
    match field.kind:
        case Kind.SOME_OF:
            return [value for value, _label in field.options if value in sent]
        case Kind.BIRTH_DATE:
            parts = [half_width(part)[:40] for part in sent[:_OF_DATE]]
            return [*parts, *[""] * (_OF_DATE - len(parts))]
        case Kind.LINES:
            return several_lines(sent[0] if sent else "")[:LONGEST_KEPT]
        case Kind.NUMBER:
            return half_width(sent[0] if sent else "").replace(",", "")[:LONGEST_KEPT]
        case _:
            return one_line(sent[0] if sent else "")[:LONGEST_KEPT]


def _is_said(value: str | list[str]) -> bool:
    return bool(value) if isinstance(value, list) else says_something(value)


def _of_person(which: PersonField, value: str | list[str], today: date) -> str:
    if which is PersonField.PHONE and not value:
        return _("電話番号を入力してください。例：0957-00-0000")
    read = read_person(which, value, today=today)
    return field_complaint(which, read) if isinstance(read, Problem) else ""


def _missing(field: Field) -> str:
    if field.kind in {Kind.ONE_OF, Kind.SOME_OF, Kind.OFFICE}:
        return _("「%(field)s」を選んでください。", field=_(field.label))
    return _("「%(field)s」を入力してください。", field=_(field.label))


def _wrong(field: Field, value: str | list[str], offices: Collection[str]) -> str:
    match field.kind:
        case Kind.ONE_OF if value not in dict(field.options):
            return _missing(field)
        case Kind.OFFICE if value not in offices:
            return _missing(field)
        case Kind.NUMBER if not (isinstance(value, str) and value.isascii() and value.isdecimal()):
            return _figures_only(field)
        case Kind.NUMBER if len(value) > field.longest:
            return _figures_only(field)
        case Kind.POSTAL_CODE if not (isinstance(value, str) and postal_digits(value)):
            return _("郵便番号は、数字7けたで入力してください。例：856-0027")
        case _:
            return ""


def _figures_only(field: Field) -> str:
    return _(
        "「%(field)s」は、%(most)sけたまでの数字だけで入力してください。", field=_(field.label), most=field.longest
    )


def _too_long(field: Field, value: str | list[str]) -> str:
    """Named, since a step has several long texts."""
    if not isinstance(value, str) or len(value) <= field.longest:
        return ""
    facts = {"what": f"「{_(field.label)}」", "most": field.longest, "count": len(value)}
    return _("%(what)sは、%(most)s文字以内で書いてください（いまは%(count)s文字です）。", **facts)
