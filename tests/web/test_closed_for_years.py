"""An office that is closed for more than a year on end: no office day means closed, at every door."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from booking import jobs
from booking.availability.refusals import DeadlinePassed, OnClosingDay
from booking.bookings.book import book
from booking.office_changes.import_file import import_office
from booking.offices.from_rows import office_file_of
from calendars.office_days import ClosingDay
from database.base import db
from tests.bookings.builders import web_request
from tests.days import day
from tests.town import FRIDAY_MORNING, StandingClock
from tests.web.staff_visits import MANAGER, StaffVisit

FIRST, LAST = day("2026-11-30 Mon"), day("2028-01-10 Mon")
IN_BETWEEN, AT_NEW_YEAR = "2027-12-16", "2027-12-30"  # Thursdays
AFTERWARDS = "2028-01-12"  # Wednesday, with one office day before it since the closure


@pytest.fixture
def closed_app(sqlite_app: Flask) -> Flask:
    """Omura, closed from Monday 30 November 2026 to Monday 10 January 2028."""
    with sqlite_app.app_context():
        omura = office_file_of(db.session(), "omura")
        assert omura is not None
        days = (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
        closings = tuple(ClosingDay(one, "庁舎の建てかえ") for one in days)
        import_office(replace(omura, closing_days=closings), actor="test", now=FRIDAY_MORNING)
    return sqlite_app


@pytest.mark.parametrize("when", [IN_BETWEEN, AT_NEW_YEAR, AFTERWARDS])
@pytest.mark.parametrize(
    "address",
    [
        "/procedures/omura-soudan?day={day}",
        "/api/v1/procedures/omura-soudan/slots?from={day}&to={day}",
        "/api/v1/procedures/omura-soudan/slots?from={day}&to={day}&channel=phone",
        "/feeds/procedures/omura-soudan.ics",
    ],
)
def test_page_api_and_feed_show_no_open_slot(closed_app: Flask, address: str, when: str) -> None:
    answer = closed_app.test_client().get(address.format(day=when))
    assert answer.status_code == 200
    assert '"state":"open"' not in answer.text


@pytest.mark.parametrize(
    ("starts", "refusal"),
    [(f"{IN_BETWEEN} 10:00", OnClosingDay), (f"{AFTERWARDS} 10:00", DeadlinePassed)],
)
def test_booking_there_is_refused_kindly(closed_app: Flask, starts: str, refusal: type[Exception]) -> None:
    with closed_app.app_context(), pytest.raises(refusal):
        book(web_request(starts=starts), now=FRIDAY_MORNING)


def test_the_office_can_still_be_looked_at_and_opened_again(closed_app: Flask) -> None:
    manager = StaffVisit(closed_app).sign_in(MANAGER)
    removal = f"/desk/office/omura/closing-days/{IN_BETWEEN}/remove"
    for address in ("/desk/office/omura", f"/desk?day={IN_BETWEEN}", removal):
        assert manager.open(address).status_code == 200


@pytest.mark.parametrize("today", ["2026-11-27", IN_BETWEEN, AFTERWARDS])
@pytest.mark.parametrize("job", [jobs.remind_the_day_before, jobs.notify_waiting, jobs.purge])
def test_no_job_fails_of_it(closed_app: Flask, clock: StandingClock, job: Callable[[], int], today: str) -> None:
    clock.set(f"{today} 10:00")
    with closed_app.app_context():
        job()
