"""The booking itself: one transaction that claims, and writes booking, audit line, wanted meeting and message."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.announcements.announce import booked_message
from booking.audit.one_time_keys import take_key
from booking.audit.record import audit_line, token_fact
from booking.availability.locks import share_procedure
from booking.availability.procedures import KnownProcedure
from booking.availability.slots import Slot
from booking.bookings.holds import OwnHold, shown_of
from booking.bookings.refusals import ConsentMissing, DraftChanged, TermsOutdated, TopicMissing
from booking.bookings.rules.eligibility import Standing, refuse_unless_may_book
from booking.bookings.steps.holds import lock_hold
from booking.bookings.steps.judge import SlotRequest, judge_knowing, refuse_unless_offered, transact_offering
from booking.bookings.steps.names import draw_display_name, give_number
from booking.bookings.steps.survey import Survey, survey
from booking.bookings.steps.take_time import holds_to_end, take_time
from booking.bookings.steps.turned_away import noting_turned_away
from booking.bookings.steps.want_meeting import rests_before_it_is_made, wanted_meeting
from booking.core.channels import Channel
from booking.core.input.clean_text import says_something
from booking.core.metrics import count_booking, counting_refusals
from booking.core.text_limits import LONGEST_TOPIC
from booking.tables import AuditLine, Booking, BookingStatus, Consent, Meeting
from calendars.office_time import day_of
from database.fast.together import Rows


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
    token_id: int | None = None  # of the API token of the request; part neither of `actor` nor of `body`
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
            self.terms_version,
            self.late_reason,
        )


@dataclass(frozen=True)
class NewBooking:
    """What was just inserted, as far as the answer shows it. Moments are office time."""

    id: int
    number: str
    seeker_id: int
    desk_id: int
    starts_at: datetime
    ends_at: datetime
    status: BookingStatus
    channel: Channel
    display_word: str
    display_name: str
    late_reason: str
    sequence: int


@dataclass(frozen=True)
class Booked:
    """A booking that stands. `made` is what this request made of it; None if an earlier one made it."""

    number: str
    made: NewBooking | None = None


def book(request: BookingRequest, *, now: datetime) -> str:
    """Book, and answer the booking number. The same request again answers the same number and books nothing.

    Raises:
        SlotRefused: the slot cannot be booked (any more), with the nearest open ones.
        TooManyOpenBookings, MyPageNotOpened, RegistrationNotValid, Suspended: the seeker may not book.
        TermsOutdated: the terms changed since they were accepted.
        LateReasonMissing: staff are past the deadline and gave no reason.
        KeyReused: the key was used for a different request.
    """
    return make_booking(request, now=now).number


def make_booking(request: BookingRequest, *, now: datetime) -> Booked:
    """Book as `book` does, and answer what is known of it, so that the caller need not read it again."""
    noting = noting_turned_away(seeker_id=request.seeker_id, channel=request.channel, now=now)
    with counting_refusals("book"), noting:
        booked = transact_offering(
            lambda session: _book_once(session, request, now),
            channel=request.channel,
            seeker_id=request.seeker_id,
            now=now,
        )
    return _counted(booked)


def confirm(token: str, *, shown: str, seeker_id: int, now: datetime) -> str:
    """Book what the seeker holds and wrote down; answer the booking number. A used hold answers its booking's.

    A hold that has lapsed claims afresh and is refused only if the place is gone. `shown` is what the seeker saw of the
    draft, in short (`shown_of`): whatever was written meanwhile is shown before it is booked.

    Raises:
        UnknownHold: not a hold of this seeker.
        ConsentMissing, TopicMissing: the steps before were not taken.
        DraftChanged: the draft is no longer what was shown.
        Refusal: every refusal of `book`.
    """
    with counting_refusals("book"), noting_turned_away(seeker_id=seeker_id, channel=Channel.WEB, now=now):
        booked = transact_offering(
            lambda session: _confirm(session, token, shown, seeker_id=seeker_id, now=now),
            channel=Channel.WEB,
            seeker_id=seeker_id,
            now=now,
        )
    return _counted(booked).number


def _counted(booked: Booked) -> Booked:
    """Count a booking that was made; one that was only answered again is not another one."""
    if booked.made:
        count_booking(booked.made.channel.value)
    return booked


def _confirm(session: Session, token: str, shown: str, *, seeker_id: int, now: datetime) -> Booked:
    # The hold is its own one-time key: read under the seeker's lock, it shows whether it was used.
    held = lock_hold(session, token, seeker_id=seeker_id)
    if held.booking_number is not None:
        return Booked(held.booking_number)
    request = _request_of(held)
    if shown_of(held) != shown:
        raise DraftChanged(held.procedure.contact)
    made = _book(session, request, held.procedure, held=held, now=now)
    return Booked(made.number, made)


def _request_of(held: OwnHold) -> BookingRequest:
    office = held.procedure.contact
    if held.terms_version is None or held.terms_accepted_at is None:
        raise ConsentMissing(office)
    if not says_something(held.topic) or len(held.topic) > LONGEST_TOPIC:
        raise TopicMissing(office)
    return BookingRequest(
        procedure=held.procedure.code,
        starts_at=held.starts_at,
        seeker_id=held.seeker_id,
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
    if not key.is_new:
        return Booked(session.get_one(Booking, key.booking_id).number)
    procedure = share_procedure(session, request.procedure, seeker_id=request.seeker_id)
    booking = _book(session, request, procedure, booking_id=key.booking_id, now=now)
    return Booked(booking.number, booking)


def _book(
    session: Session,
    request: BookingRequest,
    procedure: KnownProcedure,
    *,
    booking_id: int | None = None,
    held: OwnHold | None = None,
    now: datetime,
) -> NewBooking:
    """Book with office and seeker locked, and the procedure as it has been since."""
    wanted = SlotRequest(procedure, request.starts_at, request.channel, request.seeker_id, now, request.late_reason)
    refuse_unless_offered(wanted)
    found = survey(session, wanted, booking_id=booking_id)
    slot = judge_knowing(session, wanted, found.taken)
    _refuse_unless_may_book(request, procedure, found.standing, now)
    booking = _new_booking(request, procedure, slot, found, now)
    rows = _rows(session, request, procedure, booking, found, now)
    holds = holds_to_end(session, wanted, found.standing, confirmed=held)
    desk_id = take_time(session, wanted, slot, booking_id=booking.id, rows=rows, holds=holds, now=now)
    return _put_at_desk(session, booking, desk_id)


def _refuse_unless_may_book(
    request: BookingRequest, procedure: KnownProcedure, standing: Standing, now: datetime
) -> None:
    office, today = procedure.contact, day_of(now)
    limit, version = procedure.on(today).max_open_bookings, procedure.on(today).terms.version
    refuse_unless_may_book(standing, max_open_bookings=limit, today=today, office=office)
    if request.terms_version != version:
        raise TermsOutdated(office, version)


def _new_booking(
    request: BookingRequest, procedure: KnownProcedure, slot: Slot, found: Survey, now: datetime
) -> NewBooking:
    word, name = draw_display_name(found.names, day_of(slot.starts_at), procedure.contact)
    return NewBooking(
        id=found.booking_id,
        number=give_number(),
        seeker_id=request.seeker_id,
        desk_id=slot.free_desks[0],
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        status=BookingStatus.BOOKED,
        channel=request.channel,
        display_word=word,
        display_name=name,
        late_reason=request.late_reason if now >= slot.closes_at else "",
        sequence=0,
    )


def _rows(
    session: Session,
    request: BookingRequest,
    procedure: KnownProcedure,
    booking: NewBooking,
    found: Survey,
    now: datetime,
) -> Sequence[Rows]:
    """Booking, wanted meeting, message with its delivery, audit line: SQLite wants what a row names before it."""
    rests = request.staff_id is None and rests_before_it_is_made(
        booking.starts_at,
        procedure.rules.office_days,
        second_thought=found.standing.second_thoughts.any_today,
        late=bool(booking.late_reason),
        now=now,
    )
    wanted = {"id": found.meeting_id, **wanted_meeting(booking, rests=rests, now=now)}
    return (
        Rows(Booking, [_booking_row(request, procedure, booking, now)]),
        Rows(Meeting, [wanted]),
        *booked_message(session, found.message_id, booking, found.meeting_id, now=now),
        Rows(AuditLine, [_audit_line(request, booking, now)]),
    )


def _booking_row(
    request: BookingRequest, procedure: KnownProcedure, booking: NewBooking, now: datetime
) -> dict[str, Any]:
    return {
        **vars(booking),
        "procedure_id": procedure.id,
        "office_id": procedure.office_id,
        "day": day_of(booking.starts_at),
        "topic": request.topic,
        "wishes": list(request.wishes),
        "booked_at": now,
        "booked_by_staff_id": request.staff_id,
        "booked_by_token_id": request.token_id,
        "consent": request.consent,
        "consented_at": request.consented_at,
        "terms_version": request.terms_version,
        "cancel_reason": "",
        "calendar_uid": str(uuid.uuid4()),
        "revised_at": now.replace(microsecond=0),
    }


def _audit_line(request: BookingRequest, booking: NewBooking, now: datetime) -> dict[str, Any]:
    return audit_line(
        actor=request.actor,
        act="book",
        object_=f"booking:{booking.number}",
        now=now,
        **token_fact(request.token_id),
        procedure=request.procedure,
        seeker=request.seeker_id,
        channel=request.channel.value,
        consent=request.consent.value,
        terms_version=request.terms_version,
        late=bool(booking.late_reason),
    )


def _put_at_desk(session: Session, booking: NewBooking, desk_id: int) -> NewBooking:
    """The desk that was free a moment ago may have been taken meanwhile; then it is another one."""
    if desk_id == booking.desk_id:
        return booking
    session.execute(update(Booking).where(Booking.id == booking.id).values(desk_id=desk_id))
    return replace(booking, desk_id=desk_id)
