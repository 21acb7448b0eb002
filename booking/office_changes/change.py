"""Closing and opening days, changing a timetable, taking a desk out or putting it in, ending something.

What each change asks before it is carried out: rules.md#changes-of-days.
The office is locked FOR UPDATE, so that nobody books, holds or moves there meanwhile; the impact is computed again.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_office
from booking.office_changes.carry_out import Cause, Decision, Outcome, carry_out
from booking.office_changes.changes import Change, is_made
from booking.office_changes.impact import PlannedChange, planned_change
from booking.offices.from_rows import office_file
from booking.offices.rows import write_office
from booking.tables import Office
from calendars.office_time import day_of
from database.transactions import transact

# Days, codes and names of fields; what staff wrote and long lists (starts) stand in the office itself.
_RECORDED = (
    *("day", "last", "closed_from", "closed_until", "every_year"),
    *("procedure", "valid_from", "desk", "ends_on", "version", "fields"),
)


def change_office(office_id: int, change: Change, decision: Decision, *, actor: str, now: datetime) -> Outcome:
    """Change the office as decided: bookings are kept, moved or cancelled with a message, holds on lost slots end.

    A desk or a procedure that was made so already is left as it is.

    Raises:
        DayInPast, AlreadyClosed, NotAClosingDay, UnknownProcedure, UnknownDesk: the change cannot be made.
        OfficeRulesBroken: starts would overlap, leave no rest, or a procedure would have no desk.
        ImpactChanged: other bookings lose their place than were shown; nothing was changed.
        DecisionMissing, CancelReasonMissing, OtherDeskTaken: what was decided cannot be carried out.
    """
    return transact(lambda session: _change(session, office_id, change, decision, actor, now))


def change_locked(
    session: Session,
    office: Office,
    change: Change,
    planned: PlannedChange,
    decision: Decision,
    *,
    actor: str,
    now: datetime,
) -> Outcome:
    """Change the locked office as decided; refused as `change_office` says it."""
    facts = _facts(change)
    cause = Cause(change.act, actor, facts, undoable=True)

    def write() -> None:
        write_office(session, planned.after, act=change.act, actor=actor, now=now)

    outcome = carry_out(session, office, planned, decision, cause, write=write, now=now)
    record(session, actor=actor, act=change.act, object_=f"office:{office.code}", now=now, **facts, **outcome.counts)
    return outcome


def _change(session: Session, office_id: int, change: Change, decision: Decision, actor: str, now: datetime) -> Outcome:
    office = lock_office(session, office_id)
    if is_made(office_file(session, office), change):
        return Outcome()
    planned = planned_change(session, office, change, today=day_of(now))
    return change_locked(session, office, change, planned, decision, actor=actor, now=now)


def _facts(change: Change) -> dict[str, str]:
    said = {name: getattr(change, name, None) for name in _RECORDED}
    return {name: str(value) for name, value in said.items() if value is not None and value is not False}
