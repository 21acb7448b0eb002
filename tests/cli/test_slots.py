"""`madoguchi slots`: the calendar of a procedure on the command line."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Madoguchi

WEDNESDAY = ("--from", "2026-11-25", "--to", "2026-11-25")
THURSDAY = ("--from", "2026-11-26", "--to", "2026-11-26")


def slots(madoguchi: Madoguchi, *arguments: str) -> list[dict[str, Any]]:
    answer = madoguchi("slots", *arguments, "--json")
    assert answer.status == 0, answer.complaint
    rows: list[dict[str, Any]] = json.loads(answer.printed)
    return rows


def test_an_open_slot_has_its_times_places_and_deadline(madoguchi: Madoguchi) -> None:
    first, *others = slots(madoguchi, "omura-soudan", *WEDNESDAY)
    assert first == {
        "starts_at": "2026-11-25T10:00:00+09:00",
        "ends_at": "2026-11-25T10:30:00+09:00",
        "state": "open",
        "reason": None,
        "detail": None,
        "free": 1,
        "closes_at": "2026-11-21T00:00:00+09:00",
    }
    assert [other["starts_at"][11:16] for other in others] == ["11:00", "15:00"]


def test_a_slot_past_its_deadline_says_until_when_it_could_be_booked(madoguchi: Madoguchi) -> None:
    first, *_ = slots(madoguchi, "omura-soudan", "--to", "2026-11-20")  # today, a Friday
    assert (first["state"], first["reason"], first["free"]) == ("closed", "deadline_passed", 0)
    assert first["detail"] == "予約は11月18日（水）23時59分で締め切りました。"


def test_without_days_it_lists_the_whole_booking_window(madoguchi: Madoguchi) -> None:
    days = [slot["starts_at"][:10] for slot in slots(madoguchi, "omura-soudan")]
    assert (days[0], days[-1]) == ("2026-11-20", "2026-12-18")  # 28 days, both ends included


def test_beyond_the_window_a_slot_says_when_it_opens(madoguchi: Madoguchi) -> None:
    first, *_ = slots(madoguchi, "omura-soudan", "--from", "2026-12-23", "--to", "2026-12-23")  # Wednesday
    assert first["reason"] == "not_yet_open"
    assert "11月25日（水）0時00分から" in first["detail"]


def test_a_phone_only_procedure_is_shown_as_the_desk_sees_it(madoguchi: Madoguchi) -> None:
    first, *_ = slots(madoguchi, "shiga-soudan", *THURSDAY)
    assert (first["state"], first["closes_at"]) == ("open", "2026-11-24T17:00:00+09:00")
    assert first["ends_at"] == "2026-11-26T10:15:00+09:00"  # 45 minutes


def test_the_web_is_told_why_it_cannot_book_there(madoguchi: Madoguchi) -> None:
    first, *_ = slots(madoguchi, "shiga-soudan", *THURSDAY, "--channel", "web")
    assert (first["state"], first["reason"]) == ("closed", "channel")
    assert "電話 077-563-0350" in first["detail"]


def test_without_json_a_slot_is_a_line(madoguchi: Madoguchi) -> None:
    first, *_ = madoguchi("slots", "omura-soudan", *WEDNESDAY).printed.splitlines()
    assert first == "2026年11月25日（水） 10:00  open    1  11月20日（金）23時59分まで"


def test_a_day_without_times_gives_an_empty_list(madoguchi: Madoguchi) -> None:
    assert slots(madoguchi, "omura-soudan", "--from", "2026-11-24", "--to", "2026-11-24") == []  # Tuesday


@pytest.mark.parametrize("channel", ["fax", "", "WEB"])
def test_an_unknown_channel_is_a_misuse(madoguchi: Madoguchi, channel: str) -> None:
    answer = madoguchi("slots", "omura-soudan", "--channel", channel)
    assert answer.status == 2
    assert "web" in answer.complaint
    assert "phone" in answer.complaint
