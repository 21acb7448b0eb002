"""What the seeker does with a hold's draft: accepts the terms, writes the topic."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.orm import Session

from booking.bookings.holds import hold_of
from booking.bookings.refusals import TermsOutdated, UnknownHold
from booking.bookings.rules.wishes import Wish
from booking.tables import Hold
from calendars.office_time import day_of
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from database.transactions import transact

# How long the token of a hold lets its draft be written: a page left open for longer starts anew.
WRITABLE = timedelta(hours=12)

# Built once, and on the tables: every booking at a browser writes them. One statement each, which leaves a used hold as
# it is, so that what is sent while the booking commits does not change what was booked.
_holds = table_of(Hold).c
_ACCEPT = Prepared(
    update(table_of(Hold))
    .where(_holds.id == bindparam("hold_id"), _holds.booking_id.is_(None))
    .values(terms_version=bindparam("version"), terms_accepted_at=bindparam("now"))
)
_IS_WRITABLE = and_(_holds.token == bindparam("token"), _holds.made_at > bindparam("since"))
_WRITABLE = Prepared(select(_holds.id).where(_IS_WRITABLE))
_WRITTEN = (
    update(table_of(Hold))
    .where(_IS_WRITABLE, _holds.booking_id.is_(None))
    .values(topic=bindparam("typed"), wishes=bindparam("chosen"), drafted_at=bindparam("now"))
    .returning(_holds.id)
)
_WRITE = Prepared(_WRITTEN)
_WRITE_OWN = Prepared(_WRITTEN.where(_holds.seeker_id == bindparam("seeker_id")))


def accept_terms(token: str, version: str, *, seeker_id: int, now: datetime) -> str | None:
    """Record that the seeker accepted this version of the terms; a used hold answers the number of its booking.

    Raises:
        UnknownHold: not a hold of this seeker.
        TermsOutdated: the terms have changed since the page was shown.
    """
    return transact(lambda session: _accept(session, token, version, seeker_id=seeker_id, now=now))


def write_draft(token: str, *, topic: str, wishes: Collection[Wish], now: datetime) -> None:
    """Keep what was typed in the hold, where only its seeker sees it.

    The page's key lets somebody write: whoever's sign-in ran out while typing finds the text again after signing in,
    and nobody else can read it (rules.md#drafts). A used hold stays as it is.

    Raises:
        UnknownHold: no hold has this token, or it is older than a day's work.
    """
    transact(lambda session: _write(session, _typed(token, topic, wishes, now)))


def write_own_draft(token: str, *, topic: str, wishes: Collection[Wish], seeker_id: int, now: datetime) -> str | None:
    """The same for the signed-in seeker; a used hold answers the number of its booking.

    Raises:
        UnknownHold: not a hold of this seeker, or it is older than a day's work.
    """
    typed = {**_typed(token, topic, wishes, now), "seeker_id": seeker_id}
    return transact(lambda session: _write_own(session, token, typed, seeker_id=seeker_id))


def _accept(session: Session, token: str, version: str, *, seeker_id: int, now: datetime) -> str | None:
    held = hold_of(session, token, seeker_id=seeker_id)
    if held.booking_number is not None:
        return held.booking_number
    current = held.procedure.on(day_of(now)).terms.version
    if version != current:
        raise TermsOutdated(held.procedure.contact, current)
    if held.terms_version != current:
        _ACCEPT.rows(connection_of(session), {"hold_id": held.id, "version": current, "now": now})
    return None


def _typed(token: str, topic: str, wishes: Collection[Wish], now: datetime) -> Mapping[str, Any]:
    chosen = [wish.value for wish in wishes]
    return {"token": token, "since": now - WRITABLE, "typed": topic, "chosen": chosen, "now": now}


def _write(session: Session, typed: Mapping[str, Any]) -> None:
    connection = connection_of(session)
    if not _WRITE.rows(connection, typed) and not _WRITABLE.rows(connection, typed):
        raise UnknownHold(None)


def _write_own(session: Session, token: str, typed: Mapping[str, Any], *, seeker_id: int) -> str | None:
    if _WRITE_OWN.rows(connection_of(session), typed):
        return None
    held = hold_of(session, token, seeker_id=seeker_id)
    if held.booking_number is None:
        raise UnknownHold(None)  # it is too old
    return held.booking_number
