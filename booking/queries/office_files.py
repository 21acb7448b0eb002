"""An office as the database has it, in the shape of an office file: for export and for what an import would change."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.models import Office, Procedure
from booking.models.offices import ClosingDay, Desk, ExtraOpening
from booking.models.procedures import Timetable
from booking.office_files import shape
from booking.policy.absences import AbsenceRules
from booking.policy.channels import Channel, MailCarries


def office_file_of(session: Session, code: str) -> shape.Office | None:
    """The office under `code`, or None."""
    office = session.scalar(select(Office).where(Office.code == code))
    return office_file(session, office) if office is not None else None


def office_file(session: Session, office: Office) -> shape.Office:
    """An office that is loaded already."""
    procedures = session.scalars(select(Procedure).where(Procedure.office_id == office.id).order_by(Procedure.id)).all()
    codes = {procedure.id: procedure.code for procedure in procedures}
    return shape.Office(
        code=office.code,
        name=office.name,
        official_name=office.official_name,
        department=office.department,
        phone=office.phone,
        email=office.email,
        desk_opens=office.desk_opens,
        desk_closes=office.desk_closes,
        fictional=office.fictional,
        ends_on=office.ends_on,
        feed_names=office.feed_names,
        absences=absence_rules_of(office),
        desks=tuple(_desk(desk) for desk in sorted(office.desks, key=lambda desk: desk.id)),
        procedures=tuple(_procedure(procedure) for procedure in procedures),
        closing_days=tuple(_closing_day(closing) for closing in office.closing_days),
        extra_openings=tuple(_opening(opening, codes) for opening in office.extra_openings),
    )


def absence_rules_of(office: Office) -> AbsenceRules:
    """What no-shows lead to at the office."""
    return AbsenceRules(office.warn_at, office.propose_at, office.within_days, office.suspension_days)


def _desk(desk: Desk) -> shape.Desk:
    return shape.Desk(desk.code, desk.name, desk.zoom_host, desk.host_licence, desk.rest_minutes, desk.ends_on)


def _closing_day(closing: ClosingDay) -> shape.ClosingDay:
    return shape.ClosingDay(closing.day, closing.reason)


def _opening(opening: ExtraOpening, codes: dict[int, str]) -> shape.ExtraOpening:
    starts = (shape.OpeningStart(codes[start.procedure_id], start.start) for start in opening.starts)
    return shape.ExtraOpening(opening.day, opening.name, opening.counts_as_office_day, tuple(sorted(starts)))


def _timetable(timetable: Timetable) -> shape.Timetable:
    weekly = (shape.WeeklyStart(weekly.weekday, weekly.start) for weekly in timetable.weekly)
    return shape.Timetable(timetable.valid_from, tuple(sorted(weekly)))


def _procedure(procedure: Procedure) -> shape.Procedure:
    terms = next(terms for terms in procedure.terms if terms.version == procedure.terms_version)
    return shape.Procedure(
        code=procedure.code,
        title=procedure.title,
        purpose=procedure.purpose,
        purpose_order=procedure.purpose_order,
        keywords=tuple(procedure.keywords),
        length_minutes=procedure.length_minutes,
        lead_open_days=procedure.lead_open_days,
        window_days=procedure.window_days,
        web_cutoff_time=procedure.web_cutoff_time,
        channels=tuple(Channel(channel) for channel in procedure.channels),
        max_open_bookings=procedure.max_open_bookings,
        late_minutes=procedure.late_minutes,
        enter_minutes_before=procedure.enter_minutes_before,
        late_booking_allowed=procedure.late_booking_allowed,
        invented=procedure.invented,
        fictional=procedure.fictional,
        ends_on=procedure.ends_on,
        mail_carries={Channel(way): MailCarries(what) for way, what in procedure.mail_carries.items()},
        for_whom=tuple(procedure.for_whom),
        needed=tuple(procedure.needed),
        entering=procedure.entering,
        cautions=tuple(procedure.cautions),
        phone_only_reason=procedure.phone_only_reason,
        terms=shape.Terms(terms.version, tuple(terms.paragraphs)),
        desks=tuple(desk.desk.code for desk in procedure.desks),
        timetables=tuple(_timetable(timetable) for timetable in procedure.timetables),
    )
