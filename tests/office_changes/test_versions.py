"""Whatever changes the settings of an office leaves it behind as it was, with who did what."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import delete, select

from booking.feeds.desk_addresses import change_feed_names
from booking.office_changes.closings import CloseDay
from booking.office_changes.import_file import import_office
from booking.office_changes.undo import undo_change
from booking.offices.absence_rules import AbsenceRules
from booking.offices.change_absence_rules import change_absence_rules
from booking.offices.file.read import read_again
from booking.offices.from_rows import office_file_of
from booking.operations.purge import purge
from booking.tables import OfficeVersion
from database.base import db
from database.transactions import transact
from tests.bookings.town_bookings import MANAGER, booked, carried_out, office_of
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, office_time

THU_26 = CloseDay(day("2026-11-26 Thu"), "庁舎の設備点検")


def versions() -> list[OfficeVersion]:
    """Those of Omura, the oldest first; the first is what the town was made with."""
    kept = select(OfficeVersion).where(OfficeVersion.office_id == 1).order_by(OfficeVersion.version)
    return list(db.session.scalars(kept))


def as_it_is() -> object:
    db.session.rollback()
    return office_file_of(db.session(), "omura")


def closed() -> None:
    carried_out("omura", THU_26)


def imported() -> None:
    office = office_file_of(db.session(), "omura")
    assert office is not None
    import_office(office, actor=MANAGER, now=FRIDAY_MORNING)


def undone() -> None:
    change_id = carried_out("omura", THU_26, keep=(booked(MISAKI, "2026-11-26 10:00"),)).change_id
    assert change_id is not None
    undo_change(change_id, staff_id=5, office_ids={1}, now=FRIDAY_MORNING)


def absences() -> None:
    change_absence_rules(1, AbsenceRules(2, 4, 365, 30), actor=MANAGER, now=FRIDAY_MORNING)


def feed_names() -> None:
    change_feed_names(1, shown=True, actor=MANAGER, now=FRIDAY_MORNING)


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("change", "act"),
    [
        (closed, "close_day"),
        (imported, "import_office"),
        (undone, "undo_change"),
        (absences, "change_absence_rules"),
        (feed_names, "change_feed_names"),
    ],
)
def test_every_change_keeps_the_office_as_it_is_then(app: Flask, change: Callable[[], None], act: str) -> None:
    change()
    last = versions()[-1]
    assert (last.act, last.made_by, last.made_at) == (act, MANAGER, FRIDAY_MORNING)
    assert last.version == office_of("omura").version
    assert read_again(last.file) == as_it_is()


@pytest.mark.any_engine
def test_of_an_office_of_before_its_first_change_keeps_what_it_found_too(app: Flask) -> None:
    transact(lambda session: session.execute(delete(OfficeVersion)))
    found = as_it_is()
    closed()
    before, after = versions()
    assert (before.act, before.made_by, before.version) == (None, None, 1)
    assert read_again(before.file) == found
    assert (after.act, after.version) == ("close_day", 2)


@pytest.mark.any_engine
def test_what_was_replaced_five_years_ago_is_deleted_and_what_held_since_stays(app: Flask) -> None:
    closed()  # on 20 November 2026, a Friday
    absences()

    def left_at(now: datetime) -> list[int]:
        purge(now=now, real_now=FRIDAY_MORNING)
        return [one.version for one in versions()]

    assert left_at(office_time("2031-11-20 03:10")) == [1, 2, 3]
    assert left_at(office_time("2031-11-21 03:10")) == [3]
