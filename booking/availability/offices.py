"""Offices as rules and pages see them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, exists, literal_column, or_, select
from sqlalchemy.orm import Session

from booking.availability.holidays import national_holidays
from booking.availability.kept_by_version import KeptByVersion
from booking.core.refusals import OfficeContact
from booking.tables import ClosingDay, ExtraOpening, Office, Procedure
from calendars.office_days import ClosingDay as OwnClosing
from calendars.office_days import OfficeDays
from database.base import table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from database.one_of import one_of


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
_SHORT_LIST = 6  # of offices to call: a short list helps, a long one does not
_offices = table_of(Office).c
_procedures = table_of(Procedure).c
_CONTACTS = select(_offices.name, _offices.phone, _offices.desk_opens, _offices.desk_closes, _offices.code)
_OF_ID = Prepared(_CONTACTS.where(_offices.id == bindparam("office_id")))
_OF_IDS = Prepared(
    select(_offices.id, *_CONTACTS.selected_columns).where(one_of(_offices.id, "office_ids")).order_by(_offices.id)
)
_FIRST = Prepared(
    _CONTACTS.where(or_(_offices.ends_on.is_(None), _offices.ends_on > bindparam("today")))
    .where(exists().where(_procedures.office_id == _offices.id))  # without one it is still being set up
    .order_by(_offices.id)
    .limit(literal_column(str(_SHORT_LIST)))
    .offset(literal_column("0"))  # for SQLite one is always said, and would be bound
)


def contact_by_id(session: Session, office_id: int) -> OfficeContact:
    """Whom to call at the office of this id, which there is."""
    (row,) = _OF_ID.rows(connection_of(session), {"office_id": office_id})
    return OfficeContact(*row)


def contacts_by_id(session: Session, office_ids: Collection[int]) -> Mapping[int, OfficeContact]:
    """Whom to call at each of these offices, in the order in which they came in."""
    rows = _OF_IDS.rows(connection_of(session), {"office_ids": office_ids})
    return {row[0]: OfficeContact(*row[1:]) for row in rows}


def first_offices(session: Session, *, today: date) -> tuple[OfficeContact, ...]:
    """Whom to call at the first few offices that have a procedure and have not ended."""
    rows = _FIRST.rows(connection_of(session), {"today": today})
    return tuple(OfficeContact(*row) for row in rows)


def office_days_of(session: Session, office_id: int) -> OfficeDays:
    """The days on which the office works: national calendar, own closing days, extra openings."""
    openings = session.execute(_OPENINGS, {"office_id": office_id})
    return OfficeDays.of(national_holidays(session).name, own_closing_days(session, office_id), dict(openings.all()))


def office_days_as_of(session: Session, office_id: int, version: int) -> OfficeDays:
    """The same, kept in this process as long as the office's version, which was read before, does not rise."""
    return _days.of(session, office_id, version)


def own_closing_days(session: Session, office_id: int) -> Sequence[OwnClosing]:
    """The days on which the office is closed beyond the national calendar."""
    return [OwnClosing(*row) for row in session.execute(_CLOSINGS, {"office_id": office_id})]


_days = KeptByVersion(office_days_of)
