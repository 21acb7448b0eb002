"""The town that is booked: made-up offices with many places, load-test seekers, and the requests of both.

Its clock starts on Friday 20 November 2026, 9:00, so that every run meets the same days.
"""

import csv
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import dropwhile
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import insert, select

from benchmarks.loads import request
from booking.app import create_app
from booking.assets import assets
from booking.availability.open_slots import slots_of
from booking.availability.procedures import procedure_by_code
from booking.availability.slots import SlotState
from booking.core.channels import Channel
from booking.core.host_licences import HostLicence
from booking.feeds.desk_addresses import desk_feed_token, make_desk_feed
from booking.feeds.seeker_addresses import ensure_feed
from booking.office_changes.import_file import import_office
from booking.offices.file.read import read_office
from booking.offices.file.shape import Desk, Office, WeeklyStart
from booking.people.staff_accounts.create import create_staff
from booking.settings.config import read_config
from booking.tables import Booking, BookingStatus, Consent, DeskFeed, Procedure, Role, Seeker, Staff
from calendars.office_time import TOKYO, day_of
from database.base import db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)  # Friday

OFFICES = 24
_DESKS = 4
_STORM_DESKS = 10  # the storm office: this many places at every start
_STARTS = tuple(time(9 + minutes // 60, minutes % 60) for minutes in range(0, 8 * 60, 45))
_LISTED_OFFICES, _LISTED_DAYS, _LISTED_TIMES = 24, 24, 6  # more than the service keeps: asked in turn, each is computed
LISTS = _LISTED_OFFICES * _LISTED_DAYS  # that differ in more than `n`
_FEED_BOOKINGS = 1_000


@dataclass(frozen=True)
class Place:
    """A time that one more booking fits into."""

    procedure: str
    starts_at: datetime
    terms: str


class Town:
    """A filled database and what can still be asked of it: every seeker and every place is used once."""

    def __init__(self, url: str, folder: Path, seekers: int) -> None:
        self.settings = {
            "MADOGUCHI_DATABASE_URL": url,
            "MADOGUCHI_SECRET_KEY": "a secret key that is long enough for benchmarks",
            "MADOGUCHI_DATA_KEYS": "a data key that is long enough for the benchmarks",
            "MADOGUCHI_AUDIT_KEY": "an audit key that is long enough for benchmarks",
            "MADOGUCHI_NOW": NOW.isoformat(),
        }
        self.folder = folder
        _run(self, "init")
        with self.app().app_context():
            _import_offices()
            _run(self, "sample", "--seekers", str(seekers), "--tokens", str(folder / "tokens.csv"))
            self.places = iter(_places([_code(n) for n in range(OFFICES)], _DESKS))
            self.storm_starts: Iterator[Place] = iter(_places([_code(OFFICES)], 1))
            self.feed, self.desk_feed = _long_feeds(self.settings["MADOGUCHI_SECRET_KEY"])
            db.session.remove()
            db.engine.dispose()
        with (folder / "tokens.csv").open(encoding="utf-8", newline="") as file:
            self._tokens = iter([row["token"] for row in csv.DictReader(file)][1:])  # the first one owns the feed

    def bookings(self, most: int) -> list[str]:
        """Requests that can all succeed: each by another seeker for another place."""
        return [_booking(place, token) for place, token, _ in zip(self.places, self._tokens, range(most), strict=False)]

    def storm(self, clients: int) -> list[str]:
        """Requests of so many seekers for one start, at which ten desks are free."""
        place = next(self.storm_starts)
        return [_booking(place, token) for token, _ in zip(self._tokens, range(clients), strict=False)]

    def crowded_sheet(self, bookings: int) -> tuple[str, date, list[str]]:
        """The office at which every start has many desks, a day there, and requests that fill its sheet."""
        starts = [next(self.storm_starts) for _ in range(-(-bookings // _STORM_DESKS))]
        places = [place for place in starts for _ in range(_STORM_DESKS)][:bookings]
        booked = [_booking(place, token) for place, token in zip(places, self._tokens, strict=False)]
        day = day_of(starts[0].starts_at)
        # Whoever comes later gets another day: the sheet keeps as many bookings as it was asked for.
        self.storm_starts = dropwhile(lambda place: day_of(place.starts_at) == day, self.storm_starts)
        return _code(OFFICES), day, booked

    def calendars(self) -> list[str]:
        """Requests of strangers for calendars, no two alike and more than the service keeps."""
        days = [day_of(NOW) + timedelta(days=n) for n in range(_LISTED_DAYS)]
        packed = {"Accept-Encoding": "gzip"}  # as to every browser
        paths = [f"/procedures/{_listed(n)}?day={day}" for day in days for n in range(_LISTED_OFFICES)]
        return [request("GET", path, headers=packed) for path in paths]

    def slot_lists(self) -> list[str]:
        """Requests for 28 days of slots with Omura's own timetable, no two alike: `n`, which is left alone, differs."""
        days = [day_of(NOW) + timedelta(days=n) for n in range(_LISTED_DAYS)]
        return [
            request("GET", f"/api/v1/procedures/{_listed(n)}/slots?from={day}&to={day + timedelta(days=27)}&n={times}")
            for times in range(_LISTED_TIMES)
            for day in days
            for n in range(_LISTED_OFFICES)
        ]

    def feed_path(self) -> str:
        """The address of a seeker's feed with a thousand bookings."""
        return f"/feeds/seeker/{self.feed}.ics"

    def desk_feed_path(self) -> str:
        """The address of the feed of the desk at which these thousand bookings were."""
        return f"/feeds/desk/{self.desk_feed}.ics"

    def public_feed_path(self) -> str:
        """The address of the feed of a procedure with all its open slots."""
        return f"/feeds/procedures/{_code(0)}.ics"

    def number_in_feed(self, n: int) -> str:
        """The booking number of one of the thousand."""
        return _number(n % _FEED_BOOKINGS + 1)

    def app(self) -> Flask:
        """The service on this town, in this process."""
        return create_app(read_config(self.settings, instance=self.folder), clock=lambda: NOW)


def _booking(place: Place, token: str) -> str:
    return request(
        "POST",
        "/api/v1/bookings",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())},
        body={
            "procedure": place.procedure,
            "starts_at": place.starts_at.isoformat(),
            "topic": "benchmark",
            "terms_version": place.terms,
        },
    )


def _run(town: Town, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "booking.cli", *arguments], env=town.settings, check=True, stdout=subprocess.DEVNULL
    )


def _code(n: int) -> str:
    return f"load-{n:03}"


def _listed(n: int) -> str:
    return f"list-{n:03}"


def _import_offices() -> None:
    pattern = read_office((assets("offices") / "omura.toml").read_text(encoding="utf-8"), file_name="omura.toml")
    often = tuple(WeeklyStart(weekday, start) for weekday in range(5) for start in _STARTS)
    ordinary = pattern.procedures[0].timetables[0].weekly
    offices = [_office(pattern, _code(n), _DESKS, often) for n in range(OFFICES)]
    offices.append(_office(pattern, _code(OFFICES), _STORM_DESKS, often))
    offices.extend(_office(pattern, _listed(n), 1, ordinary) for n in range(_LISTED_OFFICES))
    for office in offices:
        import_office(office, actor="benchmark", now=NOW)


def _office(pattern: Office, code: str, desks: int, weekly: tuple[WeeklyStart, ...]) -> Office:
    """Hello Work Omura's consultation under another name, with these desks and weekly starts."""
    names = tuple(f"{code}-desk-{desk}" for desk in range(desks))
    timetable = replace(pattern.procedures[0].timetables[0], weekly=weekly)
    return replace(
        pattern,
        code=code,
        fictional=True,
        desks=tuple(Desk(name, name, None, HostLicence.LICENSED, 15) for name in names),
        procedures=(replace(pattern.procedures[0], code=code, desks=names, timetables=(timetable,)),),
        closing_days=(),
        extra_openings=(),
    )


def _places(codes: Sequence[str], each: int) -> Iterator[Place]:
    """The open places of these procedures; neighbours in the order belong to different offices."""
    by_code = []
    for code in codes:
        procedure = procedure_by_code(db.session(), code)
        open_slots = slots_of(
            db.session(),
            procedure,
            first=day_of(NOW),
            last=day_of(NOW) + timedelta(days=28),
            channel=Channel.WEB,
            now=NOW,
        )
        starts = [slot.starts_at for slot in open_slots if slot.state is SlotState.OPEN]
        by_code.append([Place(code, start, procedure.terms_version) for start in starts for _ in range(each)])
    db.session.rollback()
    return iter([place for round_ in zip(*by_code, strict=True) for place in round_])


def _long_feeds(secret_key: str) -> tuple[str, str]:
    """The tokens of two feeds with a thousand bookings: of the first load-test seeker, and of the desk they were at.

    They are of the last three weeks, which both feeds show, at an office in which nothing else is booked.
    """
    session = db.session()
    seeker_id = session.scalars(select(Seeker.id).where(Seeker.seeker_number == "80000-0000001")).one()
    procedure = session.scalars(select(Procedure).where(Procedure.code == _listed(0))).one()
    desk_id = procedure.desks[0].desk_id
    bookings = [_past_booking(n, seeker_id, procedure, desk_id) for n in range(1, _FEED_BOOKINGS + 1)]
    session.execute(insert(Booking), bookings)
    session.commit()
    return ensure_feed(seeker_id, secret_key=secret_key, now=NOW), _desk_feed(desk_id, secret_key)


def _desk_feed(desk_id: int, secret_key: str) -> str:
    create_staff("benchmark", "benchmark@example.com", Role.CLERK, [_listed(0)], actor="benchmark", now=NOW)
    staff_id = db.session.scalars(select(Staff.id).where(Staff.name == "benchmark")).one()
    make_desk_feed(staff_id, desk_id, secret_key=secret_key, now=NOW)
    nonce = db.session.scalars(select(DeskFeed.nonce).where(DeskFeed.staff_id == staff_id)).one()
    return desk_feed_token(secret_key, desk_id, nonce)


def _number(n: int) -> str:
    return f"{n:09}"


def _past_booking(n: int, seeker_id: int, procedure: Procedure, desk_id: int) -> dict[str, Any]:
    starts_at = NOW - timedelta(minutes=30 * n)
    return {
        "number": _number(n),
        "procedure_id": procedure.id,
        "office_id": procedure.office_id,
        "desk_id": desk_id,
        "seeker_id": seeker_id,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "day": day_of(starts_at),
        "status": BookingStatus.ATTENDED,
        "channel": Channel.WEB,
        "display_name": f"benchmark {n}",
        "display_word": "benchmark",
        "topic": "benchmark",
        "wishes": [],
        "booked_at": starts_at - timedelta(days=7),
        "late_reason": "",
        "consent": Consent.WEB,
        "consented_at": starts_at,
        "terms_version": procedure.terms_version,
        "cancel_reason": "",
        "calendar_uid": str(uuid4()),
        "sequence": 0,
        "revised_at": starts_at,
    }
