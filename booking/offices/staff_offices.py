"""What belongs to a member of staff: their offices, and what is booked at the desks of these."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.availability.procedures import procedure_by_code, rules_of, values_on
from booking.availability.refusals import UnknownProcedure
from booking.core.channels import Channel
from booking.tables import Office, Procedure

DESK_CHANNELS = (Channel.PHONE, Channel.COUNTER)


def offices_of_staff(session: Session, *, office_ids: Collection[int]) -> Sequence[Office]:
    """The offices, in the order in which they came in."""
    return session.scalars(select(Office).where(Office.id.in_(office_ids)).order_by(Office.id)).all()


def procedures_of_offices(session: Session, *, office_ids: Collection[int]) -> Sequence[Procedure]:
    """All procedures of the offices, 職業相談 first."""
    return session.scalars(
        select(Procedure)
        .where(Procedure.office_id.in_(office_ids))
        .order_by(Procedure.purpose_order, Procedure.id)
        .options(joinedload(Procedure.office))
    ).all()


def desk_procedures(session: Session, *, office_ids: Collection[int], today: date) -> Sequence[Procedure]:
    """The offices' procedures that are booked on the phone or at the counter, 職業相談 first; none that has ended."""
    procedures = procedures_of_offices(session, office_ids=office_ids)
    return [one for one in procedures if _is_for_desks(session, one, today)]


def desk_procedure(session: Session, code: str, *, office_ids: Collection[int], today: date) -> Procedure:
    """A procedure that these offices book at their desks; any other is unknown (UnknownProcedure)."""
    procedure = procedure_by_code(session, code)
    if procedure.office_id not in office_ids or not _desk_channels_from(session, procedure, today):
        raise UnknownProcedure(None, code)
    return procedure


def desk_channels(session: Session, procedure: Procedure, day: date) -> tuple[Channel, ...]:
    """The ways in which staff may take a booking for a consultation on `day`."""
    channels = values_on(session, procedure, day).channels
    return tuple(channel for channel in DESK_CHANNELS if channel in channels)


def _is_for_desks(session: Session, procedure: Procedure, today: date) -> bool:
    is_taken = bool(_desk_channels_from(session, procedure, today))
    return is_taken and not rules_of(session, procedure).ended_on(today)


def _desk_channels_from(session: Session, procedure: Procedure, today: date) -> tuple[Channel, ...]:
    """The ways in which staff may take a booking of any day that is open today."""
    rules = rules_of(session, procedure)
    channels = rules.channels_between(today, rules.last_open_day(today))
    return tuple(channel for channel in DESK_CHANNELS if channel in channels)
