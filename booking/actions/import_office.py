"""Takes an office file into the database: a new office whole, a known one by what differs (design §6).

Bookings are never touched: one that no longer fits the timetable stays valid. What a booking names (desks, procedures,
old terms) is changed or added, but not removed.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.actions.auditing import record
from booking.actions.locking import lock_office
from booking.models import (
    ClosingDay,
    Desk,
    ExtraOpening,
    Office,
    OpeningStart,
    Procedure,
    ProcedureDesk,
    Terms,
    Timetable,
    WeeklyStart,
)
from booking.office_files import shape
from booking.office_files.check import check_codes, check_hosts
from booking.office_files.problems import OfficeFileError, Problem
from booking.queries.office_files import all_office_files
from database.transactions import transact


def import_office(given: shape.Office, *, actor: str, now: datetime) -> None:
    """Make the database say what `given` says of its office.

    Raises:
        OfficeFileError: a host or a code belongs to another office, or something that the office has is left out.
    """
    transact(lambda session: _import(session, given, actor, now))


def _import(session: Session, given: shape.Office, actor: str, now: datetime) -> None:
    _refuse_clashes(session, given)
    office = _office(session, given)
    _replace_days(session, office, given)
    desks = {desk.code: _desk(session, office, desk) for desk in given.desks}
    procedures = {one.code: _procedure(session, office, one, desks) for one in given.procedures}
    _add_openings(session, office, given, procedures)
    record(session, actor=actor, act="import_office", object_=f"office:{given.code}", now=now)


def _refuse_clashes(session: Session, given: shape.Office) -> None:
    offices = [office for office in all_office_files(session) if office.code != given.code] + [given]
    problems = [*check_hosts(offices), *check_codes(offices), *_left_out(session, given)]
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
        Problem(given.code, f"{key}[{code}]", "すでにあるものが書かれていません", "残したまま書いてください")
        for key, codes in known.items()
        for code in sorted(codes - named[key])
    ]


def _procedure_codes(session: Session, office: Office) -> set[str]:
    return set(session.scalars(select(Procedure.code).where(Procedure.office_id == office.id)))


def _office(session: Session, given: shape.Office) -> Office:
    office = session.scalar(select(Office).where(Office.code == given.code))
    if office is None:
        office = Office(code=given.code)
        session.add(office)
    else:
        lock_office(session, office.id)
    for name in (
        "name", "official_name", "department", "phone", "email", "desk_opens", "desk_closes", "fictional",
    ):  # fmt: skip
        setattr(office, name, getattr(given, name))
    session.flush()
    return office


def _replace_days(session: Session, office: Office, given: shape.Office) -> None:
    office.closing_days.clear()
    office.extra_openings.clear()
    session.flush()
    office.closing_days.extend(ClosingDay(day=closing.day, reason=closing.reason) for closing in given.closing_days)


def _desk(session: Session, office: Office, given: shape.Desk) -> Desk:
    desk = next((desk for desk in office.desks if desk.code == given.code), None)
    if desk is None:
        desk = Desk(code=given.code)
        office.desks.append(desk)
    desk.name, desk.zoom_host = given.name, given.zoom_host
    desk.host_licence, desk.rest_minutes = given.host_licence, given.rest_minutes
    session.flush()
    return desk


_PLAIN = (
    "title", "purpose", "purpose_order", "length_minutes", "lead_open_days", "window_days", "web_cutoff_time",
    "max_open_bookings", "late_minutes", "enter_minutes_before", "late_booking_allowed", "invented", "entering",
    "phone_only_reason",
)  # fmt: skip
_LISTS = ("keywords", "for_whom", "needed", "cautions")


def _procedure(session: Session, office: Office, given: shape.Procedure, desks: dict[str, Desk]) -> Procedure:
    procedure = session.scalar(select(Procedure).where(Procedure.code == given.code))
    if procedure is None:
        procedure = Procedure(code=given.code, office_id=office.id)
        session.add(procedure)
    for name in _PLAIN:
        setattr(procedure, name, getattr(given, name))
    for name in _LISTS:
        setattr(procedure, name, list(getattr(given, name)))
    procedure.channels = [channel.value for channel in given.channels]
    procedure.mail_carries = {way.value: what.value for way, what in given.mail_carries.items()}
    procedure.terms_version = given.terms.version
    session.flush()
    _replace_parts(session, procedure, given, desks)
    return procedure


def _replace_parts(session: Session, procedure: Procedure, given: shape.Procedure, desks: dict[str, Desk]) -> None:
    procedure.desks.clear()
    procedure.timetables.clear()
    session.flush()
    for position, code in enumerate(given.desks):
        procedure.desks.append(ProcedureDesk(desk_id=desks[code].id, position=position))
    for timetable in given.timetables:
        weekly = [WeeklyStart(weekday=one.weekday, start=one.start) for one in timetable.weekly]
        procedure.timetables.append(Timetable(valid_from=timetable.valid_from, weekly=weekly))
    _keep_terms(procedure, given.terms)
    session.flush()


def _keep_terms(procedure: Procedure, given: shape.Terms) -> None:
    """Add a new version beside the old ones, to which consents refer; a corrected one replaces its wording."""
    terms = next((terms for terms in procedure.terms if terms.version == given.version), None)
    if terms is None:
        terms = Terms(version=given.version)
        procedure.terms.append(terms)
    terms.paragraphs = list(given.paragraphs)


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
