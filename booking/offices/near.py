"""Offices near a place: in its city, then in its prefecture, then beside it; by names alone, without a map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from booking.offices.places import Place, places_called
from booking.offices.prefectures import NEIGHBOURS, PREFECTURES
from booking.tables import Office, Procedure


@dataclass(frozen=True)
class Near:
    """The offices near a place, the nearest first."""

    place: Place
    there: Sequence[Office]  # in the city
    around: Sequence[Office]  # elsewhere in the prefecture
    beside: Sequence[Office]  # in the prefectures next to it


def offices_near(session: Session, typed: str, *, today: date) -> Sequence[Near]:
    """What is near to each place that is called so; none for what is no place."""
    return [_near(session, place, today) for place in _by_prefecture(places_called(typed))]


def offices_of_prefectures(session: Session, *, today: date) -> Mapping[str, int]:
    """How many offices each prefecture has, from the north to the south; "" for those whose file names none."""
    query = select(Office.prefecture, func.count()).where(_is_shown(today)).group_by(Office.prefecture)
    found = dict(session.execute(query).all())
    return {name: found[name] for name in (*PREFECTURES, "") if name in found}


def offices_in(session: Session, prefectures: Sequence[str], *, today: date) -> Sequence[Office]:
    """The offices of the prefectures, in their order, those of one city together."""
    query = select(Office).where(_is_shown(today), Office.prefecture.in_(prefectures)).order_by(Office.city, Office.id)
    return sorted(session.scalars(query), key=lambda office: prefectures.index(office.prefecture))


def _by_prefecture(places: Sequence[Place]) -> Sequence[Place]:
    """One place for each prefecture: that two towns of one name lie in one prefecture changes nothing."""
    return list({place.prefecture: place for place in reversed(places)}.values())[::-1]


def _near(session: Session, place: Place, today: date) -> Near:
    own = offices_in(session, [place.prefecture], today=today)
    there = [office for office in own if place.city and office.city == place.city]
    return Near(
        place=place,
        there=there,
        around=[office for office in own if office not in there],
        beside=offices_in(session, NEIGHBOURS[place.prefecture], today=today),
    )


def _is_shown(today: date) -> ColumnElement[bool]:
    """Whether it has a procedure, without which it is still being set up, and has not ended."""
    return and_(
        or_(Office.ends_on.is_(None), Office.ends_on > today),
        exists().where(Procedure.office_id == Office.id),
    )
