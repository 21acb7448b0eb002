"""Suspensions: those that staff decide and those that a seeker sees."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, joinedload

from booking.attendance.refusals import UnknownSuspension
from booking.tables import (
    NoShow,
    Seeker,
    Suspension,
    SuspensionAnswer,
    SuspensionGround,
    SuspensionState,
)
from booking.tables.absences import in_force
from database.one_of import one_of

_MOST = 100

# Nobody wrote back yet; what was erased by age can be settled no more.
_OPEN = (SuspensionAnswer.replied_at.is_(None), SuspensionAnswer.text != "")


@dataclass(frozen=True)
class SuspensionLine:
    """A suspension in a list: whose it is, on how many no-shows it rests, how many answers are open, and unread."""

    suspension: Suspension
    seeker: Seeker | None  # None while nobody is registered under the number
    grounds: int
    open_answers: int
    unread: int


def suspension_at_offices(session: Session, suspension_id: int, *, office_ids: Collection[int]) -> Suspension:
    """A suspension at one of the offices; any other is unknown (UnknownSuspension)."""
    return _one(session, select(Suspension).where(Suspension.id == suspension_id, Suspension.office_id.in_(office_ids)))


def suspension_of_seeker(session: Session, suspension_id: int, *, seeker: Seeker) -> Suspension:
    """The seeker's own imposed suspension; any other, and a mere proposal, is unknown (UnknownSuspension)."""
    own = select(Suspension).where(Suspension.id == suspension_id, Suspension.seeker_number == seeker.seeker_number)
    return _one(session, own.where(Suspension.state == SuspensionState.IMPOSED))


# Built once: every my-page asks it.
_RUNNING = (
    select(Suspension)
    .where(Suspension.seeker_number == bindparam("seeker_number"), in_force(Suspension, bindparam("today")))
    .order_by(Suspension.decided_at.desc())
    .options(joinedload(Suspension.office))
)


def running_suspensions(session: Session, seeker_number: str, *, today: date) -> Sequence[Suspension]:
    """What this seeker number is suspended from today, the latest decision first."""
    return session.scalars(_RUNNING, {"seeker_number": seeker_number, "today": today}).all()


def undecided_at(session: Session, *, office_ids: Collection[int]) -> Sequence[SuspensionLine]:
    """The proposals at the offices, the oldest first."""
    proposed = select(Suspension).where(Suspension.state == SuspensionState.PROPOSED)
    return _lines(session, proposed, office_ids)


def running_at(session: Session, *, office_ids: Collection[int], today: date) -> Sequence[SuspensionLine]:
    """The suspensions that run today at the offices, the oldest first."""
    return _lines(session, select(Suspension).where(in_force(Suspension, today)), office_ids)


def with_open_answers(session: Session, *, office_ids: Collection[int]) -> Sequence[SuspensionLine]:
    """The suspensions at the offices about which a seeker wrote what no manager has settled, the oldest first.

    Suspensions that are over are among them, so that what was written in their last days is not lost.
    """
    written = select(SuspensionAnswer.suspension_id).where(*_OPEN)
    return _lines(
        session,
        select(Suspension).where(Suspension.state == SuspensionState.IMPOSED, Suspension.id.in_(written)),
        office_ids,
    )


def waiting_of(session: Session, seeker_number: str, *, office_ids: Collection[int]) -> Sequence[SuspensionLine]:
    """What waits about one person: proposals, and suspensions about which they wrote what no manager has settled."""
    written = select(SuspensionAnswer.suspension_id).where(*_OPEN)
    proposed = Suspension.state == SuspensionState.PROPOSED
    answered = and_(Suspension.state == SuspensionState.IMPOSED, Suspension.id.in_(written))
    of_number = select(Suspension).where(Suspension.seeker_number == seeker_number, or_(proposed, answered))
    return _lines(session, of_number, office_ids)


# Built once: every day sheet asks them.
_AT_OFFICES = one_of(Suspension.office_id, "office_ids")
HOW_MANY_PROPOSED = (
    select(func.count()).select_from(Suspension).where(_AT_OFFICES, Suspension.state == SuspensionState.PROPOSED)
)
HOW_MANY_ANSWERS = (
    select(func.count())
    .select_from(SuspensionAnswer)
    .join(Suspension, Suspension.id == SuspensionAnswer.suspension_id)
    .where(_AT_OFFICES, Suspension.state == SuspensionState.IMPOSED, *_OPEN)
)


def waiting_counts(session: Session, *, office_ids: Collection[int]) -> tuple[int, int]:
    """How many proposals wait for a decision, and how many answers for a manager."""
    at_offices = {"office_ids": list(office_ids)}
    return session.scalar(HOW_MANY_PROPOSED, at_offices) or 0, session.scalar(HOW_MANY_ANSWERS, at_offices) or 0


def grounds_of(session: Session, suspension: Suspension) -> Sequence[NoShow]:
    """The no-shows on which the suspension rests (still), the earliest first."""
    return session.scalars(
        select(NoShow)
        .join(SuspensionGround, SuspensionGround.no_show_id == NoShow.id)
        .where(SuspensionGround.suspension_id == suspension.id)
        .order_by(NoShow.day, NoShow.id)
        .options(joinedload(NoShow.booking))
    ).all()


def answers_of(session: Session, suspension: Suspension) -> Sequence[SuspensionAnswer]:
    """What the seeker wrote about it, the earliest first."""
    return session.scalars(
        select(SuspensionAnswer)
        .where(SuspensionAnswer.suspension_id == suspension.id)
        .order_by(SuspensionAnswer.id)
        .options(joinedload(SuspensionAnswer.read_by), joinedload(SuspensionAnswer.replied_by))
    ).all()


def open_answers(session: Session, suspension: Suspension) -> Sequence[SuspensionAnswer]:
    """What the seeker wrote about it and no manager has settled, the earliest first; lifted, it is settled."""
    if suspension.state is not SuspensionState.IMPOSED:
        return ()
    open_ = select(SuspensionAnswer).where(SuspensionAnswer.suspension_id == suspension.id, *_OPEN)
    return session.scalars(open_.order_by(SuspensionAnswer.id)).all()


def seeker_of_number(session: Session, seeker_number: str) -> Seeker | None:
    """Who is registered under the number now."""
    return session.scalar(select(Seeker).where(Seeker.seeker_number == seeker_number))


def _one(session: Session, query: Select[Suspension]) -> Suspension:
    found = session.scalar(query.options(joinedload(Suspension.office)))
    if found is None:
        raise UnknownSuspension(None)
    return found


def _lines(session: Session, query: Select[Suspension], office_ids: Collection[int]) -> Sequence[SuspensionLine]:
    grounds = select(func.count()).where(SuspensionGround.suspension_id == Suspension.id).scalar_subquery()
    written = select(func.count()).where(SuspensionAnswer.suspension_id == Suspension.id)
    open_ = written.where(*_OPEN).scalar_subquery()
    unread = written.where(SuspensionAnswer.read_at.is_(None)).scalar_subquery()
    rows = session.execute(
        query.add_columns(Seeker, grounds, open_, unread)
        .outerjoin(Seeker, Seeker.seeker_number == Suspension.seeker_number)
        .where(Suspension.office_id.in_(office_ids))
        .order_by(Suspension.proposed_at, Suspension.id)
        .limit(_MOST)
        .options(joinedload(Suspension.office))
    )
    return [SuspensionLine(*row) for row in rows]
