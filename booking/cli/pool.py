"""`madoguchi pool import` and `list`: meetings that somebody made by hand."""

import json
from argparse import Namespace
from dataclasses import asdict

from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.meetings.pool.file import LARGEST_FILE, BadPoolFile, read_pool_file
from booking.meetings.pool.fill import fill_pool
from booking.meetings.pool.supplies import PooledMeeting, hosts_of_desks, pool_of, supplies
from booking.meetings.words import bad_line
from booking.services import services
from calendars.office_time import in_office_time
from database.base import db


def import_file(options: Namespace) -> None:
    """Take the meetings of a file in: all of them or, if one line is bad, none."""
    with options.file.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    with prepared_app():
        given = services()
        traits = given.meetings.traits
        try:
            lines = read_pool_file(content, traits, hosts=hosts_of_desks(db.session()))
            change = fill_pool(lines, actor="operator:command", keys=given.keys, now=given.clock())
        except BadPoolFile as refused:
            complaints = "\n".join(f"  {bad_line(bad, traits)}" for bad in refused.bad)
            raise CommandFailed(f"{options.file.name}: nothing was imported\n{complaints}") from None
        print(f"added {change.added}, changed {change.changed}, already there {change.same}")
        for supply in supplies(db.session(), now=given.clock()):
            if supply.low:
                print(f"{supply.desk.code}: {supply.there} in the pool, but the fullest week may need {supply.needed}")


def list_pool(options: Namespace) -> None:
    """Print what lies in the pool, without passcodes and links."""
    with prepared_app():
        found = pool_of(db.session(), now=services().clock())
    if options.json:
        print(json.dumps([_row(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        print(f"{one.meeting_id:<12} {one.host:<40} given to {one.given}, known until {_moment(one) or '-'}")


def _row(one: PooledMeeting) -> dict[str, object]:
    return asdict(one) | {"known_until": _moment(one)}


def _moment(one: PooledMeeting) -> str | None:
    return in_office_time(one.known_until).isoformat() if one.known_until else None
