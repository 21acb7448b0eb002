"""Waits of seekers, and the days for which somebody waits."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.availability.procedures import rules_of
from booking.core.channels import Channel
from booking.tables import Procedure, Wait
from calendars.office_time import day_of

_WITH_PROCEDURE = joinedload(Wait.procedure).joinedload(Procedure.office)


def wait_of(session: Session, *, seeker_id: int, procedure_id: int, day: date) -> Wait | None:
    """The seeker's wait for a place of the procedure on `day` (office day), if there is one."""
    return session.scalar(
        select(Wait).where(Wait.seeker_id == seeker_id, Wait.procedure_id == procedure_id, Wait.day == day)
    )


def open_waits(session: Session, *, seeker_id: int, now: datetime) -> Sequence[Wait]:
    """The seeker's waits for days that can still be booked on the web, the nearest day first."""
    waits = session.scalars(
        select(Wait)
        .where(Wait.seeker_id == seeker_id, Wait.day >= day_of(now))
        .order_by(Wait.day, Wait.id)
        .options(_WITH_PROCEDURE)
    )
    return [wait for wait in waits if not is_closed(session, wait, now=now)]


def waits_by_procedure(session: Session) -> Sequence[Wait]:
    """Everybody's waits, those of a procedure together, its days in their order, the earliest wait of a day first.

    Seekers are read when one is asked for, since few waits have a turn: with them PostgreSQL reads all seekers.
    """
    return session.scalars(select(Wait).order_by(Wait.procedure_id, Wait.day, Wait.id).options(_WITH_PROCEDURE)).all()


def is_closed(session: Session, wait: Wait, *, now: datetime) -> bool:
    """Whether the day can no longer be booked on the web, whatever becomes free."""
    rules = rules_of(session, wait.procedure)
    return rules.ended_on(wait.day) or now >= rules.closes_at(wait.day, Channel.WEB)
