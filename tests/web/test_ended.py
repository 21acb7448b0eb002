"""What has ended is found by nobody any more; until then its calendar says that it ends."""

from dataclasses import replace

import pytest
from flask import Flask

from booking.office_changes.import_file import import_office
from booking.offices.from_rows import office_file_of
from database.base import db
from tests.days import day
from tests.town import FRIDAY_MORNING, StandingClock
from tests.web.seeker_visits import SeekerVisit
from tests.web.staff_visits import MANAGER, OMURA_CLERK, StaffVisit

LAST_DAY, END = "2026-12-01 12:00", "2026-12-02 00:00"  # Tuesday, Wednesday
WED_2 = day("2026-12-02 Wed")


@pytest.fixture
def ending_app(sqlite_app: Flask) -> Flask:
    """Omura's consultation ends on Wednesday 2 December, the made-up office on the same day."""
    with sqlite_app.app_context():
        omura, shiomizaka = (office_file_of(db.session(), code) for code in ("omura", "shiomizaka"))
        assert omura is not None
        assert shiomizaka is not None
        soudan, nintei = omura.procedures
        import_office(
            replace(omura, procedures=(replace(soudan, ends_on=WED_2), nintei)), actor="staff:5", now=FRIDAY_MORNING
        )
        import_office(replace(shiomizaka, ends_on=WED_2), actor="staff:5", now=FRIDAY_MORNING)
        db.session.remove()
    return sqlite_app


@pytest.mark.parametrize(("now", "found"), [(LAST_DAY, True), (END, False)])
@pytest.mark.parametrize("code", ["omura-soudan", "shiomizaka-soudan"])
def test_home_search_feed_and_api_forget_it_on_the_day_of_its_end(
    ending_app: Flask, clock: StandingClock, code: str, now: str, found: bool
) -> None:
    clock.set(now)
    visit = SeekerVisit(ending_app)
    for address in ("/", "/?q=職業相談", "/api/v1/procedures"):
        assert (code in visit.open(address).text) is found, address
        assert "omura-nintei" in visit.open("/").text
    addresses = (
        f"/procedures/{code}",
        f"/procedures/{code}/qr.svg",
        f"/feeds/procedures/{code}.ics",
        f"/api/v1/procedures/{code}/slots",
    )
    assert {visit.open(address).status_code for address in addresses} == {200 if found else 404}


def test_the_first_page_that_is_kept_forgets_it_at_midnight(ending_app: Flask, clock: StandingClock) -> None:
    visit = SeekerVisit(ending_app)
    clock.set("2026-12-01 23:59")
    assert [("omura-soudan" in visit.open("/").text) for _ in range(2)] == [True, True]
    clock.set(END)
    assert "omura-soudan" not in visit.open("/").text


def test_the_page_of_what_has_ended_names_whom_to_call(ending_app: Flask, clock: StandingClock) -> None:
    clock.set(END)
    page = SeekerVisit(ending_app).open("/procedures/omura-soudan").text
    assert "手続きが終わっています" in page
    assert "0957-40-0032" in page


def test_the_calendar_says_from_when_on_it_has_ended(ending_app: Flask) -> None:
    page = SeekerVisit(ending_app).open("/procedures/omura-soudan?day=2026-12-03").text
    assert "この手続きは、この日には終わっています。" in page
    assert "day-ended" in page
    assert "2026年12月2日（水）</span>からは、この手続きを行いません。" in page
    listed = SeekerVisit(ending_app).open("/api/v1/procedures/omura-soudan/slots?from=2026-12-02").text
    assert '"state":"closed","reason":"ended"' in listed
    assert '"state":"open"' not in listed


def test_an_office_that_has_ended_is_not_named_below_each_page(ending_app: Flask, clock: StandingClock) -> None:
    assert "汐見坂" in SeekerVisit(ending_app).open("/login").text
    clock.set(END)
    assert "汐見坂" not in SeekerVisit(ending_app).open("/login").text


def test_the_desk_offers_no_more_of_it(ending_app: Flask, clock: StandingClock) -> None:
    clock.set(END)
    visit = StaffVisit(ending_app).sign_in(OMURA_CLERK)
    person = visit.open_checked("70000-0000002")
    page = visit.open(f"/desk/call/{person}").text
    assert "omura-nintei" in page
    assert "omura-soudan" not in page


def test_managers_see_what_ends_and_when(ending_app: Flask) -> None:
    page = StaffVisit(ending_app).sign_in(MANAGER).open("/desk/office/omura").text
    assert "2026年12月2日（水）から終了" in page
