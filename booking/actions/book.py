"""The booking itself: one transaction that claims, and writes booking, audit line, wanted meeting and message."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.actions.auditing import record
from booking.actions.claiming import Owner, claim_desk, claim_seeker, confirm_hold
from booking.actions.hold import end_hold, lock_hold, overlaps
from booking.actions.idempotency import keep_answer, take_key
from booking.actions.judging import SlotRequest, judge, refused, transact_offering
from booking.actions.locking import lock_seeker, share_procedure
from booking.actions.naming import give_display_name, give_number
from booking.actions.wanting import want_meeting
from booking.announcements import announce_booked
from booking.errors import (
    ConsentMissing,
    OverlapsOwnBooking,
    SlotTaken,
    TermsOutdated,
    TopicMissing,
)
from booking.models import Booking, BookingStatus, Consent, Hold, Procedure
from booking.policy.channels import Channel
from booking.policy.eligibility import Standing, refuse_unless_may_book
from booking.policy.wishes import TOPIC_MAX_LENGTH
from booking.queries.holds import open_hold
from booking.queries.offices import contact_of
from booking.queries.standing import standing_of
from booking.slots import Rules, Slot
from calendars.office_time import day_of
from database.inserting import insert_object


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
    def body(self) -> tuple[object, ...]:
        """What is asked: the same key with another body is another request."""
        return (
            "book",
            self.procedure,
            self.starts_at.timestamp(),
            self.seeker_id,
            self.channel,
            self.topic,
            self.wishes,
            self.late_reason,
        )


@dataclass(frozen=True)
class Booked:
    """A booking that stands. `made` is its row, for reading, if this request made it; None if an earlier one did."""

    number: str
    made: Booking | None = None


def book(request: BookingRequest, *, now: datetime) -> str:
    """Book, and answer the booking number. The same request again answers the same number and books nothing.

    Raises:
        SlotRefused: the slot cannot be booked (any more), with the nearest open ones.
        TooManyOpenBookings, MyPageNotOpened, RegistrationNotValid, Suspended: the seeker may not book.
        TermsOutdated: the terms changed since they were accepted.
        LateReasonMissing: staff are past the deadline and gave no reason.
        KeyReused: the key was used for a different request.
    """
    return book_telling(request, now=now).number


def book_telling(request: BookingRequest, *, now: datetime) -> Booked:
    """Book as `book` does, and answer what is known of it, so that whoever tells it need not read it again."""
    return transact_offering(
        lambda session: _book_once(session, request, now),
        channel=request.channel,
        seeker_id=request.seeker_id,
        now=now,
    )


def confirm(token: str, *, seeker_id: int, now: datetime) -> str:
    """Book what the seeker holds and wrote down; answer the booking number. A used hold answers its booking's.

    A hold that has lapsed claims afresh and is refused only if the place is gone.

    Raises:
        UnknownHold: not a hold of this seeker.
        ConsentMissing, TopicMissing: the steps before were not taken.
        Refusal: every refusal of `book`.
    """
    return transact_offering(
        lambda session: _confirm(session, token, seeker_id=seeker_id, now=now),
        channel=Channel.WEB,
        seeker_id=seeker_id,
        now=now,
    )


def _confirm(session: Session, token: str, *, seeker_id: int, now: datetime) -> str:
    # The hold is its own one-time key: read under the seeker's lock, it tells whether it was used.
    held = lock_hold(session, token, seeker_id=seeker_id)
    if held.booking_id is not None:
        return session.get_one(Booking, held.booking_id).number
    return _book(session, _request_of(held, seeker_id), held=held, now=now).number


def _request_of(held: Hold, seeker_id: int) -> BookingRequest:
    office = contact_of(held.procedure.office)
    if held.terms_version is None or held.terms_accepted_at is None:
        raise ConsentMissing(office)
    if not 0 < len(held.topic) <= TOPIC_MAX_LENGTH:
        raise TopicMissing(office)
    return BookingRequest(
        procedure=held.procedure.code,
        starts_at=held.starts_at,
        seeker_id=seeker_id,
        channel=Channel.WEB,
        topic=held.topic,
        wishes=tuple(held.wishes),
        terms_version=held.terms_version,
        consent=Consent.WEB,
        consented_at=held.terms_accepted_at,
        key=f"hold:{held.id}",
    )


def _book_once(session: Session, request: BookingRequest, now: datetime) -> Booked:
    key = take_key(session, actor=request.actor, key=request.key, body=request.body, now=now)
    if key.booking_id is not None:
        return Booked(session.get_one(Booking, key.booking_id).number)
    booking = _book(session, request, held=None, now=now)
    keep_answer(session, key, booking.id)
    return Booked(booking.number, booking)


def _book(session: Session, request: BookingRequest, *, held: Hold | None, now: datetime) -> Booking:
    procedure = share_procedure(session, request.procedure)
    seeker = lock_seeker(session, request.seeker_id)
    asked = SlotRequest(procedure, request.starts_at, request.channel, seeker.id, now, request.late_reason)
    standing = standing_of(session, seeker, procedure, now=now)
    rules, slot = judge(session, asked, own_starts=standing.own_starts)
    _refuse_unless_may_book(request, procedure, standing, now)
    booking = _new_booking(session, request, procedure, slot, now)
    own = open_hold(session, seeker_id=seeker.id)
    holds = [held] if held else []
    if own is not None and own is not held and _is_in_the_way(own, asked, rules, standing):
        holds.append(own)
    _put_at_desk(session, booking, _claim(session, asked, rules, slot, booking, holds))
    for hold in holds:
        if _is_for(hold, asked):
            hold.booking_id = booking.id  # whoever still has its page open is shown the booking
    meeting = want_meeting(session, booking, now=now)
    announce_booked(session, booking, meeting, now=now)
    _record(session, request, booking, now)
    return booking


def _refuse_unless_may_book(request: BookingRequest, procedure: Procedure, standing: Standing, now: datetime) -> None:
    office = contact_of(procedure.office)
    limit = procedure.max_open_bookings
    refuse_unless_may_book(standing, max_open_bookings=limit, today=day_of(now), office=office)
    if request.terms_version != procedure.terms_version:
        raise TermsOutdated(office, procedure.terms_version)


def _new_booking(session: Session, request: BookingRequest, procedure: Procedure, slot: Slot, now: datetime) -> Booking:
    word, name = give_display_name(session, procedure.office_id, day_of(slot.starts_at), request.seeker_id, now=now)
    booking = Booking(
        number=give_number(),
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
    insert_object(session, booking)
    return booking


def _put_at_desk(session: Session, booking: Booking, desk_id: int) -> None:
    """The desk that was free a moment ago may have been taken meanwhile; then it is another one."""
    if desk_id != booking.desk_id:
        booking.desk_id = desk_id
        session.execute(update(Booking).where(Booking.id == booking.id).values(desk_id=desk_id))


def _is_in_the_way(own: Hold, asked: SlotRequest, rules: Rules, standing: Standing) -> bool:
    """Whether the seeker's own hold gives way to this booking, made by phone or from an older page, say.

    It does if the times overlap, or if the booking fills the limit, so that the hold could no longer become one.
    """
    fills = len(standing.open_bookings) + 1 >= asked.procedure.max_open_bookings
    if own.procedure_id == asked.procedure.id and fills:
        return True
    return overlaps(own, starts_at=asked.starts_at, length_minutes=rules.length_minutes)


def _claim(
    session: Session, asked: SlotRequest, rules: Rules, slot: Slot, booking: Booking, holds: Sequence[Hold]
) -> int:
    now, desks = asked.now, slot.free_desks
    for held in holds:
        if _is_for(held, asked) and confirm_hold(
            session, rules, held=held, desks=desks, booking_id=booking.id, now=now
        ):
            held.ended_at = now
            return held.desk_id
    for held in holds:
        end_hold(session, held, now=now)
    owner = Owner(booking_id=booking.id)
    starts_at = asked.starts_at
    if not claim_seeker(session, rules, seeker_id=asked.seeker_id, starts_at=starts_at, owner=owner, now=now):
        raise refused(OverlapsOwnBooking, asked)
    desk_id = claim_desk(session, rules, desks=desks, starts_at=starts_at, owner=owner, now=now)
    if desk_id is None:
        raise refused(SlotTaken, asked)
    return desk_id


def _is_for(held: Hold, asked: SlotRequest) -> bool:
    return held.procedure_id == asked.procedure.id and held.starts_at == asked.starts_at


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
