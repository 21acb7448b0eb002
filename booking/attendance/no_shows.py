"""What a no-show leads to, and what its correction takes back (rules.md#no-shows). Office and seeker are locked."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from booking.attendance.absences import counting_no_shows, no_shows_of
from booking.attendance.rules.absences import Consequence, consequence_of
from booking.audit.record import record
from booking.offices.from_rows import absence_rules_of
from booking.tables import Booking, NoShow, Suspension, SuspensionGround, SuspensionState
from database.afresh import read_afresh
from database.inserting import insert_if_free

_LIVE = (SuspensionState.PROPOSED, SuspensionState.IMPOSED)


def count_no_show(session: Session, booking: Booking, *, actor: str, now: datetime) -> int:
    """Note the no-show, propose a suspension if it is time; answer how many no-shows count with it.

    The window ends with the latest no-show, so that the day on which staff decide makes no difference.
    """
    number = booking.seeker.seeker_number
    session.add(NoShow(booking_id=booking.id, office_id=booking.office_id, seeker_number=number, day=booking.day))
    session.flush()
    latest = no_shows_of(session, booking.office, number)[-1].day
    counting = counting_no_shows(session, booking.office, number, on=latest)
    if booking.id not in {one.booking_id for one in counting}:
        return 0  # an old one that was decided late: its window is over
    if consequence_of(len(counting), absence_rules_of(booking.office)) is Consequence.PROPOSE:
        _propose(session, booking, [one.id for one in counting], actor=actor, now=now)
    return len(counting)


def take_back_no_show(session: Session, booking: Booking, *, actor: str, now: datetime) -> tuple[int, ...]:
    """Forget the no-show, and withdraw the proposals and suspensions for which too few no-shows are left.

    Answers the ids of the suspensions that were in force: their seeker must hear of it.
    """
    no_show_id = session.scalars(select(NoShow.id).where(NoShow.booking_id == booking.id)).one()
    resting = select(SuspensionGround.suspension_id).where(SuspensionGround.no_show_id == no_show_id)
    live = select(Suspension).where(Suspension.id.in_(resting), Suspension.state.in_(_LIVE)).with_for_update()
    suspensions = read_afresh(session, live.order_by(Suspension.id)).all()
    session.execute(delete(SuspensionGround).where(SuspensionGround.no_show_id == no_show_id))
    session.execute(delete(NoShow).where(NoShow.id == no_show_id))
    fallen = [one for one in suspensions if not _carries(session, one)]
    imposed = tuple(one.id for one in fallen if one.state is SuspensionState.IMPOSED)
    for suspension in fallen:
        suspension.state, suspension.ended_at = SuspensionState.WITHDRAWN, now
        record(session, actor=actor, act="withdraw_suspension", object_=f"suspension:{suspension.id}", now=now)
    return imposed


def _propose(session: Session, booking: Booking, no_show_ids: list[int], *, actor: str, now: datetime) -> None:
    """Open a proposal, or let these no-shows join the one that is open."""
    of_seeker = select(Suspension).where(
        Suspension.office_id == booking.office_id, Suspension.seeker_number == booking.seeker.seeker_number
    )
    suspension = session.scalar(of_seeker.where(Suspension.state == SuspensionState.PROPOSED))
    if suspension is None:
        suspension = Suspension(
            office_id=booking.office_id,
            seeker_number=booking.seeker.seeker_number,
            state=SuspensionState.PROPOSED,
            proposed_at=now,
        )
        session.add(suspension)
        session.flush()
        record(session, actor=actor, act="propose_suspension", object_=f"suspension:{suspension.id}", now=now)
    grounds = [{"suspension_id": suspension.id, "no_show_id": no_show_id} for no_show_id in no_show_ids]
    insert_if_free(session, SuspensionGround, grounds)


def _carries(session: Session, suspension: Suspension) -> bool:
    """Whether the no-shows that are left would still be enough for a proposal."""
    left = select(func.count()).select_from(SuspensionGround).where(SuspensionGround.suspension_id == suspension.id)
    count = session.scalar(left) or 0
    return consequence_of(count, absence_rules_of(suspension.office)) is Consequence.PROPOSE
