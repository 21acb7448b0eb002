"""Offices as rules and pages see them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Integer, bindparam, or_, select
from sqlalchemy.orm import Session

from booking.availability.holidays import national_holidays
from booking.core.refusals import OfficeContact
from booking.tables import ClosingDay, ExtraOpening, Office
from calendars.office_days import ClosingDay as OwnClosing
from calendars.office_days import OfficeDays


def contact_of(office: Office) -> OfficeContact:
    """Whom to call at `office`."""
    return OfficeContact(office.name, office.phone, office.desk_opens, office.desk_closes, office.code)


def all_offices(session: Session) -> Sequence[Office]:
    """Every office, in the order in which they came in."""
    return session.scalars(select(Office).order_by(Office.id)).all()


# Built once: most pages ask one of them.
_OPENINGS = select(ExtraOpening.day, ExtraOpening.counts_as_office_day).where(
    ExtraOpening.office_id == bindparam("office_id")
)
_CLOSINGS = select(
    ClosingDay.day, ClosingDay.reason, ClosingDay.every_year, ClosingDay.closed_from, ClosingDay.closed_until
).where(ClosingDay.office_id == bindparam("office_id"))
_FIRST = (
    select(Office.name, Office.phone, Office.desk_opens, Office.desk_closes, Office.code)
    .where(or_(Office.ends_on.is_(None), Office.ends_on > bindparam("today")))
    .order_by(Office.id)
    .limit(bindparam("most", type_=Integer))
)


def first_offices(session: Session, most: int, *, today: date) -> Sequence[OfficeContact]:
    """Whom to call at the first `most` offices that have not ended."""
    return [OfficeContact(*row) for row in session.execute(_FIRST, {"today": today, "most": most})]


def office_days_of(session: Session, office_id: int) -> OfficeDays:
    """The days on which the office works: national calendar, own closing days, extra openings."""
    openings = session.execute(_OPENINGS, {"office_id": office_id})
    return OfficeDays.of(national_holidays(session).name, own_closing_days(session, office_id), dict(openings.all()))


def own_closing_days(session: Session, office_id: int) -> Sequence[OwnClosing]:
    """The days on which the office is closed beyond the national calendar."""
    return [OwnClosing(*row) for row in session.execute(_CLOSINGS, {"office_id": office_id})]
