"""An office as the database has it, in the shape of an office file: for export and for what an import would change."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability.rule_values import Terms, read_written
from booking.core.plain_values import typed
from booking.offices.absence_rules import AbsenceRules
from booking.offices.file import shape
from booking.offices.file.parts import columns_of
from booking.offices.sentences import Sentences
from booking.tables import Office, OfficeSentences, Procedure
from booking.tables.offices import ClosingDay, Desk, ExtraOpening
from booking.tables.procedures import Timetable
from calendars import office_days as days

P = TypeVar("P")


def office_file_of(session: Session, code: str) -> shape.Office | None:
    """The office under `code`, or None."""
    office = session.scalar(select(Office).where(Office.code == code))
    return office_file(session, office) if office is not None else None


def office_file(session: Session, office: Office) -> shape.Office:
    """An office that is loaded already."""
    procedures = session.scalars(select(Procedure).where(Procedure.office_id == office.id).order_by(Procedure.id)).all()
    codes = {procedure.id: procedure.code for procedure in procedures}
    return _said(
        shape.Office,
        office,
        absences=absence_rules_of(office),
        desks=tuple(_said(shape.Desk, desk) for desk in sorted(office.desks, key=lambda desk: desk.id)),
        procedures=tuple(_procedure(procedure) for procedure in procedures),
        closing_days=tuple(_closing_day(closing) for closing in office.closing_days),
        extra_openings=tuple(_opening(opening, codes) for opening in office.extra_openings),
        sentences=tuple(sentences_of_row(row) for row in office.sentences),
    )


def absence_rules_of(office: Office) -> AbsenceRules:
    """What no-shows lead to at the office."""
    return _said(AbsenceRules, office)


def sentences_of_row(row: OfficeSentences) -> Sentences:
    """What the office says in messages of one kind."""
    return _said(Sentences, row)


def sentences_now(session: Session, office: Office, kind: str) -> Sentences:
    """What the office says in messages of this kind; they may say nothing."""
    named = OfficeSentences.office_id == office.id, OfficeSentences.kind == kind
    row = session.scalar(select(OfficeSentences).where(*named))
    return sentences_of_row(row) if row is not None else Sentences(kind)


def _said(part: type[P], row: Office | Desk | Procedure | OfficeSentences, **others: object) -> P:
    """The part whose fields are the columns of the row, and `others`, which have rows of their own."""
    columns = {name: typed(hint, getattr(row, name)) for name, hint in columns_of(part) if name not in others}
    return part(**columns, **others)


def _closing_day(closing: ClosingDay) -> days.ClosingDay:
    return days.ClosingDay(closing.day, closing.reason, closing.every_year, closing.closed_from, closing.closed_until)


def _opening(opening: ExtraOpening, codes: dict[int, str]) -> shape.ExtraOpening:
    starts = (shape.OpeningStart(codes[start.procedure_id], start.start) for start in opening.starts)
    return shape.ExtraOpening(opening.day, opening.name, opening.counts_as_office_day, tuple(sorted(starts)))


def _timetable(timetable: Timetable) -> shape.Timetable:
    weekly = (shape.WeeklyStart(weekly.weekday, weekly.start) for weekly in timetable.weekly)
    return shape.Timetable(timetable.valid_from, tuple(sorted(weekly)))


def _procedure(procedure: Procedure) -> shape.Procedure:
    terms = next(terms for terms in procedure.terms if terms.version == procedure.terms_version)
    return _said(
        shape.Procedure,
        procedure,
        terms=Terms(terms.version, tuple(terms.paragraphs)),
        desks=tuple(desk.desk.code for desk in procedure.desks),
        timetables=tuple(_timetable(timetable) for timetable in procedure.timetables),
        rules=tuple(shape.DatedRules(entry.valid_from, read_written(entry.changed)) for entry in procedure.rules),
    )
