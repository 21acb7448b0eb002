"""The calendar parts of mails, as the same programs read them: booked, moved, cancelled."""

from dataclasses import replace
from datetime import timedelta

import pytest

from calendars.ical import Entry, single
from calendars.invitations import Invitation, invitation
from tests.calendar_clients.test_programs import PROGRAMS, THU_11, Program
from tests.town import FRIDAY_MORNING, office_time

TEN = office_time("2026-11-25 10:00")  # Wednesday
BOOKED = Entry(
    uid="5f0c2a9e-7d31-4b60-9c1e-2f6a8d0b7e54",
    revised_at=FRIDAY_MORNING,
    sequence=0,
    title="オンライン相談の予約",
    starts_at=TEN,
    ends_at=TEN + timedelta(minutes=30),
    description="内容の確認と参加は、予約のページから行ってください。",
    location="オンライン",
    url="https://example.com/mypage",
    conference_url="https://example.com/mypage",
    conference_label="相談に参加",
)
MOVED = replace(
    BOOKED, sequence=1, starts_at=office_time(THU_11), ends_at=office_time(THU_11) + timedelta(minutes=30)
)  # Thursday
CANCELLED = replace(MOVED, sequence=2, cancelled=True)


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest) -> Program:
    return PROGRAMS[request.param]


def sent(entry: Entry) -> bytes:
    """The part of a mail to a made-up address."""
    method = "CANCEL" if entry.cancelled else "REQUEST"
    return invitation(
        Invitation(entry, method, FRIDAY_MORNING, "yoyaku@example.jp", "ハローワーク大村", "seeker@example.jp")
    )


@pytest.mark.parametrize("entry", [BOOKED, MOVED, CANCELLED], ids=["booked", "moved", "cancelled"])
def test_an_invitation_is_read_as_the_entry_that_it_is(program: Program, entry: Entry) -> None:
    (seen,) = program(sent(entry))
    assert (seen.uid, seen.starts, seen.ends) == (entry.uid, entry.starts_at, entry.ends_at)
    assert (seen.cancelled, seen.title.endswith(entry.title)) == (entry.cancelled, True)


def test_a_file_to_add_by_hand_is_read(program: Program) -> None:
    (seen,) = program(single(BOOKED))
    assert (seen.uid, seen.starts, seen.title) == (BOOKED.uid, TEN, BOOKED.title)
