"""What a message about a booking is rendered from: the booking and the meeting that it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from booking.availability.open_slots import nearest_open
from booking.availability.procedures import WHICH_KNOWN, KnownProcedure, known, known_of, values_on
from booking.bookings.reads import bookings_by_id
from booking.bookings.rules.eligibility import ends_before
from booking.bookings.rules.the_day import phase_of
from booking.core.channels import Channel
from booking.meetings.reads import details_of
from booking.messages.letters.facts import LetterFacts, Reading, message_url
from booking.messages.letters.own_sentences import own_sentences
from booking.tables import Booking, Meeting, MeetingState, Office, Procedure
from calendars.office_time import day_of
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from database.one_of import one_of
from notifier.inbox import Told


def _of_text(session: Session, message: Told, reading: Reading) -> dict[str, Any]:
    """Look up the facts of one message, and open the meeting that it names.

    Times to book instead are those open while it is read, and are looked up only by the template that asks.
    """
    (booking,) = bookings_by_id(session, {message.references["booking"]}).values()
    meeting = _meeting_of(session, message)
    consultation = meeting or booking
    seeker = booking.seeker
    facts = {
        **_facts_of_subject(message, booking, meeting, booking.procedure),
        "booking": booking,
        "seeker": seeker,
        "rules": values_on(session, booking.procedure, day_of(consultation.starts_at)),
        "phase": phase_of(consultation.starts_at, consultation.ends_at, now=reading.now),
        "details": details_of(meeting, reading.keys) if meeting else None,
        "carries": values_on(session, booking.procedure, booking.day).mail_carries[booking.channel],
        "base_url": reading.base_url,
        "procedure_url": f"{reading.base_url}/procedures/{booking.procedure.code}",
        "booking_url": f"{reading.base_url}/mypage/bookings/{booking.number}",
        "message_url": message_url(message, reading),
        "registration_ends_before": ends_before(seeker.registration_valid_until, day_of(consultation.starts_at)),
        "booked_by_staff": booking.booked_by_staff_id is not None,
        "cancelled_by_staff": (booking.cancelled_by or "").startswith("staff:"),
        "nearest_open": lambda: _nearest_open(session, booking, reading.now),
    }
    return {**facts, "own_sentences": own_sentences(session, message, facts)}


def _of_subjects(session: Session, messages: Sequence[Told]) -> Mapping[int, dict[str, Any]]:
    """Look up the facts for a list of subjects, one statement whatever their number; no meeting is opened."""
    named = {"booking_ids": _named(messages, "booking"), "meeting_ids": _named(messages, "meeting")}
    bookings, meetings = {}, {}
    for booking_id, starts_at, ends_at, code, office_id, version, meeting_id, *times in _NAMED.rows(
        connection_of(session), named
    ):
        bookings[booking_id] = _Times(starts_at, ends_at), known_of(session, code, office_id, version)
        if meeting_id is not None:
            meetings[meeting_id] = _MeetingTimes(*times)
    found = {}
    for message in messages:
        booking, procedure = bookings[message.references["booking"]]
        meeting = meetings.get(message.references.get("meeting"))
        found[message.id] = _facts_of_subject(message, booking, meeting, procedure)
    return found


class _Times(NamedTuple):
    """When a booking is."""

    starts_at: datetime
    ends_at: datetime


class _MeetingTimes(NamedTuple):
    """When a meeting was to be, and what became of it."""

    starts_at: datetime
    ends_at: datetime
    state: MeetingState


# Built once, and on the tables: every inbox asks it. A row for each meeting that is named of a booking, or one without.
_bookings, _procedures, _offices, _meetings = (table_of(model).c for model in (Booking, Procedure, Office, Meeting))
_NAMED = Prepared(
    select(
        _bookings.id,
        _bookings.starts_at,
        _bookings.ends_at,
        *WHICH_KNOWN,
        _meetings.id,
        _meetings.starts_at,
        _meetings.ends_at,
        _meetings.state,
    )
    .select_from(table_of(Booking))
    .join(table_of(Procedure), _procedures.id == _bookings.procedure_id)
    .join(table_of(Office), _offices.id == _procedures.office_id)
    .outerjoin(table_of(Meeting), and_(_meetings.booking_id == _bookings.id, one_of(_meetings.id, "meeting_ids")))
    .where(one_of(_bookings.id, "booking_ids"))
)


def _named(messages: Sequence[Told], what: str) -> list[int]:
    """The ids of what the messages name; some name no meeting."""
    return list({message.references[what] for message in messages if what in message.references})


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


def _meeting_of(session: Session, message: Told) -> Meeting | None:
    """The meeting that the message names, if it names one."""
    meeting_id = message.references.get("meeting")
    return session.get_one(Meeting, meeting_id) if meeting_id is not None else None


def _facts_of_subject(
    message: Told,
    booking: Booking | _Times,
    meeting: Meeting | _MeetingTimes | None,
    procedure: Procedure | KnownProcedure,
) -> dict[str, Any]:
    """A message that names a meeting keeps that meeting's time, though the booking has moved on."""
    consultation = meeting or booking
    return {
        "message": message,
        "starts_at": consultation.starts_at,
        "ends_at": consultation.ends_at,
        "procedure": procedure,
        "office": procedure.office,
        "void": meeting is not None and meeting.state is MeetingState.WITHDRAWN,
    }
