"""Counts what a provider makes and changes for a host on one of its days, as its daily limit does."""

from datetime import UTC, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from booking.tables import HostDay
from database.inserting import insert_if_free


def note_made(session: Session, host: str | None, *, real_now: datetime) -> None:
    """One meeting more was made or changed for the host."""
    _change(session, host, real_now, made=HostDay.made + 1)


def note_used_up(session: Session, host: str | None, *, real_now: datetime) -> None:
    """The provider has refused one more, whatever was counted: others use the host, too."""
    _change(session, host, real_now, used_up=True)


def _change(session: Session, host: str | None, real_now: datetime, **values: object) -> None:
    if not host:
        return
    key = {"host": host.casefold(), "day": real_now.astimezone(UTC).date()}
    insert_if_free(session, HostDay, [{**key, "made": 0, "used_up": False}])
    session.execute(update(HostDay).filter_by(**key).values(**values))
