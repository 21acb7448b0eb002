"""`madoguchi deadline`: until when a day may be booked."""

import json

import pytest

from tests.cli.conftest import Madoguchi


def test_the_wednesday_after_a_holiday_can_be_booked_until_friday(madoguchi: Madoguchi) -> None:
    # Monday 23 November 2026 is a holiday, so two office days before Wednesday 25 is Friday 20.
    answer = madoguchi("deadline", "omura-soudan", "2026-11-25")
    assert (answer.status, answer.printed) == (0, "2026-11-25  2026-11-20  11月20日（金）23時59分まで\n")


def test_json_gives_the_first_refused_moment(madoguchi: Madoguchi) -> None:
    assert json.loads(madoguchi("deadline", "omura-soudan", "2026-11-25", "--json").printed) == [
        {
            "date": "2026-11-25",  # Wednesday
            "bookable": True,
            "reason": None,
            "detail": None,
            "deadline_day": "2026-11-20",
            "closes_at": "2026-11-21T00:00:00+09:00",
        }
    ]


def test_a_day_that_has_passed_is_answered_like_any_other(madoguchi: Madoguchi) -> None:
    (row,) = json.loads(madoguchi("deadline", "omura-soudan", "2026-11-18", "--json").printed)  # last Wednesday
    assert (row["bookable"], row["deadline_day"]) == (True, "2026-11-16")


def test_a_closing_day_is_named(madoguchi: Madoguchi) -> None:
    assert json.loads(madoguchi("deadline", "omura-soudan", "2026-12-30", "--json").printed) == [
        {
            "date": "2026-12-30",  # a Wednesday, but the office is closed over New Year
            "bookable": False,
            "reason": "closing_day",
            "detail": "年末年始",
            "deadline_day": None,
            "closes_at": None,
        }
    ]


def test_a_day_without_times_says_so(madoguchi: Madoguchi) -> None:
    (row,) = json.loads(madoguchi("deadline", "omura-soudan", "2026-11-24", "--json").printed)  # Tuesday
    assert (row["bookable"], row["reason"], row["closes_at"]) == (False, "no_times", None)


def test_a_range_has_a_line_a_day(madoguchi: Madoguchi) -> None:
    # From Sunday 22 to Thursday 26 November 2026.
    lines = madoguchi("deadline", "omura-soudan", "2026-11-22", "--to", "2026-11-26").printed.splitlines()
    assert [line.split()[0][-2:] for line in lines] == ["22", "23", "24", "25", "26"]
    assert [line.split()[-1] for line in lines] == [
        "日曜日",
        "勤労感謝の日",
        "相談の時間がない日です",
        "11月20日（金）23時59分まで",
        "11月24日（火）23時59分まで",
    ]


def test_a_phone_only_procedure_closes_with_the_desk(madoguchi: Madoguchi) -> None:
    # Thursday 26 November 2026; calls are taken until 17:00 on Tuesday 24.
    (row,) = json.loads(madoguchi("deadline", "shiga-soudan", "2026-11-26", "--json").printed)
    assert row["closes_at"] == "2026-11-24T17:00:00+09:00"


@pytest.mark.parametrize("day", ["2026-02-30", "2026-1-5", "11/25", "tomorrow", "0001-01-01", "9999-12-31", ""])
def test_what_is_no_date_is_a_misuse(madoguchi: Madoguchi, day: str) -> None:
    answer = madoguchi("deadline", "omura-soudan", day)
    assert answer.status == 2
    assert f"{day!r} is not a date like 2026-11-25" in answer.complaint


@pytest.mark.parametrize("command", [("deadline", "nobody-soudan", "2026-11-25"), ("slots", "nobody-soudan")])
def test_an_unknown_procedure_is_answered_with_those_that_there_are(
    madoguchi: Madoguchi, command: tuple[str, ...]
) -> None:
    answer = madoguchi(*command)
    assert (answer.status, answer.printed) == (1, "")
    assert answer.complaint.startswith(
        "madoguchi: no procedure has the code 'nobody-soudan'; there are: omura-soudan, "
    )


@pytest.mark.parametrize(
    ("last", "complaint"),
    [("2026-11-24", "lies before"), ("2040-01-01", "ten years at the most")],
)
def test_a_range_runs_forward_and_not_for_ever(madoguchi: Madoguchi, last: str, complaint: str) -> None:
    answer = madoguchi("deadline", "omura-soudan", "2026-11-25", "--to", last)
    assert answer.status == 1
    assert complaint in answer.complaint
