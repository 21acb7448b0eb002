"""What the seeker does with a hold's draft: accepts the terms, writes the topic."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.availability.offices import contact_of
from booking.availability.procedures import current_terms
from booking.bookings.holds import hold_of
from booking.bookings.refusals import TermsOutdated, UnknownHold
from booking.bookings.rules.wishes import Wish
from booking.tables import Hold
from calendars.office_time import day_of
from database.transactions import transact

# How long the token of a hold lets its draft be written: a page left open for longer starts anew.
WRITABLE = timedelta(hours=12)


def accept_terms(token: str, version: str, *, seeker_id: int, now: datetime) -> None:
    """Record that the seeker accepted this version of the terms.

    Raises:
        TermsOutdated: the terms have changed since the page was shown.
    """
    transact(lambda session: _accept(session, token, version, seeker_id=seeker_id, now=now))


def write_draft(token: str, *, topic: str, wishes: Collection[Wish], now: datetime) -> None:
    """Keep what was typed in the hold, where only its seeker sees it.

    The page's key lets somebody write: whoever's sign-in ran out while typing finds the text again after signing in,
    and nobody else can read it (rules.md#drafts). A used hold stays as it is.

    Raises:
        UnknownHold: no hold has this token, or it is older than a day's work.
    """
    transact(lambda session: _write(session, token, topic, wishes, now))


def _accept(session: Session, token: str, version: str, *, seeker_id: int, now: datetime) -> None:
    held = hold_of(session, token, seeker_id=seeker_id)
    current = current_terms(session, held.procedure, today=day_of(now)).version
    if version != current:
        raise TermsOutdated(contact_of(held.procedure.office), current)
    if held.terms_version != current:
        held.terms_version, held.terms_accepted_at = current, now


def _write(session: Session, token: str, topic: str, wishes: Collection[Wish], now: datetime) -> None:
    # One statement, so that a draft sent while the booking commits does not change what was booked.
    session.execute(
        update(Hold)
        .where(Hold.token == token, Hold.booking_id.is_(None), Hold.made_at > now - WRITABLE)
        .values(topic=topic, wishes=[wish.value for wish in wishes], drafted_at=now)
    )
    if session.scalar(select(Hold.id).where(Hold.token == token, Hold.made_at > now - WRITABLE)) is None:
        raise UnknownHold(None)
