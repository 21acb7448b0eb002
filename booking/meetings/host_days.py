"""How much of the provider's daily limit is used: by a host today, and by whom nearly all of it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from booking.bookings.rules.meeting_pace import is_nearly_used
from booking.tables import Desk, HostDay, Office


def made_today(session: Session, host: str | None, *, real_now: datetime) -> int:
    """How many meetings were made or changed for the host since 00:00 UTC."""
    today = real_now.astimezone(UTC).date()
    counted = select(HostDay.made).where(HostDay.host == (host or "").casefold(), HostDay.day == today)
    return session.scalar(counted) or 0


def short_quotas(session: Session, limit: int | None, *, real_now: datetime) -> Sequence[str]:
    """The desks whose hosts have used today's limit nearly or wholly, as "office desk"; none without a limit."""
    if limit is None:
        return []
    rows = session.execute(
        select(Office.code, Desk.code, HostDay.made, HostDay.used_up)
        .join(Desk, of_host_today(real_now))
        .join(Office, Office.id == Desk.office_id)
        .order_by(Office.code, Desk.code)
    )
    return [f"{office} {desk}" for office, desk, made, used_up in rows if used_up or is_nearly_used(made, limit=limit)]


def of_host_today(real_now: datetime) -> ColumnElement[bool]:
    """Whether a desk and a host's day belong together, and the day is that of `real_now`."""
    return (HostDay.host == func.lower(Desk.zoom_host)) & (HostDay.day == real_now.astimezone(UTC).date())
