"""Audit lines as offices read them: of a booking, of a person, or by who acted and when."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking.audit.actors import staff_of
from booking.core.texts import _
from booking.history.act_words import LOOKS
from booking.tables import Account, AuditLine, Booking, Staff, StaffOffice, Suspension

MOST = 500  # lines of a page; who needs more asks for fewer days
_STAFF, _SEEKER, _BOOKING = "staff", "seeker", "booking"
SUSPENSION = "suspension"  # what the audit log calls one, before its id


@dataclass(frozen=True)
class HistoryLine:
    """One act. `who` is a name of staff, or empty where `actor` says it all: a seeker, a job, an operator.

    `booking` is the number of one of the offices' bookings; None for another thing, or another office's.
    """

    id: int
    at: datetime
    actor: str
    who: str
    act: str
    object: str
    booking: str | None
    facts: dict[str, str | int | bool | None]


@dataclass(frozen=True)
class Asked:
    """Which lines: of which staff (None: of all who belong to the offices), which act, from when until before when."""

    staff_id: int | None
    act: str | None
    since: datetime
    until: datetime


def history_of_booking(session: Session, booking: Booking, *, with_looks: bool) -> Sequence[HistoryLine]:
    """What was done with the booking, the latest first; who looked at it as well, for those who may know."""
    return _found(session, _about([object_of_booking(booking)], with_looks), {booking.office_id})


def history_of_person(
    session: Session, seeker_id: int, seeker_number: str, *, office_ids: Collection[int], with_looks: bool
) -> Sequence[HistoryLine]:
    """What was done with the person's record and sign-in, and with their bookings and suspensions at these offices."""
    objects = objects_of_person(session, seeker_id, seeker_number, office_ids=office_ids)
    return _found(session, _about(objects, with_looks), office_ids)


def object_of_booking(booking: Booking) -> str:
    """What the audit log calls it."""
    return f"{_BOOKING}:{booking.number}"


def objects_of_person(
    session: Session, seeker_id: int, seeker_number: str, *, office_ids: Collection[int]
) -> Sequence[str]:
    """What the audit log calls the person's record and sign-in, and their bookings and suspensions at these offices."""
    bookings = session.scalars(
        select(Booking.number).where(Booking.seeker_id == seeker_id, Booking.office_id.in_(office_ids))
    )
    suspensions = session.scalars(
        select(Suspension.id).where(Suspension.seeker_number == seeker_number, Suspension.office_id.in_(office_ids))
    )
    accounts = session.scalars(select(Account.id).where(Account.seeker_id == seeker_id))
    return [
        f"{_SEEKER}:{seeker_id}",
        *(f"account:{one}" for one in accounts),
        *(f"{_BOOKING}:{number}" for number in bookings),
        *(f"{SUSPENSION}:{one}" for one in suspensions),
    ]


def history_of_staff(session: Session, asked: Asked, *, office_ids: Collection[int]) -> Sequence[HistoryLine]:
    """What members of staff of these offices did, the latest first."""
    ids = {one.id for one in colleagues(session, office_ids=office_ids)}
    chosen = ids if asked.staff_id is None else ids & {asked.staff_id}
    query = select(AuditLine).where(
        AuditLine.actor.in_([f"{_STAFF}:{one}" for one in sorted(chosen)]),
        AuditLine.at >= asked.since,
        AuditLine.at < asked.until,
    )
    return _found(session, query.where(AuditLine.act == asked.act) if asked.act else query, office_ids)


def colleagues(session: Session, *, office_ids: Collection[int]) -> Sequence[Staff]:
    """All staff of the offices by name, those who were disabled too: what they did stays."""
    at_offices = select(StaffOffice.staff_id).where(StaffOffice.office_id.in_(office_ids))
    return session.scalars(select(Staff).where(Staff.id.in_(at_offices)).order_by(Staff.name, Staff.id)).all()


def _about(objects: Iterable[str], with_looks: bool) -> Select[AuditLine]:
    query = select(AuditLine).where(AuditLine.object.in_(list(objects)))
    return query if with_looks else query.where(AuditLine.act.not_in(sorted(LOOKS)))


def _found(session: Session, query: Select[AuditLine], office_ids: Collection[int]) -> Sequence[HistoryLine]:
    newest_first = query.order_by(AuditLine.at.desc(), AuditLine.id.desc()).limit(MOST)
    return with_actors(session, session.scalars(newest_first).all(), office_ids)


def with_actors(session: Session, lines: Sequence[AuditLine], office_ids: Collection[int]) -> Sequence[HistoryLine]:
    """The lines with who acted, and of which of the offices' bookings they tell."""
    told = [colleague for line in lines for colleague in _colleagues_in(line.facts).values()]
    names = names_of_staff(session, {*(staff_of(line.actor) for line in lines), *told} - {None})
    own = _own_bookings(session, {line.object for line in lines}, office_ids)
    return [
        HistoryLine(
            id=line.id,
            at=line.at,
            actor=line.actor,
            who=names.get(staff_of(line.actor), ""),
            act=line.act,
            object=line.object,
            booking=own.get(line.object),
            facts=line.facts | {fact: names.get(id_, _("なし")) for fact, id_ in _colleagues_in(line.facts).items()},
        )
        for line in lines
    ]


def _colleagues_in(facts: Mapping[str, str | int | bool | None]) -> Mapping[str, int | None]:
    """The colleagues of whom a line tells, by the facts that name them: by an id (0: nobody) or as an actor."""
    given = {fact: facts[fact] for fact in ("was", "becomes", "instead_of") if fact in facts}
    return {fact: staff_of(one) if isinstance(one, str) else one for fact, one in given.items()}


def names_of_staff(session: Session, ids: Collection[int | None]) -> dict[int | None, str]:
    """The names of colleagues by their ids; nobody has none."""
    return {one.id: one.name for one in session.scalars(select(Staff).where(Staff.id.in_(ids)))}


def _own_bookings(session: Session, objects: Collection[str], office_ids: Collection[int]) -> dict[str, str]:
    numbers = [one.partition(":")[2] for one in objects if one.startswith(f"{_BOOKING}:")]
    query = select(Booking.number).where(Booking.number.in_(numbers), Booking.office_id.in_(office_ids))
    return {f"{_BOOKING}:{number}": number for number in session.scalars(query)}
