"""The settings of an office version by version: who changed what, and how they were (rules.md#history-of-settings)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from booking.audit.actors import staff_of
from booking.history.reads import names_of_staff
from booking.offices.file.differences import Difference, differences_between
from booking.offices.file.document import Document
from booking.offices.file.read import document_again
from booking.tables import OfficeVersion

A_PAGE = 20


@dataclass(frozen=True)
class SettingsLine:
    """One version of an office's settings, from `at` on, and in what it differs from the one before.

    `who` is a name of staff, or empty where `actor` says it all. `act` is None for what was found at the first change.
    """

    version: int
    at: datetime
    actor: str
    who: str
    act: str | None
    document: Document
    changes: Sequence[Difference]


def told_differences(old: Document, new: Document) -> Sequence[Difference]:
    """What differs, as people read it: what begins on a day value by value."""
    return differences_between(old, new, spread=("rules", "timetables"))


def how_many_versions(session: Session, office_id: int) -> int:
    """How many versions of the office are kept."""
    count = select(func.count(OfficeVersion.id)).where(OfficeVersion.office_id == office_id)
    return session.scalars(count).one()


def settings_history(session: Session, office_id: int, *, skip: int) -> Sequence[SettingsLine]:
    """A page of the versions, the latest first."""
    # One more than is shown: what it is compared with.
    found = session.scalars(_latest_first(office_id).offset(skip).limit(A_PAGE + 1)).all()
    return _lines(session, found)[:A_PAGE]


def settings_of(session: Session, office_id: int, version: int) -> SettingsLine | None:
    """One version; None for one that is not kept."""
    up_to = _latest_first(office_id).where(OfficeVersion.version <= version).limit(2)
    found = _lines(session, session.scalars(up_to).all())
    return next((line for line in found if line.version == version), None)


def file_of(session: Session, office_id: int, version: int) -> str | None:
    """The office's file as it was in this version."""
    return session.scalar(
        select(OfficeVersion.file).where(OfficeVersion.office_id == office_id, OfficeVersion.version == version)
    )


def _latest_first(office_id: int) -> Select[OfficeVersion]:
    return select(OfficeVersion).where(OfficeVersion.office_id == office_id).order_by(OfficeVersion.version.desc())


def _lines(session: Session, versions: Sequence[OfficeVersion]) -> list[SettingsLine]:
    names = names_of_staff(session, {staff_of(one.made_by or "") for one in versions} - {None})
    documents = [document_again(one.file) for one in versions]
    return [
        SettingsLine(
            version=one.version,
            at=one.made_at,
            actor=one.made_by or "",
            who=names.get(staff_of(one.made_by or ""), ""),
            act=one.act,
            document=document,
            changes=told_differences(before, document) if before is not None else (),
        )
        for one, document, before in zip(versions, documents, [*documents, None][1:], strict=True)
    ]
