"""Bookings, holds and changes of the office, made in one line each by the tests of actions."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import select

from booking.bookings.book import BookingRequest, book
from booking.core.channels import Channel
from booking.core.fates import Fate
from booking.office_changes.affected import Impact
from booking.office_changes.carry_out import Decision, Outcome
from booking.office_changes.change import change_office
from booking.office_changes.changes import Change
from booking.office_changes.choices import CANCEL, KEEP, Choice, alike, move_to
from booking.office_changes.impact import impact_of, planned_change
from booking.tables import Booking, Consent, Office
from calendars.office_time import day_of
from database.base import db
from tests.town import FRIDAY_MORNING, office_time, seeker_id

MANAGER = "staff:5"


def booked(seeker: str, starts_at: str, *, procedure: str = "omura-soudan", channel: Channel = Channel.WEB) -> str:
    """Book "2026-11-26 10:00" for the seeker of this number; answer the booking number."""
    request = BookingRequest(
        procedure=procedure,
        starts_at=office_time(starts_at),
        seeker_id=seeker_id(seeker),
        channel=channel,
        topic="応募書類の相談",
        terms_version="2026-10-01",
        consent=Consent.WEB,
        consented_at=FRIDAY_MORNING,
        key=f"test:{seeker}:{starts_at}",
    )
    return book(request, now=FRIDAY_MORNING)


def booking_of(number: str) -> Booking:
    """The booking as it is now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Booking).where(Booking.number == number)).one()


def office_of(code: str) -> Office:
    """The office as it is now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(Office).where(Office.code == code)).one()


def impact(code: str, change: Change, *, now: datetime = FRIDAY_MORNING) -> Impact:
    """What the change would do."""
    planned = planned_change(db.session(), office_of(code), change, today=day_of(now))
    return impact_of(db.session(), planned, now=now)


def carried_out(
    code: str,
    change: Change,
    *,
    keep: Collection[str] = (),
    cancel: Collection[str] = (),
    move: Mapping[str, str] | None = None,
    now: datetime = FRIDAY_MORNING,
) -> Outcome:
    """Look at the impact and carry the change out at once; `move` names the other desks by booking number."""
    choices = dict.fromkeys(keep, KEEP) | dict.fromkeys(cancel, CANCEL)
    choices |= {number: move_to(desk) for number, desk in (move or {}).items()}
    decision = decided(impact(code, change, now=now), choices)
    return change_office(office_of(code).id, change, decision, actor=MANAGER, now=now)


def decided(found: Impact, choices: Mapping[str, Choice]) -> Decision:
    """The decision of somebody who saw this impact."""
    return Decision(found.fingerprint, choices, "庁舎の設備点検のため")


def everybody(found: Impact, fate: Fate) -> Decision:
    """The same for everybody, as far as it can be."""
    return decided(found, alike(found.bookings, fate, {}))


def closing_days_of(code: str) -> list[date]:
    """The office's own closing days."""
    return [closing.day for closing in office_of(code).closing_days]
