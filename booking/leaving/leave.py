"""「退会」: a seeker leaves the my-page; everything that is theirs to use ends in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_left
from booking.audit.record import record
from booking.availability.locks import lock_seeker, share_office
from booking.bookings.cancel import Canceller, end_booking
from booking.bookings.steps.holds import end_hold
from booking.feeds.seeker_addresses import end_feeds
from booking.people.accounts.empty import empty_account
from booking.people.sign_in.locks import OnLock
from booking.people.sign_in.own_password import check_own_password
from booking.tables import Account, Booking, BookingStatus, Hold
from booking.waiting_list.wait import end_waits
from database.afresh import read_afresh
from database.transactions import transact


def leave(
    account_id: int,
    seeker_id: int,
    password: str,
    *,
    known_browser: str | None,
    now: datetime,
    real_now: datetime,
    on_lock: OnLock | None = None,
) -> None:
    """Cancel what is booked, end sign-ins, tokens, feeds, waits and drafts, and close the my-page.

    The record stays with the office until it is due to be erased. A second press finds nothing to end.

    Raises:
        WrongPassword, AccountLocked: nothing has ended.
    """
    check_own_password(account_id, password, known_browser=known_browser, real_now=real_now, on_lock=on_lock)
    while not transact(lambda session: _leave(session, seeker_id, now, real_now)):
        pass  # something was booked at one more office meanwhile: its lock comes before the seeker's


def _leave(session: Session, seeker_id: int, now: datetime, real_now: datetime) -> bool:
    """Leave, unless something is booked at an office that was not among those that were locked first."""
    offices = sorted(set(session.scalars(_coming(seeker_id, now).with_only_columns(Booking.office_id))))
    for office_id in offices:
        share_office(session, office_id)
    seeker = lock_seeker(session, seeker_id)
    bookings = read_afresh(session, _coming(seeker_id, now).with_for_update()).all()
    if not {booking.office_id for booking in bookings} <= set(offices):
        return False
    account = session.scalar(select(Account).where(Account.seeker_id == seeker_id))
    if account is None:
        return True  # left before
    _cancel(session, bookings, seeker_id, now)
    for hold_id in session.scalars(select(Hold.id).where(Hold.seeker_id == seeker_id, Hold.ended_at.is_(None))).all():
        end_hold(session, hold_id, now=now)
    end_waits(session, seeker_id=seeker_id)
    end_feeds(session, seeker_id=seeker_id, now=now)
    announce_left(session, seeker_id, now=now)
    empty_account(session, account, real_now=real_now)
    seeker.my_page_opened, seeker.left_at = False, now
    record(
        session,
        actor=f"seeker:{seeker_id}",
        act="leave",
        object_=f"seeker:{seeker_id}",
        now=now,
        account=account.id,
        bookings=len(bookings),
    )
    return True


def _coming(seeker_id: int, now: datetime) -> Select[Booking]:
    """What may still be cancelled. A consultation that runs is judged by staff, as any other."""
    coming = (Booking.seeker_id == seeker_id, Booking.status == BookingStatus.BOOKED, Booking.starts_at > now)
    return select(Booking).where(*coming).order_by(Booking.id)


def _cancel(session: Session, bookings: Sequence[Booking], seeker_id: int, now: datetime) -> None:
    """As by the seeker, and without the bound on how many one gives back in a day."""
    by = Canceller(f"seeker:{seeker_id}", seeker_id=seeker_id)
    for booking in bookings:
        end_booking(session, booking, BookingStatus.CANCELLED_BY_SEEKER, by, reason="", heard_at=now, now=now)
