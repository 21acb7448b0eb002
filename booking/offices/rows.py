"""Writes an office, as an office file says it, into its rows: what is there is changed, what is new is added.

What bookings name (desks, procedures, old terms) is never removed. Locks and decisions are left to the acts. Whatever
changes an office's settings comes through here, so that each of its versions is kept (rules.md#history-of-settings).
"""

from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability import rule_values
from booking.availability.offices import contact_of
from booking.availability.rule_values import written
from booking.core.plain_values import plain
from booking.offices.absence_rules import AbsenceRules
from booking.offices.file import shape
from booking.offices.file.parts import columns_of
from booking.offices.file.problems import below, entry_key
from booking.offices.refusals import OfficeRulesBroken
from booking.offices.sentences import Sentences
from booking.offices.versions import keep_as_found, keep_version
from booking.tables import (
    ClosingDay,
    DatedRules,
    Desk,
    ExtraOpening,
    Office,
    OfficeSentences,
    OpeningStart,
    Procedure,
    ProcedureDesk,
    Terms,
    Timetable,
    WeeklyStart,
)

P = TypeVar("P")


def write_office(session: Session, given: shape.Office, *, act: str, actor: str, now: datetime) -> Office:
    """Make the rows of the office say what `given` says, raise its version, and keep it with who did what.

    Raises OfficeRulesBroken: a version of terms would say something else than it did.
    """
    office = _office(session, given, now)
    keep_version(session, office, given, act=act, actor=actor, now=now)
    _free_hosts(session, office)
    _replace_days(session, office, given)
    desks = {desk.code: _desk(session, office, desk) for desk in given.desks}
    procedures = {one.code: _procedure(session, office, one, desks) for one in given.procedures}
    _add_openings(session, office, given, procedures)
    _replace_sentences(session, office, given, now)
    return office


def _office(session: Session, given: shape.Office, now: datetime) -> Office:
    office = session.scalar(select(Office).where(Office.code == given.code))
    if office is None:
        office = Office(code=given.code, version=0)
        session.add(office)
    else:
        keep_as_found(session, office, now=now)
    office.version += 1
    office.revised_at = now
    _say(office, shape.Office, given)
    _say(office, AbsenceRules, given.absences)
    session.flush()
    return office


def _say(row: Office | Desk | Procedure | OfficeSentences, part: type[P], given: P, *, but: str = "") -> None:
    """Let the columns of the row say what `given` says; `but` has rows of its own."""
    for name, _ in columns_of(part):
        if name != but:
            value = getattr(given, name)
            setattr(row, name, value if isinstance(value, StrEnum) else plain(value))


def _replace_days(session: Session, office: Office, given: shape.Office) -> None:
    office.closing_days.clear()
    office.extra_openings.clear()
    session.flush()
    office.closing_days.extend(ClosingDay(**vars(closing)) for closing in given.closing_days)


def _free_hosts(session: Session, office: Office) -> None:
    """Take the desks' hosts away before they are given out anew: two desks may exchange theirs."""
    for desk in office.desks:
        desk.zoom_host = None
    session.flush()


def _desk(session: Session, office: Office, given: shape.Desk) -> Desk:
    desk = next((desk for desk in office.desks if desk.code == given.code), None)
    if desk is None:
        desk = Desk(code=given.code)
        office.desks.append(desk)
    _say(desk, shape.Desk, given)
    session.flush()
    return desk


def _procedure(session: Session, office: Office, given: shape.Procedure, desks: dict[str, Desk]) -> Procedure:
    procedure = session.scalar(select(Procedure).where(Procedure.code == given.code))
    if procedure is None:
        procedure = Procedure(code=given.code, office_id=office.id)
        session.add(procedure)
    _say(procedure, shape.Procedure, given, but="desks")
    procedure.terms_version = given.terms.version
    session.flush()
    _replace_parts(session, procedure, given, desks)
    return procedure


def _replace_parts(session: Session, procedure: Procedure, given: shape.Procedure, desks: dict[str, Desk]) -> None:
    procedure.desks.clear()
    procedure.timetables.clear()
    procedure.rules.clear()
    session.flush()
    for position, code in enumerate(given.desks):
        procedure.desks.append(ProcedureDesk(desk_id=desks[code].id, position=position))
    for timetable in given.timetables:
        weekly = [WeeklyStart(weekday=one.weekday, start=one.start) for one in timetable.weekly]
        procedure.timetables.append(Timetable(valid_from=timetable.valid_from, weekly=weekly))
    for entry in given.rules:
        procedure.rules.append(DatedRules(valid_from=entry.valid_from, changed=written(entry.values)))
    for values in given.values.all:
        _keep_terms(procedure, values.terms)
    session.flush()


def _keep_terms(procedure: Procedure, given: rule_values.Terms) -> None:
    """Add a new version beside the old ones, to which consents refer: none of them ever says something else."""
    kept = next((terms for terms in procedure.terms if terms.version == given.version), None)
    if kept is not None and kept.paragraphs != list(given.paragraphs):
        key = below(below(entry_key("procedures", procedure.code), "terms"), "version")
        fault = key, "同じ版のまま文面が変わっています", "新しい版の名前をつける"
        raise OfficeRulesBroken(contact_of(procedure.office), (fault,))
    if kept is None:
        procedure.terms.append(Terms(version=given.version, paragraphs=list(given.paragraphs)))


def _add_openings(session: Session, office: Office, given: shape.Office, procedures: dict[str, Procedure]) -> None:
    for opening in given.extra_openings:
        starts = [
            OpeningStart(procedure_id=procedures[start.procedure].id, start=start.start) for start in opening.starts
        ]
        office.extra_openings.append(
            ExtraOpening(
                day=opening.day,
                name=opening.name,
                counts_as_office_day=opening.counts_as_office_day,
                starts=starts,
            )
        )
    session.flush()


def _replace_sentences(session: Session, office: Office, given: shape.Office, now: datetime) -> None:
    """A kind of message that had sentences goes on having some since then."""
    known = {row.kind: row for row in office.sentences}
    office.sentences = [known.get(one.kind) or OfficeSentences(since=now) for one in given.sentences]
    for row, one in zip(office.sentences, given.sentences, strict=True):
        _say(row, Sentences, one)
    session.flush()
