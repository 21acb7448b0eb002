"""The booking itself: one transaction that claims, and writes booking, audit line, wanted meeting and message."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.actions.auditing import record
from booking.actions.claiming import Owner, claim_desk, claim_seeker, confirm_hold
from booking.actions.hold import end_hold
from booking.actions.judging import Wish, judge, refused
from booking.actions.locking import lock_seeker, share_office
from booking.actions.naming import give_display_name, give_number
from booking.actions.wanting import want_meeting
from booking.announcements import announce_booked
from booking.errors import (
    ConsentMissing,
    KeyReused,
    OverlapsOwnBooking,
    SlotTaken,
    TermsOutdated,
    TopicMissing,
)
from booking.models import Booking, BookingStatus, Consent, Hold, IdempotencyKey, Procedure, Seeker
from booking.policy.channels import Channel
from booking.policy.eligibility import refuse_unless_may_book
from booking.queries.holds import hold_of, open_hold
from booking.queries.offices import contact_of
from booking.queries.procedures import procedure_by_code
from booking.queries.standing import standing_of
from booking.slots import Rules, Slot
from calendars.office_time import day_of
from database.inserting import insert_if_free
from database.transactions import transact


@dataclass(frozen=True)
class BookingRequest:
    """What is asked for. `key` makes the request one-time; `terms_version` is the version that the seeker accepted."""

    procedure: str
    starts_at: datetime
    seeker_id: int
    channel: Channel
    topic: str
    terms_version: str
    consent: Consent
    consented_at: datetime
    key: str
    wishes: tuple[str, ...] = ()
    staff_id: int | None = None
    late_reason: str = ""

    @property
    def actor(self) -> str:
        """Who asks, by internal id."""
        return f"seeker:{self.seeker_id}" if self.staff_id is None else f"staff:{self.staff_id}"

    @property
    def body_hash(self) -> str:
        """A hash of what is asked: the same key with another body is another request."""
        body = [
            self.procedure,
            self.starts_at.timestamp(),
            self.seeker_id,
            self.channel,
            self.topic,
            self.wishes,
            self.late_reason,
        ]
        return hashlib.sha256(json.dumps(body).encode()).hexdigest()


def book(request: BookingRequest, *, now: datetime) -> str:
    """Book, and answer the booking number. The same request again answers the same number and books nothing.

    Raises:
        SlotRefused: the slot cannot be booked (any more), with the nearest open ones.
        TooManyOpenBookings, MyPageNotOpened, RegistrationNotValid: the seeker may not book.
        TermsOutdated: the terms changed since they were accepted.
        LateReasonMissing: staff are past the deadline and gave no reason.
        KeyReused: the key was used for a different request.
    """
    return transact(lambda session: _book(session, request, held=None, now=now))


def confirm(token: str, *, seeker_id: int, now: datetime) -> str:
    """Book what the seeker holds and wrote down; answer the booking number. A used hold answers its booking's.

    A hold that has lapsed claims afresh and is refused only if the place is gone.

    Raises:
        UnknownHold: not a hold of this seeker.
        ConsentMissing, TopicMissing: the steps before were not taken.
        Refusal: every refusal of `book`.
    """
    return transact(lambda session: _confirm(session, token, seeker_id=seeker_id, now=now))


def _confirm(session: Session, token: str, *, seeker_id: int, now: datetime) -> str:
    held = hold_of(session, token, seeker_id=seeker_id)
    if held.booking_id is not None:
        return session.get_one(Booking, held.booking_id).number
    if held.terms_version is None or held.terms_accepted_at is None:
        raise ConsentMissing(contact_of(held.procedure.office))
    if not held.topic:
        raise TopicMissing(contact_of(held.procedure.office))
    request = BookingRequest(
        procedure=held.procedure.code,
        starts_at=held.starts_at,
        seeker_id=seeker_id,
        channel=Channel.WEB,
        topic=held.topic,
        wishes=tuple(held.wishes),
        terms_version=held.terms_version,
        consent=Consent.WEB,
        consented_at=held.terms_accepted_at,
        key=f"hold:{token}",
    )
    return _book(session, request, held=held, now=now)


def _book(session: Session, request: BookingRequest, *, held: Hold | None, now: datetime) -> str:
    key = _take_key(session, request, now)
    if key.booking_id is not None:
        return session.get_one(Booking, key.booking_id).number
    procedure = procedure_by_code(session, request.procedure)
    share_office(session, procedure.office_id)
    seeker = lock_seeker(session, request.seeker_id)
    wish = Wish(procedure, request.starts_at, request.channel, seeker.id, now, request.late_reason)
    rules, slot = judge(session, wish)
    _refuse_unless_may_book(session, request, procedure, seeker, now)
    booking = _new_booking(session, request, procedure, slot, now)
    holds = [hold for hold in (held, _own_hold(session, wish, rules)) if hold is not None]
    booking.desk_id = _claim(session, wish, rules, slot, booking, holds)
    key.booking_id = booking.id
    for hold in holds:
        if _is_for(hold, wish):
            hold.booking_id = booking.id  # whoever still has its page open is shown the booking
    meeting = want_meeting(session, booking, now=now)
    announce_booked(session, booking, meeting, now=now)
    _record(session, request, booking, now)
    return booking.number


def _take_key(session: Session, request: BookingRequest, now: datetime) -> IdempotencyKey:
    fresh = {"actor": request.actor, "key": request.key, "body_hash": request.body_hash, "made_at": now}
    insert_if_free(session, IdempotencyKey, [fresh])
    key = session.scalars(
        select(IdempotencyKey).where(IdempotencyKey.actor == request.actor, IdempotencyKey.key == request.key)
    ).one()
    if key.body_hash != request.body_hash:
        raise KeyReused(None)
    return key


def _refuse_unless_may_book(
    session: Session, request: BookingRequest, procedure: Procedure, seeker: Seeker, now: datetime
) -> None:
    office = contact_of(procedure.office)
    refuse_unless_may_book(
        standing_of(session, seeker, procedure, now=now),
        max_open_bookings=procedure.max_open_bookings,
        today=day_of(now),
        office=office,
    )
    if request.terms_version != procedure.terms_version:
        raise TermsOutdated(office, procedure.terms_version)


def _new_booking(session: Session, request: BookingRequest, procedure: Procedure, slot: Slot, now: datetime) -> Booking:
    word, name = give_display_name(session, procedure.office_id, day_of(slot.starts_at), request.seeker_id, now=now)
    booking = Booking(
        number=give_number(session),
        procedure_id=procedure.id,
        office_id=procedure.office_id,
        desk_id=slot.free_desks[0],
        seeker_id=request.seeker_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        day=day_of(slot.starts_at),
        status=BookingStatus.BOOKED,
        channel=request.channel,
        display_name=name,
        display_word=word,
        topic=request.topic,
        wishes=list(request.wishes),
        booked_at=now,
        booked_by_staff_id=request.staff_id,
        late_reason=request.late_reason if now >= slot.closes_at else "",
        consent=request.consent,
        consented_at=request.consented_at,
        terms_version=request.terms_version,
        calendar_uid=str(uuid.uuid4()),
        sequence=0,
        revised_at=now.replace(microsecond=0),
    )
    session.add(booking)
    session.flush()
    return booking


def _own_hold(session: Session, wish: Wish, rules: Rules) -> Hold | None:
    """The seeker's own hold in the way of this booking: on the web while they book by phone, say."""
    held = open_hold(session, seeker_id=wish.seeker_id)
    if held is None:
        return None
    length = timedelta(minutes=max(rules.length_minutes, held.procedure.length_minutes))
    return held if abs(held.starts_at - wish.starts_at) < length else None


