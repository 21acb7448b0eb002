"""`madoguchi holidays import` and `list`."""

import json
from argparse import Namespace

from booking.actions.import_holidays import import_holidays
from booking.cli.wiring import prepared_app
from booking.queries.holidays import national_holidays
from booking.services import services
from calendars.holiday_file import parse_cabinet_office_csv
from calendars.office_time import day_of
from calendars.wording import long_day
from database.base import db


def import_file(options: Namespace) -> None:
    """Take in the Cabinet Office's file."""
    with prepared_app():
        now = services().clock()
        found = parse_cabinet_office_csv(
            options.file.read_bytes(), source=options.file.name, this_year=day_of(now).year
        )
        holidays = found.holidays
        for warning in found.warnings:
            print(f"passed over: {warning}")
        import_holidays(holidays, actor="operator:command", now=now)
    print(f"imported {len(holidays)} holidays from {holidays[0].day} to {holidays[-1].day}")


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
