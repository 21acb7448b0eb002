"""The fields of a person's record as a clerk types them; for registering somebody and for correcting a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from booking.core.input.typed_dates import whole_date
from booking.core.texts import _
from booking.people.records.field_words import field_complaint
from booking.people.records.fields import Person, PersonField, PersonRead, read_person
from booking.web.forms import Form, line

_BIRTH = PersonField.BIRTH_DATE
_PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class PersonForm(Form):
    """What was typed, by the names of the fields, and what was read of it."""

    typed: Mapping[str, str] = field(repr=False)
    read: PersonRead = field(repr=False)

    @classmethod
    def parse(cls, sent: Mapping[str, str], *, today: date) -> "PersonForm":
        """Read what was sent; of the birth date three fields."""
        names = [each.value for each in PersonField if each is not _BIRTH] + [_part(part) for part in _PARTS]
        typed = {name: line(sent, name) for name in names}
        born = whole_date(*(typed[_part(part)] for part in _PARTS))
        read = read_person({each: typed.get(each.value, born) for each in PersonField}, today=today)
        complaints = {
            each.value: field_complaint(each, read.problems[each]) for each in PersonField if each in read.problems
        }
        return cls(typed, read).checked(complaints)

    @classmethod
    def of(cls, person: Person, number: str, *, today: date) -> "PersonForm":
        """The form with what is on record."""
        born, valid = person.birth_date, person.valid_until
        sent = {
            PersonField.SEEKER_NUMBER.value: number,
            PersonField.NAME.value: person.name,
            PersonField.KANA.value: person.kana,
            PersonField.PHONE.value: person.phone or "",
            PersonField.ADDRESS.value: person.address,
            PersonField.EMAIL.value: person.email or "",
            PersonField.VALID_UNTIL.value: "" if valid is None else as_typed(valid),
            _part("year"): str(born.year),
            _part("month"): str(born.month),
            _part("day"): str(born.day),
        }
        return cls.parse(sent, today=today)

    @property
    def birth(self) -> Mapping[str, str]:
        """The birth date as it was typed, by its parts."""
        return {part: self.typed.get(_part(part), "") for part in _PARTS}


def _part(part: str) -> str:
    return f"{_BIRTH.value}_{part}"


def as_typed(day: date) -> str:
    """A day as a clerk would type it."""
    return _("%(year)s年%(month)s月%(day)s日", year=day.year, month=day.month, day=day.day)
