"""What pages show of a step: its fields with what was typed, and the steps with how far one has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import request

from booking.core.dates import born_day
from booking.core.texts import _
from booking.people.records.fields import PersonField
from booking.people.words import phone_with_hyphens
from booking.portal.registration.check import Typed, clean, read_person
from booking.portal.registration.drafts import Draft
from booking.portal.registration.fields import OF_STEP, Field, Kind, Options
from booking.portal.registration.offices import offices_to_choose
from booking.portal.registration.steps import TITLES, Step
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class ShownStep:
    """A step in the bar: its title, and whether one may go there."""

    step: Step
    title: str
    is_complete: bool


@dataclass(frozen=True)
class ShownField:
    """A field with its value, its choices in the reader's language, and what is wrong with it."""

    field: Field
    value: str | list[str]
    options: Options
    error: str = ""
    locked: bool = False

    @property
    def kind(self) -> str:
        """Which macro shows it."""
        return self.field.kind.name.lower()

    @property
    def label(self) -> str:
        """What it is called."""
        return _(self.field.label)

    @property
    def support(self) -> str:
        """The rule and an example."""
        return _(self.field.support) if self.field.support else ""

    @property
    def parts(self) -> Mapping[str, str]:
        """A date in its three parts."""
        return dict(zip(PARTS, self.value, strict=True)) if isinstance(self.value, list) else {}

    @property
    def said(self) -> str:
        """The value as the summary shows it, such as a birth date as it was understood; several lines stay lines."""
        if self.field.person is not None:
            return _of_person(self.field.person, self.value)
        names = dict(self.options)
        if isinstance(self.value, list):
            return _("、").join(names[one] for one in self.value if one in names)
        return names.get(self.value, self.value)


def typed_in_form(step: Step) -> dict[str, str | list[str]]:
    """What the form of a step sent, as it is kept."""
    form = request.form
    values = {one.name: form.getlist(one.name) for one in OF_STEP[step]}
    for one in OF_STEP[step]:
        if one.kind is Kind.BIRTH_DATE:
            values[one.name] = [form.get(f"{one.name}_{part}", "") for part in PARTS]
    return clean(step, values)


def shown_fields(
    step: Step, typed: Typed, errors: Mapping[str, str] | None = None, *, sent: bool = False
) -> Sequence[ShownField]:
    """The fields of a step; once it was `sent`, those that only an office changes are locked."""
    return [
        ShownField(one, typed[one.name], _options(one), (errors or {}).get(one.name, ""), sent and one.fixed)
        for one in OF_STEP[step]
    ]


def shown_steps(draft: Draft) -> Sequence[ShownStep]:
    """The bar: each step of this person."""
    complete = draft.complete(offices=offices(), today=day_of(now()))
    return [ShownStep(step, _(TITLES[step]), step in complete) for step in draft.steps]


def offices() -> Mapping[str, str]:
    """The offices of which one is chosen."""
    return offices_to_choose(db.session(), today=day_of(now()))


def _of_person(which: PersonField, typed: str | list[str]) -> str:
    """A fact as it will stand in the record, and as the desk shows it; one that cannot be read as it was typed."""
    match read_person(which, typed, today=day_of(now())):
        case date() as day:
            return born_day(day)
        case str() as text:
            return phone_with_hyphens(text) if which is PersonField.PHONE else text
        case _:
            return typed if isinstance(typed, str) else " ".join(typed).strip()


def _options(one: Field) -> Options:
    if one.kind is Kind.OFFICE:
        return tuple(offices().items())
    return tuple((value, _(label)) for value, label in one.options)
