"""The same programs read what comes by mail: files to add by hand, and invitations that are moved and taken back."""

import pytest
from flask import Flask

from tests.bookings.moves import FRIDAY_AT_ELEVEN
from tests.calendar_clients.seen import Seen
from tests.calendar_clients.test_programs import PROGRAMS, Program
from tests.mails import calendar_part_of
from tests.messages.mailed_bookings import booked, cancelled, mails, moved, switch
from tests.town import StandingClock, office_time

TEN, ELEVEN = office_time("2026-11-25 10:00"), office_time(FRIDAY_AT_ELEVEN)  # Wednesday, Friday


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest) -> Program:
    return PROGRAMS[request.param]


def seen(program: Program) -> list[Seen]:
    """What the program shows of each mail's calendar part; a mail without one is left out."""
    parts = [calendar_part_of(mail) for mail in mails()]
    contents = [part.get_payload(decode=True) for part in parts if part is not None]
    return [entry for content in contents if isinstance(content, bytes) for entry in program(content)]


def test_files_to_add_by_hand_are_one_entry(sqlite_app: Flask, clock: StandingClock, program: Program) -> None:
    with sqlite_app.app_context():
        number = booked(clock)
        moved(number, clock)
        first, second = seen(program)
    assert (first.starts, second.starts) == (TEN, ELEVEN)
    assert (first.uid, first.title, first.cancelled) == (second.uid, second.title, False)


def test_invitations_follow_the_booking_to_its_end(sqlite_app: Flask, clock: StandingClock, program: Program) -> None:
    with sqlite_app.app_context():
        switch(on=True)
        number = booked(clock)
        moved(number, clock)
        cancelled(number, clock)
        entries = seen(program)
    assert [entry.starts for entry in entries] == [TEN, ELEVEN, ELEVEN]
    assert [entry.cancelled for entry in entries] == [False, False, True]
    assert len({entry.uid for entry in entries}) == 1
