"""No-shows and suspensions count under a seeker number, and go along when it changes (rules.md#no-shows)."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.tables import NoShow, Suspension, SuspensionGround, SuspensionState
from database.inserting import insert_if_free


def carry_over(session: Session, old: str, new: str, *, now: datetime) -> None:
    """Count under `new` what counted under `old`.

    Of two proposals at one office the older number's joins the other: its no-shows become grounds of that one.
    """
    session.execute(update(NoShow).where(NoShow.seeker_number == old).values(seeker_number=new))
    for proposed in _proposed(session, old):
        other = next((one for one in _proposed(session, new) if one.office_id == proposed.office_id), None)
        if other is not None:
            _join(session, proposed, other, now)
    session.execute(update(Suspension).where(Suspension.seeker_number == old).values(seeker_number=new))


def _proposed(session: Session, number: str) -> list[Suspension]:
    query = select(Suspension).where(Suspension.seeker_number == number, Suspension.state == SuspensionState.PROPOSED)
    return list(session.scalars(query.order_by(Suspension.id)))


def _join(session: Session, proposed: Suspension, other: Suspension, now: datetime) -> None:
    no_shows = session.scalars(
        select(SuspensionGround.no_show_id).where(SuspensionGround.suspension_id == proposed.id)
    ).all()
    grounds = [{"suspension_id": other.id, "no_show_id": no_show} for no_show in no_shows]
    insert_if_free(session, SuspensionGround, grounds)
    proposed.state, proposed.ended_at = SuspensionState.WITHDRAWN, now
    session.flush()
