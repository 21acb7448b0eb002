"""Seekers as staff may find them (design §4.14): their own office's people, others only by number and birth date."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session, joinedload

from booking.errors import UnknownSeeker
from booking.models import Seeker
from booking.policy.searching import search_key
from booking.typed import half_width, hyphens

_MOST = 50


def seekers_of_offices(session: Session, typed: str, *, office_ids: Collection[int]) -> Sequence[Seeker]:
    """The offices' seekers whose number, name, kana or phone holds what was typed; by kana, 50 at the most."""
    return session.scalars(
        select(Seeker)
        .where(Seeker.office_id.in_(office_ids), *(_holds(word) for word in typed.split()))
        .order_by(Seeker.kana, Seeker.id)
        .limit(_MOST)
        .options(joinedload(Seeker.office))
    ).all()


def seeker_at_offices(session: Session, seeker_id: int, *, office_ids: Collection[int]) -> Seeker:
    """A seeker of one of the offices; any other is unknown (UnknownSeeker)."""
    seeker = session.scalar(
        select(Seeker)
        .where(Seeker.id == seeker_id, Seeker.office_id.in_(office_ids))
        .options(joinedload(Seeker.office))
    )
    if seeker is None:
        raise UnknownSeeker(None)
    return seeker


def seeker_of_offices(session: Session, typed_number: str, *, office_ids: Collection[int]) -> Seeker:
    """A seeker of one of the offices, by number; any other is unknown (UnknownSeeker)."""
    seeker = session.scalar(
        select(Seeker).where(Seeker.seeker_number == read_seeker_number(typed_number), Seeker.office_id.in_(office_ids))
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


def read_seeker_number(typed: str) -> str:
    """A seeker number as it is stored (70000-0000001), typed with full-width digits or any hyphen."""
    return hyphens(half_width(typed)).replace(" ", "")


def _holds(word: str) -> ColumnElement[bool]:
    number = read_seeker_number(word)
    return or_(
        Seeker.seeker_number.contains(number, autoescape=True),
        Seeker.name.contains(word, autoescape=True),  # names are compared to the letter: no Unicode form touches them
        Seeker.kana.contains(search_key(word), autoescape=True),
        Seeker.phone.contains(number.replace("-", ""), autoescape=True)
        if number.replace("-", "").isdigit()
        else false(),
    )
