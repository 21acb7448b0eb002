"""Takes an office file into the database: a new office whole, a known one by what differs (design §6).

Bookings are never touched: one that no longer fits the timetable stays valid. What a booking names (desks, procedures,
old terms) is changed or added, but not removed.
"""

from datetime import datetime

from sqlalchemy import func, select
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
from booking.queries.office_files import office_file_of
from database.transactions import transact


def import_office(given: shape.Office, *, actor: str, now: datetime) -> None:
    """Make the database say what `given` says of its office.

    Raises:
        OfficeFileError: a host or a code belongs to another office, or something that the office has is left out.
    """
    transact(lambda session: _import(session, given, actor, now))


def _import(session: Session, given: shape.Office, actor: str, now: datetime) -> None:
    known_id = session.scalar(select(Office.id).where(Office.code == given.code))
    if known_id is not None:
        lock_office(session, known_id)
    _refuse_clashes(session, given)
    office = _office(session, given)
    _free_hosts(session, office)
    _replace_days(session, office, given)
    desks = {desk.code: _desk(session, office, desk) for desk in given.desks}
    procedures = {one.code: _procedure(session, office, one, desks) for one in given.procedures}
    _add_openings(session, office, given, procedures)
    record(session, actor=actor, act="import_office", object_=f"office:{given.code}", now=now)


def _refuse_clashes(session: Session, given: shape.Office) -> None:
    offices = [*_neighbours(session, given), given]
    problems = [
        *check_hosts(offices),
        *check_codes(offices),
        *_left_out(session, given),
        *_reworded_terms(session, given),
    ]
    if problems:
        raise OfficeFileError(tuple(problems))


def _neighbours(session: Session, given: shape.Office) -> list[shape.Office]:
    """The other offices that have a host or a procedure code of `given`."""
    hosts = [desk.zoom_host.lower() for desk in given.desks if desk.zoom_host]
    codes = [procedure.code for procedure in given.procedures]
    ids = (
        select(Desk.office_id)
        .where(func.lower(Desk.zoom_host).in_(hosts))
        .union(select(Procedure.office_id).where(Procedure.code.in_(codes)))
    )
    found = session.scalars(select(Office.code).where(Office.id.in_(ids), Office.code != given.code))
    files = (office_file_of(session, code) for code in found.all())
    return [office for office in files if office is not None]


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
            given.code, f"procedures[{one.code}].terms", "同じ版のまま文面が変わっています", "新しい版の名前をつける"
        )
        for one in given.procedures
        if kept.get((one.code, one.terms.version), list(one.terms.paragraphs)) != list(one.terms.paragraphs)
    ]


def _procedure_codes(session: Session, office: Office) -> set[str]:
    return set(session.scalars(select(Procedure.code).where(Procedure.office_id == office.id)))


def _office(session: Session, given: shape.Office) -> Office:
    office = session.scalar(select(Office).where(Office.code == given.code))
    if office is None:
        office = Office(code=given.code)
        session.add(office)
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
    """Add a new version beside the old ones, to which consents refer."""
    if all(terms.version != given.version for terms in procedure.terms):
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
