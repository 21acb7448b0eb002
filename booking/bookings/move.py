"""Moving a booking to another time: new claim and old release together or nothing (rules.md#moving)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.announcements.announce import announce_moved
from booking.audit.one_time_keys import take_key
from booking.audit.record import record, token_fact
from booking.availability.claims import Owner, claim_desk, claim_seeker
from booking.availability.locks import lock_seeker, share_office
from booking.availability.offices import contact_of
from booking.availability.procedures import current_terms, known, rules_of
from booking.availability.refusals import OverlapsOwnBooking, SlotTaken
from booking.availability.slots import Slot
from booking.bookings.holds import open_hold
from booking.bookings.refusals import NotOpenAnyMore, SameSlot, TermsOutdated, UnknownBooking
from booking.bookings.standing import refuse_unless_movable
from booking.bookings.steps.end import (
    leave_counsellor,
    lock_open_booking,
    release_claims,
    revise,
    withdraw_meeting,
)
from booking.bookings.steps.give_back import note_given_back
from booking.bookings.steps.holds import end_hold, overlaps
from booking.bookings.steps.judge import SlotRequest, judge, refused, transact_offering
from booking.bookings.steps.names import give_display_name
from booking.bookings.steps.want_meeting import rests_before_it_is_made, want_meeting
from booking.core.channels import Channel
from booking.core.metrics import counting_refusals
from booking.tables import Booking, Consent
from calendars.office_time import day_of, in_office_time


@dataclass(frozen=True)
class MoveRequest:
    """Where a booking is to go. `key` makes the request one-time.

    Staff move only with the seeker's spoken consent, which the page has them tick off; `office_ids` are theirs.
    """

    number: str
    starts_at: datetime
    channel: Channel
    actor: str
    key: str
    seeker_id: int | None = None
    office_ids: Collection[int] = ()
    token_id: int | None = None  # of the API token with which it is asked
    late_reason: str = ""
    terms_version: str | None = None  # accepted with this move, where the terms are newer than the booking
    seen: int | None = None  # the booking's revision that the page showed; None where there was no page

    @property
    def body(self) -> tuple[object, ...]:
        """What is asked: the same key with another body is another request."""
        return ("move", self.number, self.starts_at.timestamp(), self.channel, self.terms_version, self.late_reason)


def move(request: MoveRequest, *, now: datetime) -> None:
    """Move the booking: it keeps its number and gets a new meeting, passcode and display name.

    Raises:
        UnknownBooking: no such booking that the actor may move.
        NotOpenAnyMore: it was cancelled, has begun, or is over.
        ChangedMeanwhile: it was moved since it was seen.
        SameSlot: it has that time already.
        TooManyMoves: a seeker has moved as often today as one may without calling.
        Refusal: every refusal of booking, for the new time.
    """
    with counting_refusals("move"):
        transact_offering(
            lambda session: _move(session, request, now),
            channel=request.channel,
            seeker_id=request.seeker_id,
            now=now,
        )


def _move(session: Session, request: MoveRequest, now: datetime) -> None:
    found = session.scalar(select(Booking).where(Booking.number == request.number))
    if found is None or not _is_theirs(found, request):
        raise UnknownBooking(None)
    key = take_key(session, actor=request.actor, key=request.key, body=request.body, now=now, booking_id=found.id)
    if not key.is_new:
        return
    share_office(session, found.office_id)
    lock_seeker(session, found.seeker_id)
    booking = lock_open_booking(session, request.number, seen=request.seen, now=now)
    _refuse_unless_may_move(session, booking, request, now)
    old_start = booking.starts_at
    note_given_back(session, booking, moved=True, by_seeker=request.seeker_id is not None, now=now)
    _take_new_time(session, booking, request, now)
    _accept_terms(session, booking, request, now)
    leave_counsellor(session, booking)
    revise(booking, now=now)
    withdraw_meeting(session, booking, now=now)
    session.flush()
    rests = request.seeker_id is not None and rests_before_it_is_made(
        booking.starts_at,
        rules_of(session, booking.procedure).office_days,
        second_thought=True,
        late=bool(booking.late_reason),
        now=now,
    )
    meeting_id = want_meeting(session, booking, rests=rests, now=now)
    announce_moved(session, booking, meeting_id, by_staff=request.seeker_id is None, now=now)
    record(
        session,
        actor=request.actor,
        act="move",
        object_=f"booking:{booking.number}",
        now=now,
        **token_fact(request.token_id),
        moved_from=in_office_time(old_start).isoformat(),
        moved_to=in_office_time(booking.starts_at).isoformat(),
        channel=request.channel.value,
    )


def _is_theirs(booking: Booking, request: MoveRequest) -> bool:
    return booking.seeker_id == request.seeker_id or booking.office_id in request.office_ids


def _refuse_unless_may_move(session: Session, booking: Booking, request: MoveRequest, now: datetime) -> None:
    office = contact_of(booking.office)
    if booking.starts_at <= now:
        raise NotOpenAnyMore(office, booking.number, "begun")  # an absence, for staff to judge
    if booking.starts_at == request.starts_at:
        raise SameSlot(office, booking.number)
    refuse_unless_movable(session, booking, by_seeker=request.seeker_id is not None, now=now)
    current = current_terms(session, booking.procedure, today=day_of(now)).version
    if current not in {booking.terms_version, request.terms_version}:
        raise TermsOutdated(office, current)


def _accept_terms(session: Session, booking: Booking, request: MoveRequest, now: datetime) -> None:
    current = current_terms(session, booking.procedure, today=day_of(now)).version
    if booking.terms_version != current:
        booking.terms_version, booking.consented_at = current, now
        booking.consent = Consent.SPOKEN if request.seeker_id is None else Consent.WEB


def _take_new_time(session: Session, booking: Booking, request: MoveRequest, now: datetime) -> None:
    wanted = SlotRequest(
        known(session, booking.procedure),
        request.starts_at,
        request.channel,
        booking.seeker_id,
        now,
        request.late_reason,
    )
    # The old time goes first, so that a move by half an hour at the same desk does not stand in its own way; if the
    # new time is refused, all of it is rolled back.
    release_claims(session, booking)
    slot = judge(session, wanted)
    rules, owner = wanted.procedure.rules, Owner(booking_id=booking.id)
    _release_own_hold(session, wanted, now)
    if not claim_seeker(session, rules, seeker_id=wanted.seeker_id, starts_at=wanted.starts_at, owner=owner, now=now):
        raise refused(OverlapsOwnBooking, wanted)
    desk_id = claim_desk(session, rules, desks=slot.free_desks, starts_at=wanted.starts_at, owner=owner, now=now)
    if desk_id is None:
        raise refused(SlotTaken, wanted)
    _put(session, booking, slot, desk_id, request, now)


def _put(session: Session, booking: Booking, slot: Slot, desk_id: int, request: MoveRequest, now: datetime) -> None:
    day = day_of(slot.starts_at)
    word, name = give_display_name(session, booking.office, day, booking.seeker_id, now=now)
    booking.desk_id, booking.day = desk_id, day
    booking.moves += 1
    booking.starts_at, booking.ends_at = slot.starts_at, slot.ends_at
    booking.display_word, booking.display_name = word, name
    booking.late_reason = request.late_reason if now >= slot.closes_at else ""


def _release_own_hold(session: Session, wanted: SlotRequest, now: datetime) -> None:
    """The seeker's own hold gives way, as it does to a booking: they have chosen this time now.

    It does if it is of the same procedure, or of another one at the same time.
    """
    held = open_hold(session, seeker_id=wanted.seeker_id)
    if held is None:
        return
    if held.procedure.id == wanted.procedure.id or overlaps(held, wanted):
        end_hold(session, held.id, now=now)
