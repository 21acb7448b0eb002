"""Enters the details of a meeting that staff made by hand, for want of one or in place of the present one.

The present one is withdrawn in the same transaction, so that exactly one holds; if a provider issued it, or just
issues it, the job that removes meetings tells the provider afterwards.
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.announcements.meetings import announce_issued, announce_meeting_replaced
from booking.audit.record import record
from booking.availability.locks import lock_seeker, share_office
from booking.availability.offices import contact_of
from booking.availability.ticks import TICK
from booking.bookings.reads import booking_at_offices
from booking.bookings.steps.end import lock_open_booking, withdraw_meeting
from booking.core.keys import DataKeys
from booking.meetings.details import JoinDetails, is_same_link
from booking.meetings.refusals import MeetingOfThePool, MeetingTaken
from booking.tables import BY_HAND, Booking, BookingStatus, Meeting, MeetingState, PoolMeeting
from database.inserting import insert_row
from database.transactions import transact


def enter_meeting(
    number: str,
    details: JoinDetails,
    *,
    actor: str,
    office_ids: Collection[int],
    keys: DataKeys,
    seen: int | None = None,
    now: datetime,
) -> bool:
    """From the commit on these details hold, and the seeker is told. The same details again, in any notation, change
    nothing: False.

    `seen` is the revision of the booking for which the meeting was made, None where there was no page.

    Raises:
        UnknownBooking: none at these offices; NotOpenAnyMore: it was cancelled or is over.
        ChangedMeanwhile: it was moved since it was seen, and the meeting is for the time before.
        MeetingTaken: another consultation has this meeting at that time; MeetingOfThePool: the pool gives it out.
    """
    return transact(lambda session: _enter(session, number, details, actor, office_ids, keys, seen, now))


def _enter(
    session: Session,
    number: str,
    details: JoinDetails,
    actor: str,
    office_ids: Collection[int],
    keys: DataKeys,
    seen: int | None,
    now: datetime,
) -> bool:
    found = booking_at_offices(session, number, office_ids=office_ids)
    share_office(session, found.office_id)
    lock_seeker(session, found.seeker_id)
    booking = lock_open_booking(session, number, seen=seen, now=now)
    present = session.scalar(
        select(Meeting)
        .where(Meeting.booking_id == booking.id, Meeting.state != MeetingState.WITHDRAWN)
        .with_for_update()
    )
    if present and _holds(present, details, keys):
        return False
    _refuse_what_others_have(session, booking, present, details)
    withdraw_meeting(session, booking, now=now)
    _keep_at_provider(session, booking, details, now)
    entered = _insert(session, booking, details, keys, now)
    announce_meeting_replaced(session, booking, entered, now=now)
    announce_issued(session, booking, entered, now=now)
    was_issued = present is not None and present.issued_at is not None
    record(
        session,
        actor=actor,
        act="enter_meeting",
        object_=f"booking:{number}",
        now=now,
        replaced=present.provider if present and was_issued else "",
    )
    return True


def _holds(present: Meeting, details: JoinDetails, keys: DataKeys) -> bool:
    if present.provider_id != details.meeting_id or not (present.passcode_sealed and present.join_url_sealed):
        return False
    same_passcode = keys.open(present.passcode_sealed) == details.passcode
    return same_passcode and is_same_link(keys.open(present.join_url_sealed), details.join_url)


def _refuse_what_others_have(session: Session, booking: Booking, present: Meeting | None, details: JoinDetails) -> None:
    """Refuse a meeting that is another person's call, or that the pool will give to somebody else."""
    if present and present.provider_id == details.meeting_id:
        return
    office = contact_of(booking.office)
    if session.scalar(select(PoolMeeting.id).where(PoolMeeting.provider_id == details.meeting_id)):
        raise MeetingOfThePool(office)
    others = (
        select(Meeting.id)
        .join(Meeting.booking)
        .where(
            Meeting.provider_id == details.meeting_id,
            Meeting.state == MeetingState.ISSUED,
            Booking.id != booking.id,
            Booking.status == BookingStatus.BOOKED,
            Booking.starts_at < booking.ends_at + TICK,
            Booking.ends_at > booking.starts_at - TICK,
        )
    )
    if session.scalar(others.limit(1)) is not None:
        raise MeetingTaken(office)


def _keep_at_provider(session: Session, booking: Booking, details: JoinDetails, now: datetime) -> None:
    """Only passcode or link were corrected: what is withdrawn here must not be deleted there."""
    same = Meeting.booking_id == booking.id, Meeting.provider_id == details.meeting_id, Meeting.removed_at.is_(None)
    session.execute(update(Meeting).where(*same).values(removed_at=now))


def _insert(session: Session, booking: Booking, details: JoinDetails, keys: DataKeys, now: datetime) -> int:
    row = {
        "booking_id": booking.id,
        "state": MeetingState.ISSUED,
        "mark": str(uuid.uuid4()),
        "starts_at": booking.starts_at,
        "ends_at": booking.ends_at,
        "wanted_at": now,
        "issued_at": now,
        "tries": 0,
        "failure": "",
        "host": booking.desk.zoom_host,
        "provider": BY_HAND,
        "provider_id": details.meeting_id,
        "passcode_sealed": keys.seal(details.passcode),
        "join_url_sealed": keys.seal(details.join_url),
    }
    meeting_id: int = insert_row(session, Meeting, row)
    return meeting_id
