"""An administrator chooses for how many days something is kept; a choice that deletes more is looked at first."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.core.erasure import KeptFor, Night
from booking.operations.purge import PURGE, days_held, periods, retentions
from booking.operations.refusals import MoreIsDeleted, PeriodChosenMeanwhile, PeriodOutOfBounds, UnknownPeriod
from booking.tables import ChosenPeriod
from database.base import db
from database.transactions import transact

CHOOSE = "choose_period"  # as the audit log calls it


def object_of(code: str) -> str:
    """What the audit log calls the period."""
    return f"period:{code}"


def period_of(code: str) -> KeptFor:
    """The period with this code; UnknownPeriod for any other."""
    found = periods().get(code)
    if found is None:
        raise UnknownPeriod(None)
    return found


def choose_period(
    code: str,
    days: int,
    *,
    seen: int | None,
    shown: int | None = None,
    details_kept: timedelta,
    actor: str,
    now: datetime,
    real_now: datetime,
) -> None:
    """Keep it for so many days from the next night on.

    `seen` is how many rows the chooser was told would go; None before anybody was told. `shown` is how many days held
    when they looked.

    Raises:
        UnknownPeriod, PeriodOutOfBounds: nothing is kept so.
        PeriodChosenMeanwhile: somebody chose other days after they looked.
        MoreIsDeleted: the next night would take rows that would have stayed, and more than were `seen`.
    """
    period = period_of(code)
    if not period.least <= days <= period.most:
        raise PeriodOutOfBounds(None, period.least, period.most)
    more = _taken_more(period, days, details_kept, now, real_now)
    if more > (seen or 0):
        raise MoreIsDeleted(None, more)
    transact(lambda session: _choose(session, code, days, shown, actor, now))


def _choose(session: Session, code: str, days: int, shown: int | None, actor: str, now: datetime) -> None:
    row = session.get(ChosenPeriod, code, with_for_update=True)
    before = row.days if row is not None else None
    if before == days:
        return
    _refuse_if_chosen(before, shown)
    session.merge(ChosenPeriod(code=code, days=days))
    record(session, actor=actor, act=CHOOSE, object_=object_of(code), now=now, earlier_days=before, days=days)


def _refuse_if_chosen(chosen: int | None, shown: int | None) -> None:
    """What holds without a choice may be any days; a choice that was not shown is somebody else's."""
    if chosen is not None and shown is not None and chosen != shown:
        raise PeriodChosenMeanwhile(None, shown, chosen)


def _taken_more(period: KeptFor, days: int, details_kept: timedelta, now: datetime, real_now: datetime) -> int:
    """How many rows the next night would take that it leaves as things are."""
    held = days_held(db.session(), details_kept)
    night = PURGE.latest(now) + timedelta(days=1)
    at_night = (night, real_now + (night - now))
    before, after = Night(*at_night, held), Night(*at_night, held | {period.code: days})
    more = sum(each.count(after) - each.count(before) for each in retentions() if each.period == period)
    db.session.rollback()
    return max(more, 0)
