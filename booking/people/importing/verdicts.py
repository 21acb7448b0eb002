"""Judges a line of a file of people against what is on record: new, changed, the same, or doubtful. Knows no tables.

A doubtful line is never taken in: somebody looks at it and at the record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any

from booking.people.importing.file import PersonLine
from booking.people.records.fields import Person, PersonField, Problem, read_field
from booking.people.records.seeker_numbers import is_drawn


class Verdict(StrEnum):
    """What a line is."""

    NEW = auto()
    CHANGED = auto()
    SAME = auto()
    DOUBTFUL = auto()


class Doubt(StrEnum):
    """Why a line is not taken in."""

    COLUMNS = auto()  # more cells than headings
    FIELD = auto()  # a cell cannot be read
    TWICE = auto()  # another line means the same person
    ELSEWHERE = auto()  # the number belongs to a person of another office
    OTHER_BIRTH_DATE = auto()  # the number is that of somebody who was born on another day
    RESERVED = auto()  # a number that only the service gives
    MAY_BE_KNOWN = auto()  # a record with another number, or none of ours, looks like this person
    SIGNS_IN = auto()  # the mail address is how the person signs in; it is changed on the page, where they are told
    EMAIL_TAKEN = auto()  # somebody else signs in with it
    EARLIER = auto()  # the validity would end earlier than it does: an old file


@dataclass(frozen=True)
class Concern:
    """A doubt with its facts: the field and what is wrong with it, or the other line."""

    doubt: Doubt
    field: PersonField | None = None
    problem: Problem | None = None
    line: int | None = None


@dataclass(frozen=True)
class ReadLine:
    """A line whose cells were read: the values of those that are good, and what is wrong with the others."""

    number: int
    values: Mapping[PersonField, Any]
    concerns: tuple[Concern, ...] = ()

    @property
    def seeker_number(self) -> str | None:
        """The number, if the line has one."""
        found: str | None = self.values.get(PersonField.SEEKER_NUMBER)
        return found


@dataclass(frozen=True)
class Known:
    """What is on record of somebody who may be meant. `is_here`: of the office of the file."""

    seeker_id: int
    values: Mapping[PersonField, Any]
    is_here: bool
    signs_in: bool


@dataclass(frozen=True)
class Found:
    """What the records say of a line: whose number it is, or who is meant without one, and who else looks like it."""

    known: Known | None = None
    others_look_alike: bool = False
    email_is_taken: bool = False


@dataclass(frozen=True)
class Judged:
    """A line with its verdict. `changed` are the fields that would be written; `seeker_id` is whose."""

    line: ReadLine
    verdict: Verdict
    concerns: tuple[Concern, ...] = ()
    seeker_id: int | None = None
    changed: tuple[PersonField, ...] = ()

    @property
    def person(self) -> Person:
        """The whole record of somebody new."""
        of_it: dict[str, Any] = {
            field.value: self.line.values.get(field) for field in PersonField if field is not _NUMBER
        }
        return Person(**of_it)


_NUMBER, _BORN = PersonField.SEEKER_NUMBER, PersonField.BIRTH_DATE
_NEEDED = (PersonField.NAME, PersonField.KANA, PersonField.BIRTH_DATE, PersonField.ADDRESS)


def read_lines(lines: Sequence[PersonLine], *, today: date) -> list[ReadLine]:
    """Read all lines of a file; two that mean the same person are both in doubt."""
    read = [_read(line, today) for line in lines]
    first: dict[object, int] = {}
    twins: dict[int, int] = {}
    for line in read:
        whom = _whom(line)
        if whom is None:
            continue
        if whom in first:
            twins[line.number] = first[whom]
            twins.setdefault(first[whom], line.number)
        else:
            first[whom] = line.number
    return [_in_doubt(line, twins.get(line.number)) for line in read]


def judge(line: ReadLine, found: Found) -> Judged:
    """What the line is, beside what is on record."""
    concerns = line.concerns + tuple(_concerns(line, found))
    if found.known is None and not _may_mean_somebody_known(line):
        concerns += tuple(Concern(Doubt.FIELD, field, Problem.MISSING) for field in _NEEDED if _lacks(line, field))
    if concerns:
        return Judged(line, Verdict.DOUBTFUL, concerns)
    if found.known is None:
        return Judged(line, Verdict.NEW)
    changed = _changed(line, found.known)
    verdict = Verdict.CHANGED if changed else Verdict.SAME
    return Judged(line, verdict, seeker_id=found.known.seeker_id, changed=changed)


def _read(line: PersonLine, today: date) -> ReadLine:
    if line.is_too_long:
        return ReadLine(line.number, {}, (Concern(Doubt.COLUMNS),))
    read = {field: read_field(field, cell, today=today) for field, cell in line.cells.items()}
    problems = {field: value for field, value in read.items() if isinstance(value, Problem)}
    values = {field: value for field, value in read.items() if field not in problems}
    concerns = tuple(Concern(Doubt.FIELD, field, problem) for field, problem in problems.items())
    if not concerns and not _names_somebody(values):
        concerns = (Concern(Doubt.FIELD, _NUMBER, Problem.MISSING),)
    return ReadLine(line.number, values, concerns)


def _names_somebody(values: Mapping[PersonField, Any]) -> bool:
    return _NUMBER in values or {PersonField.KANA, _BORN} <= values.keys()


def _whom(line: ReadLine) -> object:
    """Whom a line means, as far as the line tells by itself."""
    if line.seeker_number is not None:
        return line.seeker_number
    return (line.values[PersonField.KANA], line.values[_BORN]) if _names_somebody(line.values) else None


def _in_doubt(line: ReadLine, twin: int | None) -> ReadLine:
    if twin is None:
        return line
    return ReadLine(line.number, line.values, (*line.concerns, Concern(Doubt.TWICE, line=twin)))


def _concerns(line: ReadLine, found: Found) -> list[Concern]:
    known, doubts = found.known, []
    if found.email_is_taken:
        doubts.append(Doubt.EMAIL_TAKEN)
    if known is None:
        doubts += [Doubt.RESERVED] if is_drawn(line.seeker_number or "") else []
        doubts += [Doubt.MAY_BE_KNOWN] if found.others_look_alike else []
    elif not known.is_here:
        doubts.append(Doubt.ELSEWHERE)  # whose record it is, is not said
    else:
        doubts += _doubts_of_change(line, known)
    return [Concern(doubt) for doubt in doubts]


def _doubts_of_change(line: ReadLine, known: Known) -> list[Doubt]:
    born, changed = line.values.get(_BORN), _changed(line, known)
    until, was = line.values.get(PersonField.VALID_UNTIL), known.values[PersonField.VALID_UNTIL]
    return [
        doubt
        for doubt, is_so in (
            (Doubt.OTHER_BIRTH_DATE, born is not None and born != known.values[_BORN]),
            (Doubt.SIGNS_IN, known.signs_in and PersonField.EMAIL in changed),
            (Doubt.EARLIER, until is not None and was is not None and until < was),
        )
        if is_so
    ]


def _changed(line: ReadLine, known: Known) -> tuple[PersonField, ...]:
    """The fields of which the line says something else; an empty cell says nothing."""
    given = [field for field in PersonField if field in line.values and field is not _NUMBER]
    return tuple(field for field in given if line.values[field] != known.values[field])


def _may_mean_somebody_known(line: ReadLine) -> bool:
    """Whether the line is so wrong that nobody can tell whom it means; what somebody new lacks is no matter then."""
    return any(concern.doubt is Doubt.COLUMNS or concern.field is _NUMBER for concern in line.concerns)


def _lacks(line: ReadLine, field: PersonField) -> bool:
    return field not in line.values and not any(concern.field is field for concern in line.concerns)
