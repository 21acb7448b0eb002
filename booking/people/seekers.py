"""Seekers as staff may find them (rules.md#staff-and-persons): their office's, others by number and birth date."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.core.input.numbers import read_seeker_number
from booking.people.merged import is_merged
from booking.people.refusals import UnknownSeeker
from booking.tables import Seeker


def seeker_at_offices(session: Session, seeker_id: int, *, office_ids: Collection[int]) -> Seeker:
    """A seeker of one of the offices; any other is unknown (UnknownSeeker)."""
    seeker = session.scalar(
        select(Seeker)
        .where(Seeker.id == seeker_id, Seeker.office_id.in_(office_ids), Seeker.erased_at.is_(None))
        .options(joinedload(Seeker.office))
    )
    if seeker is None:
        raise UnknownSeeker(None)
    return seeker


def seeker_of_offices(session: Session, typed_number: str, *, office_ids: Collection[int]) -> Seeker:
    """A seeker of one of the offices, by number; any other is unknown (UnknownSeeker)."""
    seeker = session.scalar(
        select(Seeker).where(
            Seeker.seeker_number == read_seeker_number(typed_number),
            Seeker.office_id.in_(office_ids),
            ~is_merged(Seeker.id),
        )
    )
    if seeker is None:
        raise UnknownSeeker(None)
    return seeker


def seeker_by_number(session: Session, typed_number: str, birth_date: date) -> Seeker:
    """Anybody's seeker, by exact number and birth date; UnknownSeeker whichever of the two is wrong."""
    seeker = session.scalar(
        select(Seeker)
        .where(Seeker.seeker_number == read_seeker_number(typed_number), Seeker.birth_date == birth_date)
        .options(joinedload(Seeker.office))
    )
    if seeker is None:
        raise UnknownSeeker(None)
    return seeker
