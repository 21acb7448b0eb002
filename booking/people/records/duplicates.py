"""Records that may be of somebody who is about to be registered, or of whom another record is open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from booking.people.merged import is_merged
from booking.people.records.likeness import Likeness, Looks, likenesses
from booking.tables import Seeker

_MOST = 500  # who share a birth date, in a country; more would be a date that was made up


@dataclass(frozen=True)
class Duplicate:
    """A record of one of the own offices, and in what it is alike."""

    seeker: Seeker
    alike: tuple[Likeness, ...]


@dataclass(frozen=True)
class Duplicates:
    """Records that look alike. Of those of other offices only how many there are: who they are is not said."""

    here: Sequence[Duplicate] = ()
    elsewhere: int = 0

    def __bool__(self) -> bool:
        """Whether there is anybody to look at before a new record is made."""
        return bool(self.here or self.elsewhere)


def duplicates_of(session: Session, looks: Looks, *, office_ids: Collection[int], but: int | None = None) -> Duplicates:
    """Who may be the same person, those first who are alike in most; `but` is the record of the person itself."""
    found = [
        Duplicate(seeker, alike)
        for seeker in _candidates(session, looks)
        if seeker.id != but and (alike := likenesses(looks, looks_of(seeker)))
    ]
    here = [one for one in found if one.seeker.office_id in office_ids]
    return Duplicates(sorted(here, key=lambda one: (-len(one.alike), one.seeker.id)), len(found) - len(here))


def looks_of(seeker: Seeker) -> Looks:
    """What of a record is compared."""
    return Looks(seeker.name, seeker.kana, seeker.birth_date, seeker.phone, seeker.email)


def _candidates(session: Session, looks: Looks) -> Sequence[Seeker]:
    same = [Seeker.birth_date == looks.birth_date]
    if looks.phone is not None:
        same.append(Seeker.phone == looks.phone)
    if looks.email is not None:
        same.append(Seeker.email == looks.email)
    query = select(Seeker).where(or_(*same), ~is_merged(Seeker.id)).order_by(Seeker.id).limit(_MOST)
    return session.scalars(query.options(joinedload(Seeker.office))).all()
