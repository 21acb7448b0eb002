"""Moments in rows: aware and UTC on both engines."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy.exc import StatementError

from booking.tables import AuditLine
from database.base import db
from database.transactions import transact
from tests.bookings.builders import all_of
from tests.town import office_time


def write(at: datetime) -> None:
    """Write a row that holds this moment."""
    transact(lambda session: session.add(AuditLine(at=at, actor="test", act="test", object="test", facts={})))


def test_a_moment_of_any_zone_comes_back_as_the_same_moment_in_utc(app: Flask) -> None:
    moment = office_time("2026-11-25 10:00:00.123456")
    write(moment)
    *_, line = all_of(AuditLine)
    assert line.at == moment
    assert line.at.utcoffset() == timedelta(0)


def test_moments_are_compared_across_zones(app: Flask) -> None:
    write(datetime(2026, 11, 25, 3, 0, tzinfo=timezone(timedelta(hours=2))))
    db.session.rollback()
    found = db.session.query(AuditLine).where(AuditLine.at == datetime(2026, 11, 25, 1, 0, tzinfo=UTC)).count()
    assert found == 1


def test_a_naive_moment_is_refused_before_it_is_written(app: Flask) -> None:
    with pytest.raises(StatementError, match="naive"):
        write(datetime(2026, 11, 25, 10, 0))  # noqa: DTZ001  the naive moment is what is refused
