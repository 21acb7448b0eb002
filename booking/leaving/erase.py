"""Erases a person: which columns hold nothing afterwards, and what stays (decision 0051).

The row itself stays, as do the bookings with their days and outcomes: statistics and the audit log name them by id.
"""

from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.people.accounts.empty import empty_account
from booking.people.accounts.owned_rows import delete_what_hangs_on
from booking.tables import (
    Account,
    AttendanceDecision,
    Booking,
    BookingNote,
    NoShow,
    Seeker,
    Suspension,
    SuspensionAnswer,
    SuspensionState,
)
from notifier.retention import forget_inbox

NOBODY = "（消去済み）"  # what stands where the name was
NO_DAY = date(1900, 1, 1)  # a birth date that nobody has

# What is said in words or names somebody, by table; `seeker_number` becomes one that is nobody's.
ERASED_OF_BOOKINGS = {"topic": "", "wishes": [], "late_reason": "", "cancel_reason": ""}
ERASED_OF_SEEKERS = {
    "name": NOBODY,
    "kana": "",
    "search_keys": "",
    "birth_date": NO_DAY,
    "phone": None,
    "address": "",
    "email": None,
    "registration_valid_until": None,
    "unconfirmed_since": None,
    "my_page_opened": False,
    "invitations_since": None,
    "made_by_key": None,
}
KEPT_OF_SEEKERS = {"id", "office_id", "left_at"}
# A merge says that an empty record is part of this one; what it knew of people went a day later.
STAYS = frozenset({"accounts", "bookings", "record_merges"})


def number_of_nobody(seeker_id: int) -> str:
    """What stands in place of the seeker number: no number has this shape."""
    return f"erased-{seeker_id}"


def erase_person(session: Session, seeker: Seeker, *, actor: str, now: datetime, real_now: datetime) -> None:
    """Erase everything that says who the locked seeker was, or what they said."""
    for account in session.scalars(select(Account).where(Account.seeker_id == seeker.id)).all():
        empty_account(session, account, real_now=real_now)
    delete_what_hangs_on(session, "seekers", seeker.id, stays=STAYS)
    _erase_bookings(session, seeker.id)
    _erase_absences(session, seeker, now)
    forget_inbox(session, f"seeker:{seeker.id}")
    erased = {**ERASED_OF_SEEKERS, "seeker_number": number_of_nobody(seeker.id), "erased_at": now}
    session.execute(update(Seeker).where(Seeker.id == seeker.id).values(**erased))
    record(session, actor=actor, act="erase_person", object_=f"seeker:{seeker.id}", now=now)


def _erase_bookings(session: Session, seeker_id: int) -> None:
    own = select(Booking.id).where(Booking.seeker_id == seeker_id)
    session.execute(update(Booking).where(Booking.seeker_id == seeker_id).values(**ERASED_OF_BOOKINGS))
    session.execute(update(AttendanceDecision).where(AttendanceDecision.booking_id.in_(own)).values(reason=""))
    session.execute(delete(BookingNote).where(BookingNote.booking_id.in_(own)))


def _erase_absences(session: Session, seeker: Seeker, now: datetime) -> None:
    """None of them counts any more, or the person would not be erased yet; what was only proposed is withdrawn."""
    number, nobody = seeker.seeker_number, number_of_nobody(seeker.id)
    suspensions = select(Suspension.id).where(Suspension.seeker_number == number)
    answers = SuspensionAnswer.suspension_id.in_(suspensions)
    session.execute(update(SuspensionAnswer).where(answers).values(text="", reply=""))
    proposed = update(Suspension).where(
        Suspension.seeker_number == number, Suspension.state == SuspensionState.PROPOSED
    )
    session.execute(proposed.values(state=SuspensionState.WITHDRAWN, ended_at=now))
    of_person = update(Suspension).where(Suspension.seeker_number == number)
    session.execute(of_person.values(seeker_number=nobody, decline_reason="", lift_reason=""))
    session.execute(update(NoShow).where(NoShow.seeker_number == number).values(seeker_number=nobody))