def _claim(session: Session, wish: Wish, rules: Rules, slot: Slot, booking: Booking, holds: Sequence[Hold]) -> int:
    for held in holds:
        if _is_for(held, wish) and confirm_hold(session, hold_id=held.id, booking_id=booking.id, now=wish.now):
            held.ended_at = wish.now
            return held.desk_id
    for held in holds:
        end_hold(session, held, now=wish.now)
    owner = Owner(booking_id=booking.id)
    if not claim_seeker(session, rules, seeker_id=wish.seeker_id, starts_at=wish.starts_at, owner=owner, now=wish.now):
        raise refused(session, OverlapsOwnBooking, wish)
    desk_id = claim_desk(session, rules, desks=slot.free_desks, starts_at=wish.starts_at, owner=owner, now=wish.now)
    if desk_id is None:
        raise refused(session, SlotTaken, wish)
    return desk_id


def _is_for(held: Hold, wish: Wish) -> bool:
    return held.procedure_id == wish.procedure.id and held.starts_at == wish.starts_at


def _record(session: Session, request: BookingRequest, booking: Booking, now: datetime) -> None:
    record(
        session,
        actor=request.actor,
        act="book",
        object_=f"booking:{booking.number}",
        now=now,
        procedure=request.procedure,
        seeker=request.seeker_id,
        channel=request.channel.value,
        consent=request.consent.value,
        terms_version=request.terms_version,
        late=bool(booking.late_reason),
    )
