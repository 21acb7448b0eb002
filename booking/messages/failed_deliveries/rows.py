"""Deliveries that failed, whom they should have told, and which office sees to them: what the lists of them share."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, select
from sqlalchemy.orm import Session

from booking.tables import Booking, Procedure, Seeker, Staff, Suspension
from notifier.tables import Delivery, FailedDelivery, Message

MOST = 100  # lines of a list

# Of what `with_recipient` reads: the office that the message is about, and where it is about none, the seeker's own.
RESPONSIBLE_OFFICE: ColumnElement[int] = func.coalesce(
    Booking.office_id, Suspension.office_id, Procedure.office_id, Seeker.office_id
)
# The office alone that the message is about: NULL where it is about the person and no office's doings.
OFFICE_OF_SUBJECT: ColumnElement[int | None] = func.coalesce(
    Booking.office_id, Suspension.office_id, Procedure.office_id
)

Rows = Select[*tuple[Any, ...]]


def failed_at_offices(session: Session, failed_id: int, *, office_ids: Collection[int]) -> FailedDelivery | None:
    """A failed delivery of the offices, resolved or not; None for any other.

    Its delivery is locked before it is read, as by newer news that overtakes it: nobody changes either meanwhile.
    """
    of_it = select(FailedDelivery.delivery_id).where(FailedDelivery.id == failed_id)
    session.execute(select(Delivery.id).where(Delivery.id.in_(of_it)).with_for_update())
    found = with_recipient(select(FailedDelivery).join(FailedDelivery.delivery)).where(FailedDelivery.id == failed_id)
    return session.scalars(at_offices(found, office_ids)).one_or_none()


def with_recipient(query: Rows) -> Rows:
    """With the message of a delivery, whom it tells, and the booking, suspension or procedure that it is about."""
    return with_subject(query.join(Delivery.message))


def with_subject(query: Rows) -> Rows:
    """The same for a query of messages."""
    return (
        query.join(Seeker, Seeker.id == _recipient())
        .outerjoin(Booking, Booking.id == _named("booking"))
        .outerjoin(Suspension, Suspension.id == _named("suspension"))
        .outerjoin(Procedure, Procedure.id == _named("procedure"))
    )


def at_offices(query: Rows, office_ids: Collection[int]) -> Rows:
    """Those to which one of the offices must see."""
    return query.where(RESPONSIBLE_OFFICE.in_(office_ids))


def names_of(session: Session, owners: Iterable[str]) -> Mapping[str, str]:
    """Who "staff:3" is; whoever owns nothing ("") is left out."""
    ids = [int(owner.removeprefix("staff:")) for owner in set(owners) if owner]
    return {f"staff:{one.id}": one.name for one in session.scalars(select(Staff).where(Staff.id.in_(ids)))}


def _recipient() -> ColumnElement[int | None]:
    """The seeker whose inbox it is, so that the row is found by its key."""
    of_seeker = Message.recipient.like("seeker:%")
    return case((of_seeker, cast(func.substr(Message.recipient, len("seeker:") + 1), Integer)))


def _named(what: str) -> ColumnElement[int]:
    """The row that a message names."""
    named: ColumnElement[int] = Message.references[what].as_integer()
    return named
