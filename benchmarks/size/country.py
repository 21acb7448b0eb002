"""A country: made-up offices, their seekers, two years of bookings, and a few people who are measured.

A small country is three of its offices with everything that belongs to them, so that both give the same answers, and
only what else lies in the database differs.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from functools import cached_property
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, create_engine, text

from benchmarks.size.filling import not_waiting_for_the_disk, without_indexes
from benchmarks.size.history import A_DAY, SEEKERS_EACH, fill, first_seeker_of
from benchmarks.town import NOW
from booking.app import create_app
from booking.assets import assets
from booking.core.host_licences import HostLicence
from booking.core.keys import DataKeys
from booking.office_changes.import_file import import_office
from booking.offices.file.read import read_office
from booking.offices.file.shape import Desk, Office, WeeklyStart
from booking.settings.config import read_config
from database.base import db
from database.engines import url_for_sqlalchemy

OFFICES_THAT_COME_WITH_IT = 3  # `madoguchi init` imports them
_DESKS = 4
_STARTS = tuple(time(9 + minutes // 60, minutes % 60) for minutes in range(0, 8 * 60, 45))


class Country:
    """A database with so many made-up offices and all that belongs to them, once it has been filled."""

    def __init__(self, url: str, folder: Path, offices: int) -> None:
        folder.mkdir()
        self.folder = folder
        self.codes = tuple(f"size-{n:03}" for n in range(offices))
        self.settings = {
            "MADOGUCHI_DATABASE_URL": url,
            "MADOGUCHI_SECRET_KEY": "a secret key that is long enough for benchmarks",
            "MADOGUCHI_DATA_KEYS": "a data key that is long enough for the benchmarks",
            "MADOGUCHI_AUDIT_KEY": "an audit key that is long enough for benchmarks",
            "MADOGUCHI_NOW": NOW.isoformat(),
        }

    def fill(self, tell: Callable[[str], None]) -> None:
        """Fill the empty database, with the people who come with the service, too; a half-filled one is of no use."""
        for command in ("init", "sample"):
            run = [sys.executable, "-m", "booking.cli", command]
            subprocess.run(run, env=self.settings, check=True, stdout=subprocess.DEVNULL)
        engine = self.engine()
        with self.app().app_context(), not_waiting_for_the_disk(engine):
            tell("  importing offices")
            _import_offices(self.codes)
            db.session.remove()
            db.engine.dispose()
            with without_indexes(engine), engine.connect() as connection:
                sealed = DataKeys([self.settings["MADOGUCHI_DATA_KEYS"]]).seal("123456")
                tell("  writing people, bookings and what belongs to them")
                fill(connection, len(self.codes), sealed=sealed, now=NOW)
                tell("  making indexes")
            tell("  analysing")
            with engine.connect() as connection:
                connection.execute(text("VACUUM (ANALYZE)"))  # autovacuum's work, done before anybody is measured
        engine.dispose()

    def engine(self) -> Engine:
        """Its database, past the app, each statement by itself."""
        return create_engine(url_for_sqlalchemy(self.settings["MADOGUCHI_DATABASE_URL"]), isolation_level="AUTOCOMMIT")

    @cached_property
    def first_seeker(self) -> int:
        """The id of the first of its seekers."""
        engine = self.engine()
        with engine.connect() as connection:
            first = first_seeker_of(connection)
        engine.dispose()
        return first

    @property
    def secret_key(self) -> str:
        """From which addresses of feeds are derived."""
        return self.settings["MADOGUCHI_SECRET_KEY"]

    @property
    def seekers(self) -> int:
        """How many seekers have a history; their ids follow one another from `first_seeker`."""
        return len(self.codes) * SEEKERS_EACH

    def seekers_of_first_office(self, count: int) -> list[int]:
        """Which seekers of the country they are, counted from its first one."""
        a_turn = A_DAY * len(self.codes)
        return [n // A_DAY * a_turn + n % A_DAY for n in range(count)]

    def app(self) -> Flask:
        """The service on this country, in this process."""
        return create_app(read_config(self.settings, instance=self.folder), clock=lambda: NOW)


def _import_offices(codes: tuple[str, ...]) -> None:
    pattern = read_office((assets("offices") / "omura.toml").read_text(encoding="utf-8"), file_name="omura.toml")
    weekly = tuple(WeeklyStart(weekday, start) for weekday in range(5) for start in _STARTS)
    for code in codes:
        import_office(_office(pattern, code, weekly), actor="benchmark", now=NOW)


def _office(pattern: Office, code: str, weekly: tuple[WeeklyStart, ...]) -> Office:
    """Hello Work Omura under another name, with four desks for consultations and its own for certification."""
    names = tuple(f"{code}-desk-{desk}" for desk in range(_DESKS + 1))
    consultation, certification = pattern.procedures
    timetable = replace(consultation.timetables[0], weekly=weekly)
    return replace(
        pattern,
        code=code,
        name=f"ハローワーク架空{code}",
        fictional=True,
        desks=tuple(Desk(name, name, None, HostLicence.LICENSED, 15) for name in names),
        procedures=(
            replace(consultation, code=code, desks=names[:-1], timetables=(timetable,)),
            replace(certification, code=f"{code}-nintei", desks=names[-1:]),
        ),
        closing_days=(),
        extra_openings=(),
    )
