"""Offices with their desks, as a day's sheet names them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.availability.kept_by_version import KeptByVersion
from booking.availability.offices import contact_by_id
from booking.core.refusals import OfficeContact
from booking.tables import Desk


@dataclass(frozen=True, slots=True)
class SheetDesk:
    """A desk of an office; `ends_on` is the first day without it."""

    id: int
    name: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class SheetOffice:
    """An office whose day it is."""

    id: int
    contact: OfficeContact
    desks: Sequence[SheetDesk]


def sheet_office(session: Session, office_id: int, version: int) -> SheetOffice:
    """The office at its version, which was read before."""
    return _kept.of(session, office_id, version)


def _read(session: Session, office_id: int) -> SheetOffice:
    desks = select(Desk.id, Desk.name, Desk.ends_on).where(Desk.office_id == office_id).order_by(Desk.id)
    found = tuple(SheetDesk(*row) for row in session.execute(desks))
    return SheetOffice(office_id, contact_by_id(session, office_id), found)


_kept = KeptByVersion(_read)
