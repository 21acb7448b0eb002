"""Days and moments as they come in: RFC 3339 and what people type, and nothing that only looks like them."""

from datetime import UTC, date, datetime

import pytest

from booking.core.input.parsing import read_day, read_moment, read_typed_day

WEDNESDAY_AT_TEN = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-25T10:00:00+09:00",
        "2026-11-25t10:00:00+09:00",
        "2026-11-25T01:00:00Z",
        "2026-11-25t01:00:00z",
        "2026-11-25 01:00:00.000Z",
        "2026-11-25T10:00+09:00",
        "2026-11-24T20:00:00-05:00",
    ],
)
def test_a_moment_is_read_as_rfc_3339_writes_it(typed: str) -> None:
    assert read_moment(typed) == WEDNESDAY_AT_TEN


@pytest.mark.parametrize(
    "typed",
    [
        "2026-W48-3T10:00:00+09:00",
        "2026-329T10:00:00+09:00",
        "20261125T100000+0900",
        "2026-11-25T10:00:00",
        "2026-11-25T10:00:00+0900",
        "2026-11-25T10:00:00+09",
        "2026-11-25T10+09:00",
        "2026-11-25T24:00:00+09:00",
        "2026-02-30T10:00:00+09:00",
        "2026-11-25T10:00:00+99:00",
        "0001-01-01T00:00:00+09:00",
        "９９２６-11-25T10:00:00+09:00",
        "",
    ],
)
def test_what_is_no_moment_is_none(typed: str) -> None:
    assert read_moment(typed) is None


@pytest.mark.parametrize("typed", ["2026-11-25", "2026/11/25", "２０２６年１１月２５日", "令和8年11月25日", "R8.11.25"])
def test_a_day_is_read_as_people_type_it(typed: str) -> None:
    assert read_typed_day(typed) == date(2026, 11, 25)


@pytest.mark.parametrize("typed", ["20261125", "2026-W48-3", "2026/11/25", "11/25", "2026-11-31", "1991-12-29", ""])
def test_an_address_names_a_day_in_one_way(typed: str) -> None:
    assert read_day(typed) is None
