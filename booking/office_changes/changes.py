"""Changes of an office's days, times and desks, as values, and the Office that each of them makes of another.

Who is affected, who may do it and how it is stored stand elsewhere; whether the result keeps the rules is for
`booking.offices.file.check`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, TypeAlias

from booking.office_changes.closings import CloseDay, ReopenDay, closed, reopened
from booking.office_changes.contact import contact_in
from booking.office_changes.openings import AddOpening, RemoveOpening, opened, unopened
from booking.office_changes.refusals import NoSuchTimetable, UnknownDesk
from booking.office_changes.settings.from_a_day import refuse_past
from booking.office_changes.settings.parts import desk_in, procedure_in, with_desk, with_procedure
from booking.office_changes.settings.put_back import PutBack, put_back
from booking.office_changes.settings.terms import DropTerms, NewTerms, with_terms, without_terms
from booking.office_changes.settings.values import (
    AddDesk,
    AddProcedure,
    RemoveRules,
    ReviseDesk,
    ReviseOffice,
    ReviseProcedure,
    revised_desk,
    revised_procedure,
    without_rules,
)
from booking.offices.file.shape import Office, Timetable, WeeklyStart

NationalHoliday: TypeAlias = Callable[[date], str | None]


@dataclass(frozen=True)
class NewTimetable:
    """From `valid_from` on the procedure (its code) has these weekly starts, until its next timetable."""

    act: ClassVar[str] = "change_timetable"
    procedure: str
    valid_from: date
    weekly: tuple[WeeklyStart, ...]


@dataclass(frozen=True)
class RemoveTimetable:
    """The timetable planned from `valid_from` on is not to come; the one before it goes on."""

    act: ClassVar[str] = "remove_timetable"
    procedure: str
    valid_from: date


@dataclass(frozen=True)
class TakeDeskOut:
    """The procedure is no longer held at the desk (codes); the desk itself stays, bookings name it."""

    act: ClassVar[str] = "take_desk_out"
    procedure: str
    desk: str


@dataclass(frozen=True)
class PutDeskIn:
    """The procedure is held at one more desk of the office (codes), which fills last."""

    act: ClassVar[str] = "put_desk_in"
    procedure: str
    desk: str


@dataclass(frozen=True)
class End:
    """From `ends_on` on the procedure or the desk (codes), or without both the office, is no more; None: it goes on."""

    act: ClassVar[str] = "end"
    ends_on: date | None
    procedure: str | None = None
    desk: str | None = None


Versions: TypeAlias = NewTerms | DropTerms | PutBack
Settings: TypeAlias = ReviseOffice | ReviseDesk | AddDesk | ReviseProcedure | RemoveRules | AddProcedure | Versions
Change: TypeAlias = (
    CloseDay
    | ReopenDay
    | AddOpening
    | RemoveOpening
    | NewTimetable
    | RemoveTimetable
    | TakeDeskOut
    | PutDeskIn
    | End
    | Settings
)


def changed(office: Office, change: Change, *, today: date, national_holiday: NationalHoliday) -> Office:
    """The office after the change.

    Raises:
        DayInPast: it would change what has been.
        Refusal: every refusal of `closings` and `openings`.
        NoSuchTimetable, NoSuchRules, NoSuchTerms: nothing of the kind is planned from that day on.
        SettingsChanged: the settings are not what was seen.
        UnknownProcedure, UnknownDesk: the office has none of this code, or the procedure not this desk.
    """
    match change:
        case CloseDay():
            return closed(office, change, today=today, national_holiday=national_holiday)
        case ReopenDay():
            return reopened(office, change, today=today)
        case AddOpening():
            return opened(office, change, today=today)
        case RemoveOpening():
            return unopened(office, change, today=today)
        case NewTimetable():
            refuse_past(office, change.valid_from, today)
            return _with_timetable(office, change)
        case RemoveTimetable():
            return _without_timetable(office, change, today)
        case TakeDeskOut():
            return _without_desk(office, change)
        case PutDeskIn():
            return _with_desk(office, change)
        case End():
            refuse_past(office, change.ends_on or today, today)
            return _with_end(office, change)
    return _with_settings(office, change, today)


def _with_settings(office: Office, change: Settings, today: date) -> Office:
    match change:
        case ReviseOffice():
            return replace(office, **change.values)
        case ReviseDesk():
            return revised_desk(office, change)
        case AddDesk():
            return replace(office, desks=(*office.desks, change.added))
        case ReviseProcedure():
            return revised_procedure(office, change, today=today)
        case RemoveRules():
            return without_rules(office, change, today=today)
        case AddProcedure():
            refuse_past(office, min(one.valid_from for one in change.added.timetables), today)
            return replace(office, procedures=(*office.procedures, change.added))
    return _with_version(office, change, today)


def _with_version(office: Office, change: Versions, today: date) -> Office:
    if isinstance(change, PutBack):
        return put_back(office, change, today=today)
    procedure = procedure_in(office, change.procedure)
    if isinstance(change, NewTerms):
        return with_procedure(office, with_terms(office, procedure, change, today=today))
    return with_procedure(office, without_terms(office, procedure, change, today=today))


def seen_version(change: Change) -> int | None:
    """The version of the office's settings that a form showed whose values were changed; None where it shows none."""
    if isinstance(change, ReviseOffice | ReviseDesk | ReviseProcedure | NewTerms):
        return change.seen_version
    return None


