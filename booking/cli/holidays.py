"""`madoguchi holidays import` and `list`."""

import json
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime

from booking.availability.holidays import national_holidays
from booking.cli.deciding import agreed, decide, noted_at_desk, show
from booking.cli.wiring import prepared_app
from booking.core.dates import long_day
from booking.office_changes.carry_out import Decision
from booking.office_changes.holiday_impact import holiday_plan
from booking.office_changes.impact import impact_of
from booking.office_changes.import_holidays import import_holidays
from booking.services import services
from calendars.holiday_file import parse_cabinet_office_csv
from calendars.holidays import NationalHoliday
from calendars.office_time import day_of
from database.base import db


def import_file(options: Namespace) -> None:
    """Show which days change and whom that concerns, ask about each booking, and take the file in."""
    with prepared_app():
        now = services().clock()
        found = parse_cabinet_office_csv(
            options.file.read_bytes(), source=options.file.name, this_year=day_of(now).year
        )
        for warning in found.warnings:
            print(f"passed over: {warning}")
        holidays = found.holidays
        decisions = _decisions(options, holidays, now)
        if decisions and not agreed(options):
            return
        outcomes = import_holidays(holidays, actor="operator:command", now=now, decisions=decisions)
    print(f"imported {len(holidays)} holidays from {holidays[0].day} to {holidays[-1].day}")
    for code, outcome in outcomes.items():
        print(f"{code}{noted_at_desk(outcome)}")


def _decisions(options: Namespace, holidays: Sequence[NationalHoliday], now: datetime) -> Mapping[str, Decision]:
    """What becomes of the bookings that lose their place, by office code; empty where there are none."""
    session = db.session()
    plan = holiday_plan(session, holidays, now=now)
    for day, name in plan.days.items():
        print(f"{long_day(day)}: {name or 'no holiday any more'}")
    impacts = {}
    for office, planned in plan.offices:
        impact = impact_of(session, planned, now=now)
        if impact.bookings or impact.holds:
            print(f"{office.name} ({office.code})")
            show(impact)
        if impact.bookings:
            impacts[office.code] = impact
    return {code: decide(options, impact) for code, impact in impacts.items()}


def list_year(options: Namespace) -> None:
    """Print a year's holidays."""
    with prepared_app():
        holidays = national_holidays(db.session()).of_year(options.year)
    if options.json:
        rows = [{"date": one.day.isoformat(), "name": one.name, "source": one.source} for one in holidays]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for one in holidays:
        print(f"{long_day(one.day)}  {one.name}  ({one.source})")
