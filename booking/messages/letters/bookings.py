"""What a message about a booking is rendered from: the booking and the meeting that it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability.open_slots import nearest_open
from booking.availability.procedures import known, values_on
from booking.bookings.reads import bookings_by_id
from booking.bookings.rules.eligibility import ends_before
from booking.bookings.rules.the_day import phase_of
from booking.core.channels import Channel
from booking.meetings.reads import details_of
from booking.messages.letters.facts import LetterFacts, Reading, message_url
from booking.tables import Booking, Meeting, MeetingState
from calendars.office_time import day_of
from notifier.tables import Message


def _of_text(session: Session, message: Message, reading: Reading) -> dict[str, Any]:
    """Look up the facts of one message, and open the meeting that it names.

    Times to book instead are those open while it is read, and are looked up only by the template that asks.
    """
    booking = _bookings_of(session, [message])[message.id]
    meeting = _meetings_of(session, [message]).get(message.id)
    consultation = meeting or booking
    seeker = booking.seeker
    return {
        **_facts_of_subject(message, booking, meeting),
        "rules": values_on(session, booking.procedure, day_of(consultation.starts_at)),
        "phase": phase_of(consultation.starts_at, consultation.ends_at, now=reading.now),
        "details": details_of(meeting, reading.keys) if meeting else None,
        "carries": values_on(session, booking.procedure, booking.day).mail_carries[booking.channel],
        "base_url": reading.base_url,
        "booking_url": f"{reading.base_url}/mypage/bookings/{booking.number}",
        "message_url": message_url(message, reading),
        "registration_ends_before": ends_before(seeker.registration_valid_until, day_of(consultation.starts_at)),
        "booked_by_staff": booking.booked_by_staff_id is not None,
        "cancelled_by_staff": (booking.cancelled_by or "").startswith("staff:"),
        "nearest_open": lambda: _nearest_open(session, booking, reading.now),
    }


def _of_subjects(session: Session, messages: Sequence[Message]) -> Mapping[int, dict[str, Any]]:
    """Look up the facts for a list of subjects, loaded together; no meeting is opened."""
    bookings, meetings = _bookings_of(session, messages), _meetings_of(session, messages)
    return {
        message.id: _facts_of_subject(message, bookings[message.id], meetings.get(message.id)) for message in messages
    }


BOOKING_LETTERS = LetterFacts(_of_text, _of_subjects)


@dataclass(frozen=True)
class Offer:
    """Open starts (office time), and whether they can be booked on the web."""

    starts: tuple[datetime, ...]
    is_on_the_web: bool


def _nearest_open(session: Session, booking: Booking, now: datetime) -> Offer:
    procedure = known(session, booking.procedure)
    today = day_of(now)
    channel = procedure.rules.shown_channel(today, procedure.rules.last_open_day(today))
    starts = nearest_open(
        session, procedure, wished=booking.starts_at, channel=channel, now=now, seeker_id=booking.seeker_id
    )
    return Offer(starts, channel is Channel.WEB)


def _meetings_of(session: Session, messages: Sequence[Message]) -> Mapping[int, Meeting]:
    """The meeting that each message names, by message id; some name none."""
    ids = {message.id: message.references["meeting"] for message in messages if "meeting" in message.references}
    found = session.scalars(select(Meeting).where(Meeting.id.in_(ids.values())))
    meetings = {meeting.id: meeting for meeting in found}
    return {message_id: meetings[meeting_id] for message_id, meeting_id in ids.items()}


def _bookings_of(session: Session, messages: Sequence[Message]) -> Mapping[int, Booking]:
    """The booking that each message is about, by message id."""
    bookings = bookings_by_id(session, {message.references["booking"] for message in messages})
    return {message.id: bookings[message.references["booking"]] for message in messages}


def _facts_of_subject(message: Message, booking: Booking, meeting: Meeting | None) -> dict[str, Any]:
    """A message that names a meeting keeps that meeting's time, though the booking has moved on."""
    consultation = meeting or booking
    return {
        "message": message,
        "booking": booking,
        "seeker": booking.seeker,
        "starts_at": consultation.starts_at,
        "ends_at": consultation.ends_at,
        "procedure": booking.procedure,
        "office": booking.office,
        "void": meeting is not None and meeting.state is MeetingState.WITHDRAWN,
    }