def is_made(office: Office, change: Change) -> bool:
    """Whether a desk or a procedure stands there already just as it is to be made: its form was sent twice."""
    if isinstance(change, AddDesk):
        return change.added in office.desks
    return isinstance(change, AddProcedure) and change.added in office.procedures


def present_end(office: Office, change: End) -> date | None:
    """The end that the change would replace; raises UnknownProcedure, UnknownDesk."""
    if change.procedure is not None:
        return procedure_in(office, change.procedure).ends_on
    if change.desk is not None:
        return desk_in(office, change.desk).ends_on
    return office.ends_on


def _with_timetable(office: Office, change: NewTimetable) -> Office:
    procedure = procedure_in(office, change.procedure)
    others = [timetable for timetable in procedure.timetables if timetable.valid_from != change.valid_from]
    timetables = sorted([*others, Timetable(change.valid_from, change.weekly)], key=lambda one: one.valid_from)
    return with_procedure(office, replace(procedure, timetables=tuple(timetables)))


def _without_timetable(office: Office, change: RemoveTimetable, today: date) -> Office:
    """Only what is still to come can be taken away: the times that hold are changed by new ones."""
    procedure = procedure_in(office, change.procedure)
    left = tuple(one for one in procedure.timetables if one.valid_from != change.valid_from)
    if change.valid_from <= today or len(left) in {0, len(procedure.timetables)}:
        raise NoSuchTimetable(contact_in(office), change.valid_from)
    return with_procedure(office, replace(procedure, timetables=left))


def _without_desk(office: Office, change: TakeDeskOut) -> Office:
    procedure = procedure_in(office, change.procedure)
    if change.desk not in procedure.desks:
        raise UnknownDesk(contact_in(office), change.desk)
    return with_procedure(
        office, replace(procedure, desks=tuple(code for code in procedure.desks if code != change.desk))
    )


def _with_desk(office: Office, change: PutDeskIn) -> Office:
    procedure = procedure_in(office, change.procedure)
    if change.desk in procedure.desks or change.desk not in {desk.code for desk in office.desks}:
        raise UnknownDesk(contact_in(office), change.desk)
    return with_procedure(office, replace(procedure, desks=(*procedure.desks, change.desk)))


def _with_end(office: Office, change: End) -> Office:
    if change.procedure is not None:
        return with_procedure(office, replace(procedure_in(office, change.procedure), ends_on=change.ends_on))
    if change.desk is None:
        return replace(office, ends_on=change.ends_on)
    return with_desk(office, replace(desk_in(office, change.desk), ends_on=change.ends_on))
