"""Keeps an office as it was after each change of its settings (rules.md#history-of-settings)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.offices.file import shape
from booking.offices.file.write import write_office
from booking.offices.from_rows import office_file
from booking.tables import Office, OfficeVersion


def keep_as_found(session: Session, office: Office, *, now: datetime) -> None:
    """Keep the locked office as it is, unless its present version is kept already: before its first change."""
    kept = select(OfficeVersion.id).where(OfficeVersion.office_id == office.id, OfficeVersion.version == office.version)
    if session.scalar(kept) is None:
        _keep(session, office, office_file(session, office), made_at=office.revised_at or now)


def keep_version(session: Session, office: Office, said: shape.Office, *, act: str, actor: str, now: datetime) -> None:
    """Keep what the office says from now on under the version that it has now."""
    _keep(session, office, said, act=act, made_by=actor, made_at=now)


def _keep(
    session: Session,
    office: Office,
    said: shape.Office,
    *,
    made_at: datetime,
    act: str | None = None,
    made_by: str | None = None,
) -> None:
    session.add(
        OfficeVersion(
            office_id=office.id,
            version=office.version,
            made_at=made_at,
            act=act,
            made_by=made_by,
            file=write_office(said),
        )
    )
