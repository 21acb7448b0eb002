"""Takes official holidays into the database; the years of the file are replaced whole.

A day that becomes a holiday closes every office: what becomes of the bookings that lose their place is decided as for
any other change, office by office (rules.md#changes-of-days).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.holidays import national_holidays
from booking.office_changes.carry_out import NOBODY_CONCERNED, Cause, Decision, Outcome, carry_out
from booking.office_changes.holiday_impact import (
    changed_days,
    concerned_offices,
    planned_holidays,
    with_years_of,
    years_of,
)
from booking.tables import ImportedHoliday, Office
from calendars.holidays import NationalHoliday
from calendars.office_time import day_of
from database.afresh import read_afresh
from database.transactions import transact

_ACT = "import_holidays"


def import_holidays(
    holidays: Sequence[NationalHoliday],
    *,
    actor: str,
    now: datetime,
    decisions: Mapping[str, Decision] | None = None,
) -> Mapping[str, Outcome]:
    """Replace the imported dates from the first to the last year of `holidays`; answer what became of bookings.

    `decisions` and the outcomes are by office code; where somebody loses their place, there must be a decision.

    Raises:
        ImpactChanged: at one of the offices others lose their place than were shown; nothing was changed.
        DecisionMissing, CancelReasonMissing, OtherDeskTaken: what was decided cannot be carried out.
    """
    return transact(lambda session: _import(session, holidays, decisions or {}, actor, now))


def _import(
    session: Session,
    holidays: Sequence[NationalHoliday],
    decisions: Mapping[str, Decision],
    actor: str,
    now: datetime,
) -> Mapping[str, Outcome]:
    # All offices, in the order of their ids: nobody books beside it anywhere, as under every other change of days.
    offices = read_afresh(session, select(Office).order_by(Office.id).with_for_update()).all()
    first, last = years_of(holidays)
    before, after = national_holidays(session), with_years_of(session, holidays)
    days = changed_days(before, after, first=max(first, day_of(now)), last=last)
    concerned = concerned_offices(session, days, now=now)
    _write(session, holidays, now)
    for office in offices:  # every office counts its days anew
        office.version, office.revised_at = office.version + 1, now
    cause = Cause(_ACT, actor, {"years": f"{first.year}-{last.year}"})
    outcomes = {
        office.code: carry_out(
            session,
            office,
            planned_holidays(session, office, before=before, after=after),
            decisions.get(office.code, NOBODY_CONCERNED),
            cause,
            write=lambda: None,  # it is written already, for all offices at once
            now=now,
        )
        for office in concerned
    }
    record(session, actor=actor, act=_ACT, object_=f"years:{first.year}-{last.year}", now=now)
    for code, outcome in outcomes.items():
        record(session, actor=actor, act=_ACT, object_=f"office:{code}", now=now, **outcome.counts)
    return outcomes


def _write(session: Session, holidays: Sequence[NationalHoliday], now: datetime) -> None:
    session.execute(delete(ImportedHoliday).where(ImportedHoliday.day.between(*years_of(holidays))))
    session.add_all(
        ImportedHoliday(day=holiday.day, name=holiday.name, source=holiday.source, imported_at=now)
        for holiday in holidays
    )
    session.flush()
