"""Every state, channel, role and wish has a name."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import pytest

from booking.bookings.rules.wishes import Wish
from booking.bookings.words import booking_status, channel, seekers_status, wish
from booking.core.channels import Channel
from booking.meetings.words import meeting_state
from booking.people.words import phone_with_hyphens, role
from booking.tables import BookingStatus, MeetingState, Role


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (BookingStatus, booking_status),
        (BookingStatus, seekers_status),
        (MeetingState, meeting_state),
        (Channel, channel),
        (Role, role),
        (Wish, wish),
    ],
)
def test_every_member_has_a_name_of_its_own(kind: type[StrEnum], name: Callable[[Any], str]) -> None:
    assert len({name(member) for member in kind}) == len(kind)


def test_a_seeker_reads_of_an_absence_without_alarm() -> None:
    assert seekers_status(BookingStatus.NO_SHOW) == "欠席（ご連絡なし）"
    assert "error" not in {status.seekers_tone for status in BookingStatus}


def test_what_a_row_holds_as_text_is_named_too() -> None:
    assert channel("phone") == "電話"
    assert wish("captions") == "字幕（文字表示）"


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("09000000001", "090-0000-0001"),
        ("08000000003", "080-0000-0003"),  # no free line of a company
        ("0957000004", "0957-00-0004"),
        ("0775630350", "077-563-0350"),
        ("0312345678", "03-1234-5678"),
        ("0466123456", "0466-12-3456"),
        ("0120123456", "0120-123-456"),
        ("05012345678", "050-1234-5678"),
        ("0000000000", "0000000000"),
        ("12", "12"),
        (None, ""),
        ("", ""),
    ],
)
def test_phone_numbers_are_shown_as_people_write_them(digits: str | None, shown: str) -> None:
    assert phone_with_hyphens(digits) == shown
