"""Whose data this sign-in has opened, and whose identity was checked lately; kept in the signed session."""

from collections.abc import Sequence
from datetime import datetime

from flask import session

from booking.people.identity import Fact, holds_until, still_holds
from booking.people.merged import kept_record_of
from booking.people.open_seeker import open_seeker
from booking.people.records.refusals import RecordMerged
from booking.people.refusals import IdentityNotChecked
from booking.people.seekers import seeker_at_offices
from booking.tables import Seeker
from booking.web.session import now, staff
from database.base import db

_OPENED = "opened_seekers"
_CHECKED = "checked_seekers"
_HEARD = "heard_of_seeker"
_MOST = 20  # a session cookie is small


def open_by_number(seeker: Seeker) -> None:
    """Open anybody whose exact number and birth date were given; audited each time."""
    open_seeker(seeker.id, actor=staff().actor, by_number=True, now=now())
    _remember_opened(seeker.id)


def opened_seeker(seeker_id: int) -> Seeker:
    """A seeker of the staff's own offices, or one whom this sign-in has opened by number and birth date.

    The first look at one of the own offices' people is audited, too.

    Raises:
        UnknownSeeker: neither; whether there is such a person is not said.
        RecordMerged: it has become part of another record.
    """
    kept_id = kept_record_of(db.session(), seeker_id)
    if kept_id is not None and may_open(db.session.get_one(Seeker, seeker_id)):
        raise RecordMerged(None, kept_id)
    if seeker_id in session.get(_OPENED, []):
        return db.session.get_one(Seeker, seeker_id)
    seeker = seeker_at_offices(db.session(), seeker_id, office_ids=staff().office_ids)
    open_seeker(seeker_id, actor=staff().actor, by_number=False, now=now())
    _remember_opened(seeker_id)
    return seeker


def opened_by_number() -> Sequence[Seeker]:
    """Whom this sign-in has opened, of whatever office, the last one first."""
    found = [db.session.get(Seeker, seeker_id) for seeker_id in reversed(session.get(_OPENED, []))]
    return [seeker for seeker in found if seeker is not None and kept_record_of(db.session(), seeker.id) is None]


def may_open(seeker: Seeker) -> bool:
    """Whether `opened_seeker` would answer this seeker."""
    return seeker.office_id in staff().office_ids or seeker.id in session.get(_OPENED, [])


def remember_checked(seeker_id: int) -> None:
    """The identity of this caller was checked now."""
    earlier = {key: at for key, at in session.get(_CHECKED, {}).items() if is_checked(int(key))}
    session[_CHECKED] = earlier | {str(seeker_id): now().isoformat()}


def is_checked(seeker_id: int) -> bool:
    """Whether the identity was checked at this sign-in within the last half hour."""
    return checked_until(seeker_id) is not None


def checked_until(seeker_id: int) -> datetime | None:
    """When the identity check of this sign-in ends (UTC); None where there is none that holds."""
    noted = session.get(_CHECKED, {}).get(str(seeker_id))
    checked_at = datetime.fromisoformat(noted) if noted else None
    return holds_until(checked_at) if checked_at and still_holds(checked_at, now=now()) else None


def note_heard(seeker_id: int, facts: Sequence[Fact]) -> None:
    """Note what the caller must have said, since the clerk found the seeker by exactly that."""
    session[_HEARD] = [seeker_id, *(fact.value for fact in facts)]


def heard_while_searching(seeker_id: int) -> Sequence[Fact]:
    """The facts by which this seeker was just found; the next call begins without them."""
    found_id, *facts = session.pop(_HEARD, [0])
    return [Fact(fact) for fact in facts] if found_id == seeker_id else []


def refuse_unless_checked_lately(seeker_id: int) -> None:
    """Raise IdentityNotChecked unless the identity check still holds (rules.md#identity-check)."""
    if not is_checked(seeker_id):
        raise IdentityNotChecked(None, seeker_id)


def _remember_opened(seeker_id: int) -> None:
    before = [one for one in session.get(_OPENED, []) if one != seeker_id]
    session[_OPENED] = [*before, seeker_id][-_MOST:]
