"""What the day's sheet counts is what the lists to which its numbers lead hold."""

import pytest
from flask import Flask

from booking.attendance.absences import unmarked
from booking.core.fates import Fate
from booking.meetings.troubles import meeting_troubles
from booking.office_changes.calls import call_lists
from booking.office_changes.closings import CloseDay
from booking.operations.waiting_work import WaitingWork, waiting_work
from database.base import db
from tests.bookings.town_bookings import booked, carried_out, office_of
from tests.days import day
from tests.town import MISAKI, TARO, office_time

pytestmark = pytest.mark.any_engine


def work(now: str, office: str = "omura") -> WaitingWork:
    return waiting_work(db.session(), office_ids=[office_of(office).id], now=office_time(now))


@pytest.mark.each_engine
def test_nothing_waits_at_first(app: Flask) -> None:
    assert work("2026-11-20 09:00") == WaitingWork(0, 0, 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.each_engine
def test_the_numbers_are_those_of_the_lists(app: Flask) -> None:
    cancelled, over = booked(MISAKI, "2026-11-26 10:00"), booked(TARO, "2026-11-25 10:00")
    carried_out("omura", CloseDay(day("2026-11-26 Thu"), "大雪"), cancel=[cancelled])
    now, offices = "2026-11-25 11:00", [office_of("omura").id]
    found, moment = work(now), office_time(now)
    assert [one.number for one in unmarked(db.session(), office_ids=offices, now=moment)] == [over]
    assert found.unmarked == 1
    lists = call_lists(db.session(), office_ids=offices, now=moment)
    assert bool(found.unseen_changes) == any(one.is_unseen for one in lists)
    assert (found.calls, lists[0].lines[0].decided.fate) == (sum(one.waiting for one in lists), Fate.CANCELLED)
    assert work(now, "shiga") == WaitingWork(0, 0, 0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("now", ["2026-11-20 09:10", "2026-11-20 09:20", "2026-11-25 09:00", "2026-11-25 10:31"])
def test_a_meeting_that_is_missing_for_too_long_is_urgent_as_the_list_says(app: Flask, now: str) -> None:
    booked(MISAKI, "2026-11-25 10:00")
    offices = [office_of("omura").id]
    troubles = meeting_troubles(db.session(), now=office_time(now), office_ids=offices)
    assert (work(now).urgent_meetings, work(now).missing_meetings) == (troubles.urgent, len(troubles.missing))
