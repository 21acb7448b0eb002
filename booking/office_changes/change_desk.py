"""Moves a booking to another desk at the same time, inside a change of its office (rules.md#changes-of-days)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking.announcements.announce import announce_desk_changed
from booking.audit.record import record
from booking.availability.claims import Owner, claim_desk
from booking.availability.dated import Dated
from booking.availability.offices import contact_of
from booking.availability.slots import Rules
from booking.bookings.steps.end import leave_counsellor, revise, withdraw_meeting
from booking.bookings.steps.give_back import note_given_back
from booking.bookings.steps.names import give_display_name
from booking.bookings.steps.want_meeting import want_meeting
from booking.office_changes.refusals import OtherDeskTaken
from booking.tables import Booking, Desk, DeskClaim, Office


@dataclass(frozen=True)
class OtherDesks:
    """The desks of an office by code, and the rules that hold once it has changed, by procedure code."""

    ids: Mapping[str, int]
    rules: Mapping[str, Rules]


def other_desks(session: Session, office: Office, rules: Mapping[str, Rules]) -> OtherDesks:
    """The desks to which bookings of the office can go."""
    desks = session.execute(select(Desk).where(Desk.office_id == office.id)).scalars()
    return OtherDesks({desk.code: desk.id for desk in desks}, rules)


def change_desk(
    session: Session, booking: Booking, code: str, others: OtherDesks, *, actor: str, now: datetime
) -> None:
    """Give a locked booking the same time at the desk of this code, with a meeting and a display name of its own.

    Raises:
        OtherDeskTaken: somebody has that time, or the procedure is not held there.
    """
    desk_id = others.ids.get(code)
    rules = as_long_as(booking, others.rules[booking.procedure.code])
    session.execute(delete(DeskClaim).where(DeskClaim.booking_id == booking.id))
    wanted: Sequence[int] = [] if desk_id is None else [desk_id]
    owner = Owner(booking_id=booking.id)
    had = claim_desk(session, rules, desks=wanted, starts_at=booking.starts_at, owner=owner, now=now)
    if had is None:
        raise OtherDeskTaken(contact_of(booking.office), (booking.number,))
    note_given_back(session, booking, moved=True, by_seeker=False, now=now)
    old_desk = booking.desk.code
    booking.desk_id = had
    booking.display_word, booking.display_name = give_display_name(
        session, booking.office, booking.day, booking.seeker_id, now=now
    )
    leave_counsellor(session, booking)
    revise(booking, now=now)
    withdraw_meeting(session, booking, now=now)
    session.flush()
    announce_desk_changed(session, booking, want_meeting(session, booking, now=now), now=now)
    record(
        session,
        actor=actor,
        act="change_desk",
        object_=f"booking:{booking.number}",
        now=now,
        from_desk=old_desk,
        to_desk=code,
    )


def as_long_as(booking: Booking, rules: Rules) -> Rules:
    """The rules under which the booking is as long as it was made."""
    own = replace(rules.on(booking.day), length_minutes=booking.minutes)
    return replace(rules, values=Dated(own))
