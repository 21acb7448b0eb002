"""Looks at lines of a file of people beside the records of the database, and changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from booking.people.importing.verdicts import Found, Judged, Known, ReadLine, judge
from booking.people.records.correct import COLUMNS
from booking.people.records.duplicates import looks_of
from booking.people.records.fields import PersonField
from booking.people.records.likeness import Likeness, Looks, likenesses
from booking.tables import Account, Realm, Seeker

AT_ONCE = 100  # lines; so many people's records are asked for together, and written by one transaction

_SHARED = {
    PersonField.BIRTH_DATE: Seeker.birth_date,
    PersonField.PHONE: Seeker.phone,
    PersonField.EMAIL: Seeker.email,
}


def in_pieces(lines: Sequence[ReadLine]) -> Iterator[Sequence[ReadLine]]:
    """The lines, `AT_ONCE` at a time."""
    return (lines[start : start + AT_ONCE] for start in range(0, len(lines), AT_ONCE))


def look_at(session: Session, lines: Sequence[ReadLine], *, office_id: int) -> list[Judged]:
    """Judge some lines of a file of this office."""
    records = _records(session, lines)
    return [judge(line, _found(line, records, office_id)) for line in lines]


@dataclass(frozen=True)
class _Records:
    """What the database has beside some lines: whose numbers they are, who shares something, who signs in."""

    by_number: dict[str, Seeker]
    sharing: dict[tuple[PersonField, Any], list[Seeker]]
    logins: dict[str, int | None]
    with_account: frozenset[int | None]

    def alike(self, line: ReadLine) -> list[tuple[Seeker, tuple[Likeness, ...]]]:
        """Who looks like the person of the line, and in what."""
        shared = [self.sharing.get((field, line.values.get(field)), []) for field in _SHARED]
        sharing = {seeker.id: seeker for seekers in shared for seeker in seekers}
        compared = [(seeker, _likenesses(line, seeker)) for seeker in sharing.values()]
        return [(seeker, alike) for seeker, alike in compared if alike]


def _records(session: Session, lines: Sequence[ReadLine]) -> _Records:
    numbers = [line.seeker_number for line in lines if line.seeker_number is not None]
    by_number = {one.seeker_number: one for one in _seekers(session, Seeker.seeker_number.in_(numbers))}
    sharing = _sharing(session, [line for line in lines if line.seeker_number not in by_number])
    emails = [line.values[PersonField.EMAIL] for line in lines if line.values.get(PersonField.EMAIL)]
    ids = {seeker.id for seeker in (*by_number.values(), *(one for some in sharing.values() for one in some))}
    of_emails = select(Account.login, Account.seeker_id).where(
        Account.realm == Realm.MY_PAGE, Account.login.in_(emails)
    )
    with_account = session.scalars(select(Account.seeker_id).where(Account.seeker_id.in_(ids)))
    logins = {row.login: row.seeker_id for row in session.execute(of_emails)}
    return _Records(by_number, sharing, logins, frozenset(with_account))


def _sharing(session: Session, lines: Sequence[ReadLine]) -> dict[tuple[PersonField, Any], list[Seeker]]:
    """Everybody who might be meant by a line without a known number."""
    found: dict[tuple[PersonField, Any], list[Seeker]] = defaultdict(list)
    for field, column in _SHARED.items():
        values = {line.values[field] for line in lines if line.values.get(field) is not None}
        for seeker in _seekers(session, column.in_(values)):
            found[field, getattr(seeker, field.value)].append(seeker)
    return found


def _seekers(session: Session, which: ColumnElement[bool]) -> Iterable[Seeker]:
    return session.scalars(select(Seeker).where(which).order_by(Seeker.id))


def _found(line: ReadLine, records: _Records, office_id: int) -> Found:
    seeker = records.by_number.get(line.seeker_number or "")
    alike = records.alike(line) if seeker is None else []
    if line.seeker_number is None:
        seeker = _meant(line, alike, office_id)
    email = line.values.get(PersonField.EMAIL)
    taken = email in records.logins and (seeker is None or records.logins[email] != seeker.id)
    return Found(
        known=_known(seeker, records, office_id) if seeker is not None else None,
        others_look_alike=any(one is not seeker for one, _ in alike),
        email_is_taken=taken,
    )


def _meant(line: ReadLine, alike: Sequence[tuple[Seeker, tuple[Likeness, ...]]], office_id: int) -> Seeker | None:
    """Whom a line without a number means: the one person of the office with this birth date and reading."""
    same = [
        seeker
        for seeker, _ in alike
        if seeker.office_id == office_id
        and seeker.birth_date == line.values.get(PersonField.BIRTH_DATE)
        and seeker.kana == line.values.get(PersonField.KANA)
    ]
    return same[0] if len(same) == 1 else None


def _known(seeker: Seeker, records: _Records, office_id: int) -> Known:
    values: dict[PersonField, Any] = {
        field: getattr(seeker, column) for field, column in COLUMNS.items() if field is not PersonField.SEEKER_NUMBER
    }
    return Known(seeker.id, values, seeker.office_id == office_id, seeker.id in records.with_account)


def _likenesses(line: ReadLine, seeker: Seeker) -> tuple[Likeness, ...]:
    """What a line does not say is like nobody's."""
    theirs, said = looks_of(seeker), line.values
    born = said.get(PersonField.BIRTH_DATE)
    if born is None:
        return ()
    name, kana = said.get(PersonField.NAME, ""), said.get(PersonField.KANA, "")
    return likenesses(Looks(name, kana, born, said.get(PersonField.PHONE), said.get(PersonField.EMAIL)), theirs)
