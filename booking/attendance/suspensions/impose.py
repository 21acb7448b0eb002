"""Managers decide about a proposed suspension, and lift one (rules.md#suspensions). Bookings that stand stay."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.announce import announce_suspension
from booking.attendance.refusals import SuspensionChanged, UnknownSuspension
from booking.attendance.rules.absences import refuse_unless_end_allowed
from booking.attendance.rules.marking import refuse_unless_explained
from booking.audit.record import record
from booking.availability.locks import lock_seeker, share_office
from booking.availability.offices import contact_of
from booking.tables import Seeker, Suspension, SuspensionState
from calendars.office_time import day_of
from database.afresh import read_afresh
from database.transactions import transact


@dataclass(frozen=True)
class Decider:
    """The manager who decides, and for which offices."""

    staff_id: int
    office_ids: Collection[int]

    @property
    def actor(self) -> str:
        """Who decides, by internal id."""
        return f"staff:{self.staff_id}"


def impose_suspension(suspension_id: int, by: Decider, *, ends_on: date, now: datetime) -> None:
    """Suspend the seeker until `ends_on` inclusive: from the commit on they book no more, on any channel.

    Raises:
        UnknownSuspension: no such proposal at these offices.
        SuspensionChanged: it was decided or withdrawn meanwhile.
        SuspensionEndWrong: the last day lies in the past or too far ahead.
    """

    def impose(_session: Session, suspension: Suspension) -> None:
        refuse_unless_end_allowed(ends_on, today=day_of(now), office=contact_of(suspension.office))
        suspension.state, suspension.ends_on = SuspensionState.IMPOSED, ends_on
        suspension.decided_at, suspension.decided_by_staff_id = now, by.staff_id

    _decide(suspension_id, by, impose, SuspensionState.PROPOSED, "suspended", now)


def decline_suspension(suspension_id: int, by: Decider, *, reason: str, now: datetime) -> None:
    """Decide against a proposed suspension; its no-shows go on counting.

    Raises:
        UnknownSuspension, SuspensionChanged: as for `impose_suspension`.
        ReasonMissing: no reason was given.
    """

    def decline(_session: Session, suspension: Suspension) -> None:
        refuse_unless_explained(reason, needs_reason=True, office=contact_of(suspension.office))
        suspension.state, suspension.decline_reason = SuspensionState.DECLINED, reason
        suspension.decided_at, suspension.decided_by_staff_id = now, by.staff_id

    _decide(suspension_id, by, decline, SuspensionState.PROPOSED, "not_suspended", now)


def lift_suspension(suspension_id: int, by: Decider, *, reason: str, now: datetime) -> None:
    """Lift a suspension that runs: from the commit on the seeker books again. The reason is told to them.

    Raises:
        UnknownSuspension, SuspensionChanged: as for `impose_suspension`.
        ReasonMissing: no reason was given.
    """

    def lift(_session: Session, suspension: Suspension) -> None:
        if not suspension.is_in_force(day_of(now)):
            raise SuspensionChanged(contact_of(suspension.office), "ended")
        refuse_unless_explained(reason, needs_reason=True, office=contact_of(suspension.office))
        suspension.state, suspension.ended_at = SuspensionState.LIFTED, now
        suspension.lifted_by_staff_id, suspension.lift_reason = by.staff_id, reason

    _decide(suspension_id, by, lift, SuspensionState.IMPOSED, "lifted", now)


def _decide(
    suspension_id: int,
    by: Decider,
    change: Callable[[Session, Suspension], None],
    expected: SuspensionState,
    kind: str,
    now: datetime,
) -> None:
    def work(session: Session) -> None:
        suspension, seeker = lock_suspension(session, suspension_id, by)
        if suspension.state is not expected:
            raise SuspensionChanged(contact_of(suspension.office), suspension.state.value)
        change(session, suspension)
        session.flush()
        if seeker is not None:
            announce_suspension(session, kind, suspension, seeker.id, now=now)
        facts = {"ends_on": str(suspension.ends_on)} if suspension.ends_on else {}
        object_ = f"suspension:{suspension.id}"
        record(session, actor=by.actor, act=_ACTS[kind], object_=object_, now=now, **facts)

    transact(work)


_ACTS = {"suspended": "suspend", "not_suspended": "decline_suspension", "lifted": "lift_suspension"}


def lock_suspension(session: Session, suspension_id: int, by: Decider) -> tuple[Suspension, Seeker | None]:
    """Lock a suspension of one of their offices (else UnknownSuspension) and the seeker who has its number.

    The office is locked before them: a booking that goes on beside it waits, or is judged by what was decided.
    """
    found = session.get(Suspension, suspension_id)
    if found is None or found.office_id not in by.office_ids:
        raise UnknownSuspension(None)
    share_office(session, found.office_id)
    seeker_id = session.scalar(select(Seeker.id).where(Seeker.seeker_number == found.seeker_number))
    seeker = lock_seeker(session, seeker_id) if seeker_id is not None else None
    locked = select(Suspension).where(Suspension.id == suspension_id).with_for_update()
    return read_afresh(session, locked).one(), seeker
