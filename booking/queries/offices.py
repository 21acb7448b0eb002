"""Offices as rules and pages see them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.errors import OfficeContact
from booking.models import ClosingDay, ExtraOpening, Office
from booking.queries.holidays import national_holidays
from calendars.office_days import OfficeDays


def contact_of(office: Office) -> OfficeContact:
    """Whom to call at `office`."""
    return OfficeContact(office.name, office.phone, office.desk_opens, office.desk_closes)


def all_offices(session: Session) -> Sequence[Office]:
    """Every office, in the order in which they came in."""
    return session.scalars(select(Office).order_by(Office.id)).all()


def first_offices(session: Session, most: int) -> Sequence[Office]:
    """The first `most` offices."""
    return session.scalars(select(Office).order_by(Office.id).limit(most)).all()


def office_days_of(session: Session, office_id: int) -> OfficeDays:
    """The days on which the office works: national calendar, own closing days, extra openings."""
    closings = session.execute(select(ClosingDay.day, ClosingDay.reason).where(ClosingDay.office_id == office_id))
    openings = session.execute(
        select(ExtraOpening.day, ExtraOpening.counts_as_office_day).where(ExtraOpening.office_id == office_id)
    )
    return OfficeDays(
        national_holiday=national_holidays(session).name,
        own_closing_days=dict(closings.all()),
        extra_openings=dict(openings.all()),
    )
