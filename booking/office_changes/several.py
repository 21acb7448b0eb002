"""The same change at several offices at once: snow closes them all (rules.md#changes-of-days)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from booking.availability.locks import lock_office
from booking.core.refusals import Refusal
from booking.office_changes.carry_out import NOBODY_CONCERNED, Decision, Outcome
from booking.office_changes.change import change_locked
from booking.office_changes.changes import Change
from booking.office_changes.impact import PlannedChange, planned_change
from booking.office_changes.refusals import AlreadyClosed, NotAClosingDay
from booking.tables import Office
from calendars.office_time import day_of
from database.transactions import transact


def planned_changes(
    session: Session, offices: Sequence[Office], change: Change, *, today: date
) -> Sequence[tuple[Office, PlannedChange]]:
    """What the change would make of each office; those at which it is so already are left out.

    Raises:
        AlreadyClosed, NotAClosingDay: it is so already at all of them.
        Refusal: every other refusal of `planned_change`, of the office that it names.
    """
    planned, already = [], list[Refusal]()
    for office in offices:
        try:
            planned.append((office, planned_change(session, office, change, today=today)))
        except (AlreadyClosed, NotAClosingDay) as refused:
            already.append(refused)
    if already and not planned:
        raise already[0]
    return planned


def change_offices(
    office_ids: Collection[int], change: Change, decisions: Mapping[str, Decision], *, actor: str, now: datetime
) -> Mapping[str, Outcome]:
    """Change all these offices as decided, by their codes, or none of them.

    Raises:
        Refusal: every refusal of `planned_changes` and of `change_office`.
    """
    return transact(lambda session: _change(session, office_ids, change, decisions, actor, now))


def _change(
    session: Session,
    office_ids: Collection[int],
    change: Change,
    decisions: Mapping[str, Decision],
    actor: str,
    now: datetime,
) -> Mapping[str, Outcome]:
    # In the order of their ids, as an import of holidays locks them: two who change several never wait in a ring.
    offices = [lock_office(session, office_id) for office_id in sorted(office_ids)]
    planned = planned_changes(session, offices, change, today=day_of(now))
    return {
        office.code: change_locked(
            session, office, change, one, decisions.get(office.code, NOBODY_CONCERNED), actor=actor, now=now
        )
        for office, one in planned
    }
