"""The forms that change an office or its day after a look at what that does, and those that take a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from booking.app import create_app
from booking.office_changes.closings import CloseDay
from booking.offices.file.write import write_office
from booking.offices.from_rows import office_file
from database.base import db
from tests.bookings.town_bookings import booked, carried_out, office_of
from tests.days import day
from tests.meetings.pool_files import pool_file
from tests.served import served
from tests.town import MISAKI, StandingClock, config_for
from tests.web.desk.test_imports import CLOSED, holidays
from tests.web.forms.buttons import PEOPLE
from tests.web.forms.walk import STALE, Fields, Walk
from tests.web.forms.walked_town import KAKUTO, LAN, RAITA, Town
from tests.web.staff_visits import ADMINISTRATOR, MANAGER

_OMURA, _SHIGA, _SHIOMIZAKA = "/desk/office/omura", "/desk/office/shiga", "/desk/office/shiomizaka"
_IN_OMURA, _IN_SHIOMIZAKA = {"office_code": "omura"}, {"office_code": "shiomizaka"}
_SOUDAN = {**_IN_OMURA, "code": "omura-soudan"}
_SHIOMIZAKAS = {**_IN_SHIOMIZAKA, "code": "shiomizaka-soudan"}
_NOTHING: Fields = {}  # nothing is chosen for any of the bookings
_DESK_FIELDS = {"name": "第1窓口", "zoom_host": "shiomizaka-1@example.com"}
_TERMS = {"text": "録音も録画もしません。", "from": "2026-12-01", "version": ""}


def _look(endpoint: str, at: str, right: Fields, **given: str) -> Walk:
    return Walk(f"desk.{endpoint}", MANAGER, at, right, given=given)


def _decide(endpoint: str, before: Walk) -> Walk:
    """Press what the look at `before` ends with."""
    return Walk(f"desk.{endpoint}", before.who, "", given=before.given, before=before)


def _choose(endpoint: str, at: str, **given: str) -> Walk:
    """What concerns somebody's booking, so that it must be said what becomes of it."""
    return Walk(f"desk.{endpoint}", MANAGER, at, {"rest": "keep"}, _NOTHING, given)


def _take_back(endpoint: str, at: str, **given: str) -> Walk:
    return Walk(f"desk.{endpoint}", MANAGER, at, given=given)


_BASICS = _look("look_at_basics", f"{_SHIGA}/basics", {"phone": "077-500-0000"}, office_code="shiga")
_NEW_DESK = _look(
    "look_at_new_desk", f"{_OMURA}/desks/new", {"name": "窓口3", "zoom_host": "desk-3@example.com"}, **_IN_OMURA
)
_DESK = Walk(
    "desk.look_at_desk",
    MANAGER,
    f"{_SHIOMIZAKA}/desks/shiomizaka-desk-1/edit",
    _DESK_FIELDS,
    {"name": "", "zoom_host": "desk"},
    {**_IN_SHIOMIZAKA, "desk_code": "shiomizaka-desk-1"},
)
_PROCEDURE = Walk(
    "desk.look_at_procedure",
    MANAGER,
    f"{_SHIOMIZAKA}/procedures/shiomizaka-soudan/edit",
    {"from": "2026-12-09", "lead_open_days": "2"},
    {"from": "", "lead_open_days": "三日"},
    _SHIOMIZAKAS,
)
_NEW_PROCEDURE = _look(
    "look_at_new_procedure",
    f"{_OMURA}/procedures/new",
    {"from": "2026-12-02", "wed": "16:00", "lead_open_days": "2", "title": "面接の練習"},
    **_IN_OMURA,
)
_NEW_TERMS = _look("look_at_new_terms", f"{_OMURA}/procedures/omura-soudan/terms/new", _TERMS, **_SOUDAN)
_OFFICE_FILE = Walk(
    "desk.look_at_office_file", MANAGER, f"{_OMURA}/file", {"file": "{file}"}, {"file": "code = "}, _IN_OMURA
)
_HOLIDAYS = Walk("desk.look_at_holidays", ADMINISTRATOR, "/desk/holidays", {"file": "{holidays}"}, {"file": "祝日"})
_POOL = Walk("desk.look_at_pool_file", MANAGER, "/desk/pool", {"file": "{pool}"}, {"file": "会議"})

