"""What is known of the machine's clock, as the rule asks for it."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.operations.clock_trust.doubt import Known, Look
from booking.tables import ClockMark

MARK = 1  # the id of the one row


def known_clock(session: Session, *, lock: bool = False) -> Known | None:
    """What earlier looks found; None before the first one."""
    mark = session.get(ClockMark, MARK, with_for_update=lock or None, populate_existing=True)
    if mark is None:
        return None
    seen = Look(mark.seen_at, mark.boot, mark.running, mark.ahead)
    doubted = None
    if mark.doubted_at is not None:
        doubted = Look(mark.doubted_at, mark.doubted_boot or "", mark.doubted_running or 0)
    return Known(seen, mark.steady_since, doubted)


def clock_off(session: Session) -> timedelta:
    """How far the clock of the scheduler's machine is ahead of where it should be; zero while nothing shows it."""
    seconds = session.scalar(select(ClockMark.off).where(ClockMark.id == MARK)) or 0
    return timedelta(seconds=round(seconds))
