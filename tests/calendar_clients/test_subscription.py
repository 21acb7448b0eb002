"""Somebody subscribes with vdirsyncer and looks with khal, while a booking is made, moved and cancelled."""

from pathlib import Path

from flask import Flask

from booking.bookings.book import book
from booking.bookings.cancel import Canceller, cancel
from booking.bookings.move import move
from tests.bookings.builders import web_request
from tests.bookings.moves import by_seeker
from tests.calendar_clients.subscription import Subscription
from tests.calendar_clients.test_programs import PUBLIC, THU_11, desks_feed, seekers_feed
from tests.served import served
from tests.town import FRIDAY_MORNING, MISAKI, seeker_id


def test_the_seekers_calendar_follows(sqlite_app: Flask, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        number, address = book(web_request(), now=FRIDAY_MORNING), seekers_feed(sqlite_app)
    title = "オンライン相談の予約"
    assert life(sqlite_app, tmp_path, address, number) == [
        [f"2026-11-25 10:00|2026-11-25 10:30|{title}|CONFIRMED "],
        [f"2026-11-26 11:00|2026-11-26 11:30|{title}|CONFIRMED "],
        [f"2026-11-26 11:00|2026-11-26 11:30|【取消】{title}|CANCELLED "],
    ]


def test_the_desks_calendar_follows(sqlite_app: Flask, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        number, address = book(web_request(), now=FRIDAY_MORNING), desks_feed(sqlite_app)
    booked, moved, cancelled = life(sqlite_app, tmp_path, address, number)
    assert [len(shown) for shown in (booked, moved, cancelled)] == [1, 1, 1]
    assert moved[0].startswith("2026-11-26 11:00|2026-11-26 11:30|相談 ")
    assert "【取消】相談 " in cancelled[0]


def test_the_public_calendar_follows(sqlite_app: Flask, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        number = book(web_request(), now=FRIDAY_MORNING)
    booked, moved, cancelled = life(sqlite_app, tmp_path, PUBLIC, number)
    assert [slots_of(shown) for shown in (booked, moved, cancelled)] == [
        {"11:00", "15:00"}, {"10:00", "11:00", "15:00"}, {"10:00", "11:00", "15:00"},
    ]  # fmt: skip


def slots_of(shown: list[str]) -> set[str]:
    """The open starts of Wednesday 25 November."""
    return {line[11:16] for line in shown if line.startswith("2026-11-25 ")}


def life(app: Flask, folder: Path, address: str, number: str) -> list[list[str]]:
    """What khal shows of the feed after the booking, after its move and after its cancellation."""
    with served(app) as base_url:
        subscription = Subscription(folder, base_url + address)
        subscription.begin()
        booked = subscription.shown()
        with app.app_context():
            move(by_seeker(number, THU_11), now=FRIDAY_MORNING)
        moved = subscription.shown()
        with app.app_context():
            cancel(number, Canceller("test", seeker_id=seeker_id(MISAKI)), now=FRIDAY_MORNING)
        return [booked, moved, subscription.shown()]
