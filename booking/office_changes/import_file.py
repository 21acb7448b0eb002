"""Takes an office file into the database: a new office whole, a known one by what differs (rules.md#office-files).

With bookings that lose their place it does what was decided when the impact was shown.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_office
from booking.office_changes.carry_out import NOBODY_CONCERNED, Cause, Decision, Outcome, carry_out
from booking.office_changes.impact import PlannedChange
from booking.offices.clashes import clashes
from booking.offices.file import shape
from booking.offices.file.problems import OfficeFileError, Problem
from booking.offices.from_rows import office_file
from booking.offices.rows import write_office
from booking.tables import Office, Procedure, Terms
from database.transactions import transact

_ACT = "import_office"
# Bookings and consents hang on what there was.
_LEFT_OUT = "すでにあるものが書かれていません。消すことはできませんが、終わらせることはできます"
_HOW_TO_END = "残したまま書き、終わらせるなら ends_on = 2026-12-31 のように、行わなくなる最初の日を書く"


def import_office(given: shape.Office, *, actor: str, now: datetime, decision: Decision = NOBODY_CONCERNED) -> Outcome:
    """Make the database say what `given` says of its office.

    `decision` is about the bookings that lose their place; without one there must be none.

    Raises:
        OfficeFileError: a host or a code belongs to another office, or something that the office has is left out.
        ImpactChanged: other bookings lose their place than were shown; nothing was changed.
        DecisionMissing, CancelReasonMissing, OtherDeskTaken: what was decided cannot be carried out.
    """
    return transact(lambda session: _import(session, given, actor, now, decision))


def planned_import(session: Session, given: shape.Office) -> PlannedChange | None:
    """What the import would change of a known office; None for a new one. Raises OfficeFileError."""
    _refuse_clashes(session, given)
    office = session.scalar(select(Office).where(Office.code == given.code))
    return PlannedChange(office_file(session, office), given) if office is not None else None


def _import(session: Session, given: shape.Office, actor: str, now: datetime, decision: Decision) -> Outcome:
    known_id = session.scalar(select(Office.id).where(Office.code == given.code))
    office = lock_office(session, known_id) if known_id is not None else None
    planned = planned_import(session, given)
    outcome = Outcome()

    def write() -> None:
        write_office(session, given, act=_ACT, actor=actor, now=now)

    if office is None or planned is None:
        write()
    else:
        cause = Cause(_ACT, actor, undoable=True)
        outcome = carry_out(session, office, planned, decision, cause, write=write, now=now)
    record(session, actor=actor, act=_ACT, object_=f"office:{given.code}", now=now, **outcome.counts)
    return outcome


def _refuse_clashes(session: Session, given: shape.Office) -> None:
    problems = [*clashes(session, given), *_left_out(session, given), *_reworded_terms(session, given)]
    if problems:
        raise OfficeFileError(tuple(problems))


def _left_out(session: Session, given: shape.Office) -> list[Problem]:
    """Desks and procedures that the office has and the file does not: bookings may hang on them."""
    office = session.scalar(select(Office).where(Office.code == given.code))
    if office is None:
        return []
    known = {"desks": {desk.code for desk in office.desks}, "procedures": _procedure_codes(session, office)}
    named = {
        "desks": {desk.code for desk in given.desks},
        "procedures": {one.code for one in given.procedures},
    }
    return [
        Problem(f"{given.code}.toml", f"{key}[{code}]", _LEFT_OUT, _HOW_TO_END)
        for key, codes in known.items()
        for code in sorted(codes - named[key])
    ]


def _reworded_terms(session: Session, given: shape.Office) -> list[Problem]:
    """Terms whose wording changed under their old version: people consented to the old words."""
    kept = {
        (code, version): paragraphs
        for code, version, paragraphs in session.execute(
            select(Procedure.code, Terms.version, Terms.paragraphs)
            .join(Terms, Terms.procedure_id == Procedure.id)
            .where(Procedure.code.in_([one.code for one in given.procedures]))
        )
    }
    return [
        Problem(
            f"{given.code}.toml",
            f"procedures[{one.code}].terms",
            "同じ版のまま文面が変わっています",
            "新しい版の名前をつける",
        )
        for one in given.procedures
        for terms in [values.terms for values in one.values.all]
        if kept.get((one.code, terms.version), list(terms.paragraphs)) != list(terms.paragraphs)
    ]


def _procedure_codes(session: Session, office: Office) -> set[str]:
    return set(session.scalars(select(Procedure.code).where(Procedure.office_id == office.id)))
