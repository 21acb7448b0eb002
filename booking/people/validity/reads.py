"""How a seeker's registration stands: valid until when, since when not and why, and what was asked for."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, bindparam, exists, select
from sqlalchemy.orm import Session

from booking.people.validity.rules import State, invalid_since, last_day_to_return, state_on
from booking.tables import EndReason, Seeker, ValidityChange
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared


@dataclass(frozen=True)
class UnderWay:
    """A change that was asked for and is not done yet; without a reason it makes the registration valid."""

    reason: EndReason | None
    requested_at: datetime


@dataclass(frozen=True)
class Validity:
    """How a registration stands `today`; `under_way` is what the seeker asked for and is not done yet."""

    today: date
    valid_until: date | None
    under_way: UnderWay | None
    reason: EndReason | None = None  # why it ended, where the seeker said so

    @property
    def state(self) -> State:
        """How it stands."""
        return state_on(self.today, self.valid_until)

    @property
    def is_valid(self) -> bool:
        """Whether the seeker may book today, as far as the registration goes."""
        return self.state in {State.VALID, State.ENDS_SOON}

    @property
    def may_become_valid(self) -> bool:
        """Whether 「求職有効」 does anything."""
        return self.state in {State.ENDS_SOON, State.INVALID}

    @property
    def invalid_since(self) -> date | None:
        """The first day without a valid registration; None while it is valid, or if it never was."""
        return None if self.is_valid or self.valid_until is None else invalid_since(self.valid_until)

    @property
    def last_day_to_return(self) -> date | None:
        """The last day on which the seeker makes it valid again."""
        return last_day_to_return(self.valid_until) if self.valid_until else None


# Built once: my-page and every calendar of who is signed in ask it.
_seekers, _changes = table_of(Seeker).c, table_of(ValidityChange).c
_OF_SEEKER = Prepared(
    select(_seekers.registration_valid_until, _changes.reason, _changes.requested_at)
    .select_from(table_of(Seeker))
    .outerjoin(table_of(ValidityChange), and_(_changes.seeker_id == _seekers.id, _changes.done_at.is_(None)))
    .where(_seekers.id == bindparam("seeker_id"))
)


def validity_of(session: Session, seeker_id: int, *, today: date) -> Validity:
    """How the seeker's registration stands."""
    ((valid_until, *change),) = _OF_SEEKER.rows(connection_of(session), {"seeker_id": seeker_id})
    _, requested_at = change
    found = Validity(today, valid_until, UnderWay(*change) if requested_at is not None else None)
    return found if found.is_valid else replace(found, reason=_reason(session, seeker_id, valid_until))


def change_under_way(session: Session, seeker_id: int) -> ValidityChange | None:
    """What the seeker asked for and is not done yet."""
    open_change = select(ValidityChange).where(ValidityChange.seeker_id == seeker_id, ValidityChange.done_at.is_(None))
    return session.scalar(open_change)


def ended_because(reason: EndReason) -> ColumnElement[bool]:
    """That a seeker ended the registration for this reason, and that it was not made valid since: for a query.

    Whoever makes it valid again, at the counter too, sets another last day, so that the reason is gone.
    """
    return exists().where(
        ValidityChange.seeker_id == Seeker.id,
        ValidityChange.done_at.is_not(None),
        ValidityChange.reason == reason,
        ValidityChange.valid_until == Seeker.registration_valid_until,
    )


def _reason(session: Session, seeker_id: int, valid_until: date | None) -> EndReason | None:
    last = (
        select(ValidityChange)
        .where(ValidityChange.seeker_id == seeker_id, ValidityChange.done_at.is_not(None))
        .order_by(ValidityChange.id.desc())
        .limit(1)
    )
    found = session.scalar(last)
    return found.reason if found and found.valid_until == valid_until else None
