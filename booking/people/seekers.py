"""Seekers as staff may find them (rules.md#staff-and-persons): their office's, others by number and birth date."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from booking.core.input.folded_names import name_key
from booking.core.input.numbers import digits, phone_digits, read_seeker_number
from booking.people.merged import is_merged
from booking.people.refusals import UnknownSeeker
from booking.tables import Seeker

_MOST = 50


def seekers_of_offices(session: Session, typed: str, *, office_ids: Collection[int]) -> Sequence[Seeker]:
    """The offices' seekers whose number, name, kana or phone holds what was typed; by kana, 50 at the most."""
    return session.scalars(
        select(Seeker)
        .where(
            Seeker.office_id.in_(office_ids),
            ~is_merged(Seeker.id),
            Seeker.erased_at.is_(None),
            or_(_has_number(typed), _holds_each_word(typed)),
        )
        .order_by(Seeker.kana, Seeker.id)
        .limit(_MOST)
        .options(joinedload(Seeker.office))
    ).all()


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


def _holds_each_word(typed: str) -> ColumnElement[bool]:
    """What stands between the parts of a name is no word: ジョン ・ スミス has two. Nothing else finds nobody."""
    words = [word for word in typed.split() if name_key(word)]
    return and_(*map(_holds, words)) if words else false()


def _holds(word: str) -> ColumnElement[bool]:
    return or_(Seeker.names_folded.contains(name_key(word), autoescape=True), _has_number(word))


def _has_number(typed: str) -> ColumnElement[bool]:
    """Whether a number holds these digits: people group a seeker number or a phone number as they like."""
    number, phone = digits(typed), phone_digits(typed)
    if not phone:
        return false()
    return or_(
        func.replace(Seeker.seeker_number, "-", "").contains(number, autoescape=True),
        Seeker.phone.contains(phone, autoescape=True),
    )
