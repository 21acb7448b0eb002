"""Staff correct what is on record of a person, with a reason; the person is told."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.accounts import announce_email_changed, announce_record_corrected
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.people.records.fields import Person, PersonField
from booking.people.records.numbers_follow import carry_over
from booking.people.records.refusals import EmailNeeded, RecordChanged
from booking.people.records.register import refuse_login, refuse_number
from booking.people.refusals import EmailTaken
from booking.people.sign_in.change_login import change_login, end_changes
from booking.tables import Account, RecordCorrection, Seeker
from database.transactions import transact

Value = str | date | None

# The column of each field: only one is called otherwise.
COLUMNS = {field: field.value for field in PersonField} | {PersonField.VALID_UNTIL: "registration_valid_until"}


@dataclass(frozen=True)
class Correction:
    """The fields as they shall be, as they are kept, and why. `seen` is what the record looked like to the clerk."""

    wanted: Mapping[PersonField, Value]
    reason: str = ""
    seen: str | None = None


def correct_record(seeker_id: int, correction: Correction, *, staff_id: int, now: datetime) -> frozenset[PersonField]:
    """Correct the fields that differ, and answer which; none, and no message, if all is so already.

    A mail address is also what the person signs in with, once my-page is opened; what waits in the outbox goes there
    as well. No-shows and suspensions follow a seeker number. Password and signed-in browsers stay as they are.

    Raises:
        RecordChanged: somebody has corrected it since it was shown.
        SeekerNumberTaken, SeekerNumberReserved: nobody else's number, and none that the service draws.
        EmailTaken: somebody else signs in with it. The audit log notes who now knows.
        EmailNeeded: the person signs in with it.
    """
    try:
        return transact(lambda session: _correct(session, seeker_id, correction, staff_id, now))
    except EmailTaken:
        transact(lambda session: _record_refusal(session, seeker_id, staff_id, now))
        raise


def person_of(seeker: Seeker) -> Person:
    """What is on record."""
    return Person(
        seeker.name,
        seeker.kana,
        seeker.birth_date,
        seeker.phone,
        seeker.address,
        seeker.email,
        seeker.registration_valid_until,
    )


def looks_like(seeker: Seeker) -> str:
    """What a record looks like, in a form that tells nothing of it."""
    values = [str(getattr(seeker, column)) for column in COLUMNS.values()]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def _correct(
    session: Session, seeker_id: int, correction: Correction, staff_id: int, now: datetime
) -> frozenset[PersonField]:
    seeker = lock_seeker(session, seeker_id)
    if correction.seen not in (None, looks_like(seeker)):
        raise RecordChanged(None)
    changed = {field: value for field, value in correction.wanted.items() if getattr(seeker, COLUMNS[field]) != value}
    if not changed:
        return frozenset()
    change_fields(session, seeker, changed, now=now)
    note_correction(session, seeker, changed, reason=correction.reason, staff_id=staff_id, now=now)
    facts = {field.value: True for field in PersonField if field in changed}
    actor, object_ = f"staff:{staff_id}", f"seeker:{seeker_id}"
    record(session, actor=actor, act="correct_record", object_=object_, now=now, **facts)
    return frozenset(changed)


def change_fields(session: Session, seeker: Seeker, changed: Mapping[PersonField, Value], *, now: datetime) -> None:
    """Write fields of a locked record; number and mail address with all that follows them.

    Raises:
        SeekerNumberTaken, SeekerNumberReserved, EmailTaken, EmailNeeded: see `correct_record`.
    """
    number = changed.get(PersonField.SEEKER_NUMBER)
    if isinstance(number, str):
        refuse_number(session, number)
        carry_over(session, seeker.seeker_number, number, now=now)
    if PersonField.EMAIL in changed:
        _change_login(session, seeker, changed[PersonField.EMAIL])
    for field, value in changed.items():
        setattr(seeker, COLUMNS[field], value)
    session.flush()


def _change_login(session: Session, seeker: Seeker, email: Value) -> None:
    account_id = session.scalar(select(Account.id).where(Account.seeker_id == seeker.id))
    if isinstance(email, str):
        refuse_login(session, email, account_id=account_id)
        change_login(session, seeker, email)
        if account_id is not None:
            end_changes(session, account_id)  # what the office was told is newer than keys and links mailed before
    elif account_id is not None:
        raise EmailNeeded(None)


def note_correction(
    session: Session,
    seeker: Seeker,
    changed: Mapping[PersonField, Value],
    *,
    reason: str,
    staff_id: int | None,
    now: datetime,
) -> None:
    """Keep which fields were corrected and why, and tell whoever has a my-page.

    Others stand at the counter; a changed mail address is told by a message of its own. `staff_id` is None where an
    operator's file has corrected them.
    """
    names = [field.value for field in PersonField if field in changed]
    correction = RecordCorrection(seeker_id=seeker.id, fields=names, reason=reason, staff_id=staff_id, corrected_at=now)
    session.add(correction)
    session.flush()
    if not seeker.my_page_opened:
        return
    if PersonField.EMAIL in changed:
        announce_email_changed(session, correction, now=now)
    if changed.keys() - {PersonField.EMAIL}:
        announce_record_corrected(session, correction, now=now)


def _record_refusal(session: Session, seeker_id: int, staff_id: int, now: datetime) -> None:
    """Record the refusal in a transaction of its own, as it rolled back the other. The address is noted nowhere."""
    record(
        session,
        actor=f"staff:{staff_id}",
        act="fail_to_correct_record",
        object_=f"seeker:{seeker_id}",
        now=now,
        refused="email_taken",
    )