# In this order: what one decides, the next takes back.
CHANGES = (
    _OFFICE_FILE,
    replace(_decide("take_office_file_in", _OFFICE_FILE), right={"rest": "keep"}, wrong=_NOTHING),
    _take_back("undo_change_of_office", "/desk/calls/{change}", change_id="{change}"),
    _decide("revise_basics", _BASICS),
    _take_back("put_settings_back", f"{_SHIGA}/history/1/put-back", office_code="shiga", version="1"),
    _DESK,
    _decide("revise_desk", _DESK),
    _decide("add_desk", _NEW_DESK),
    _PROCEDURE,
    _decide("revise_procedure", replace(_PROCEDURE, wrong=STALE)),
    _take_back(
        "remove_rules",
        f"{_SHIOMIZAKA}/procedures/shiomizaka-soudan/rules/2026-12-09/remove",
        **_SHIOMIZAKAS,
        day="2026-12-09",
    ),
    _decide("add_procedure", _NEW_PROCEDURE),
    _decide("change_terms", _NEW_TERMS),
    _take_back("drop_terms", f"{_OMURA}/procedures/omura-soudan/terms/2026-12-01/remove", **_SOUDAN, day="2026-12-01"),
    _take_back(
        "add_opening",
        f"{_SHIOMIZAKA}/openings/new?day=2026-12-12&name=土曜開庁&starts-shiomizaka-soudan=10:00",
        **_IN_SHIOMIZAKA,
    ),
    _take_back("remove_opening", f"{_SHIOMIZAKA}/openings/2026-12-12/remove", **_IN_SHIOMIZAKA, day="2026-12-12"),
    _choose("change_timetable", f"{_OMURA}/procedures/omura-soudan/timetable/new?from=2026-12-02&wed=15:00", **_SOUDAN),
    _take_back(
        "remove_timetable", f"{_OMURA}/procedures/omura-soudan/timetable/2026-12-02/remove", **_SOUDAN, day="2026-12-02"
    ),
    _choose("end", f"{_OMURA}/end?procedure=omura-soudan&day=2026-12-04", **_IN_OMURA),
    _HOLIDAYS,
    _decide("take_holidays_in", _HOLIDAYS),
    _POOL,
    _decide("fill_the_pool", _POOL),
    Walk(
        "desk.hand_in_person_file",
        MANAGER,
        "/desk/seekers/files",
        {"office": "omura", "file": "{people}"},
        {"office": "omura"},
    ),
    Walk(
        "desk.ask_for_people_list",
        MANAGER,
        "/desk/statistics/people?office=omura&from=2026-11-01&to=2026-11-30",
        {"reason": "audit"},
        _NOTHING,
    ),
    _take_back("submit_counsellor_of_desk", "/desk/day/counsellors?day=2026-11-26"),
    _take_back("submit_counsellor_of_booking", "/desk/bookings/{misaki}", number="{misaki}"),
    Walk(
        "desk.submit_other_desk",
        MANAGER,
        "/desk/day/desk?day=2026-12-04",
        {"desk-{shiomi}": "shiomizaka-desk-2"},
        _NOTHING,
    ),
)


@contextmanager
def town_with_changes(url: str, folder: Path) -> Iterator[Town]:
    """Offices with a booking that each change concerns, and files for them; meetings come from the pool."""
    app = create_app(replace(config_for(url, folder), meetings="pool"), clock=StandingClock())
    with app.app_context():
        misaki = booked(MISAKI, "2026-11-26 10:00")
        booked(RAITA, "2026-12-09 10:00")
        closed = booked(KAKUTO, "2026-12-02 13:30", procedure="shiomizaka-soudan")
        carried_out("shiomizaka", CloseDay(day("2026-12-02 Wed"), "設備の点検"), cancel=[closed])
        has = {
            "misaki": misaki,
            "change": "1",
            "shiomi": booked(LAN, "2026-12-04 10:00", procedure="shiomizaka-soudan"),
            "file": write_office(office_file(db.session(), office_of("omura"))) + CLOSED,
            "holidays": holidays().decode("cp932"),
            "pool": pool_file("omura-desk-1@example.com", meetings=2),
            "people": PEOPLE,
        }
    with served(app) as base_url:
        yield Town(app, base_url, has)
