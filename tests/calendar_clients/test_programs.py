"""Programs that people really use read the three feeds through a booking's life: made, moved, cancelled."""

from collections.abc import Callable

import pytest
from flask import Flask

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from booking.feeds.desk_addresses import desk_feed_token, make_desk_feed
from booking.feeds.seeker_addresses import ensure_feed
from booking.tables import Desk, DeskFeed
from tests.bookings.builders import OMURA_CLERK, WED_10, all_of, web_request
from tests.bookings.moves import by_seeker
from tests.calendar_clients import libical
from tests.calendar_clients.node_programs import node_ical, thunderbird
from tests.calendar_clients.python_programs import home_assistant, vobject_reads
from tests.calendar_clients.seen import Seen
from tests.town import FRIDAY_MORNING, MISAKI, office_time, seeker_id, staff_id

Program = Callable[[bytes], list[Seen]]

PROGRAMS: dict[str, Program] = {
    "Home Assistant": home_assistant,
    "vobject": vobject_reads,
    "Thunderbird": thunderbird,
    "node-ical": node_ical,
    "libical": libical.read,
}
THU_11 = "2026-11-26 11:00"  # Thursday
PUBLIC = "/feeds/procedures/omura-soudan.ics"


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest) -> Program:
    return PROGRAMS[request.param]


def seekers_feed(app: Flask) -> str:
    token = ensure_feed(seeker_id(MISAKI), secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
    return f"/feeds/seeker/{token}.ics"


def desks_feed(app: Flask) -> str:
    desk = next(desk.id for desk in all_of(Desk) if desk.code == "omura-desk-1")
    make_desk_feed(staff_id(OMURA_CLERK), desk, secret_key=app.config["SECRET_KEY"], now=FRIDAY_MORNING)
    return f"/feeds/desk/{desk_feed_token(app.config['SECRET_KEY'], desk, all_of(DeskFeed)[0].nonce)}.ics"


def seen(app: Flask, program: Program, address: str) -> list[Seen]:
    return program(app.test_client().get(address).data)


def starts(entries: list[Seen]) -> set[object]:
    return {entry.starts for entry in entries}


@pytest.mark.parametrize("address_of", [seekers_feed, desks_feed])
def test_a_booking_is_one_entry_through_its_whole_life(
    sqlite_app: Flask, program: Program, address_of: Callable[[Flask], str]
) -> None:
    with sqlite_app.app_context():
        number, address = book(web_request(), now=FRIDAY_MORNING), address_of(sqlite_app)
        (booked,) = seen(sqlite_app, program, address)
        move(by_seeker(number, THU_11), now=FRIDAY_MORNING)
        (moved,) = seen(sqlite_app, program, address)
        cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
        (cancelled,) = seen(sqlite_app, program, address)
    assert (booked.starts, booked.ends) == (office_time(WED_10), office_time("2026-11-25 10:30"))
    assert (moved.uid, moved.starts, moved.cancelled) == (booked.uid, office_time(THU_11), False)
    assert (cancelled.uid, cancelled.cancelled, cancelled.title) == (booked.uid, True, f"【取消】{booked.title}")


def test_the_public_feed_gives_slots_away_and_takes_them_back(sqlite_app: Flask, program: Program) -> None:
    with sqlite_app.app_context():
        empty = seen(sqlite_app, program, PUBLIC)
        number = book(web_request(), now=FRIDAY_MORNING)
        booked = starts(seen(sqlite_app, program, PUBLIC))
        move(by_seeker(number, THU_11), now=FRIDAY_MORNING)
        moved = starts(seen(sqlite_app, program, PUBLIC))
        cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
        assert seen(sqlite_app, program, PUBLIC) == empty
    assert starts(empty) - booked == {office_time(WED_10)}
    assert starts(empty) - moved == {office_time(THU_11)}


def test_a_closing_day_is_a_whole_day(sqlite_app: Flask, program: Program) -> None:
    with sqlite_app.app_context():
        entries = seen(sqlite_app, program, PUBLIC)
    (closed,) = [entry for entry in entries if entry.title == "休み（勤労感謝の日）"]
    assert (str(closed.starts), str(closed.ends)) == ("2026-11-23", "2026-11-24")  # Monday


def test_libical_complains_of_a_faulty_feed(sqlite_app: Flask) -> None:
    feed = sqlite_app.test_client().get(PUBLIC).data
    with pytest.raises(AssertionError, match="faults"):
        libical.read(feed.replace(b"TRANSP:TRANSPARENT", b"DESCRIPTION:", 1))
