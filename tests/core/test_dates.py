"""Days and times as seekers read them."""

from datetime import UTC, datetime, time, timedelta

import pytest

from booking.core.dates import clock, long_day, padded_moment, short_day, span, until
from booking.core.texts.languages import Language, speaking
from calendars.office_time import at, midnight
from tests.days import day

WED = day("2026-11-25 Wed")
SAT = day("2026-11-21 Sat")
TEN = at(WED, time(10))


def test_days_carry_their_weekday() -> None:
    assert short_day(WED) == "11月25日（水）"
    assert long_day(WED) == "2026年11月25日（水）"


def test_clock_times_have_24_hours_and_two_digits_for_minutes() -> None:
    assert clock(time(10)) == "10時00分"
    assert clock(time(9, 5)) == "9時05分"
    assert clock(TEN.astimezone(UTC)) == "10時00分"


def test_the_previous_sign_in_is_shown_as_in_the_guide() -> None:
    assert padded_moment(datetime(2024, 7, 24, 2, 39, tzinfo=UTC)) == "2024年07月24日 11時39分"


def test_a_moment_of_another_zone_is_shown_on_the_office_day() -> None:
    late_on_tuesday_in_utc = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
    assert long_day(late_on_tuesday_in_utc) == "2026年11月25日（水）"


def test_a_consultation_shows_its_day_once() -> None:
    ends_at = TEN + timedelta(minutes=30)
    assert span(TEN, ends_at) == "2026年11月25日（水） 10時00分～10時30分"
    assert span(TEN.astimezone(UTC), ends_at) == "2026年11月25日（水） 10時00分～10時30分"


def test_a_span_over_midnight_names_the_second_day() -> None:
    late = at(WED, time(23, 30))
    assert span(late, late + timedelta(hours=1)) == "2026年11月25日（水） 23時30分～11月26日（木）0時30分"


@pytest.mark.parametrize(
    ("closes_at", "words"),
    [
        (midnight(SAT), "11月20日（金）23時59分"),
        (midnight(SAT).astimezone(UTC), "11月20日（金）23時59分"),
        (midnight(SAT) + timedelta(minutes=1), "11月21日（土）0時01分"),
        (at(WED, time(17, 15)), "11月25日（水）17時15分"),
        (at(WED, time(17, 15, 30)), "11月25日（水）17時15分"),
    ],
)
def test_until_never_says_24_and_else_says_what_the_office_says(closes_at: datetime, words: str) -> None:
    assert until(closes_at) == words


def test_naive_moments_are_not_shown() -> None:
    with pytest.raises(ValueError, match="naive"):
        span(TEN.replace(tzinfo=None), TEN)


def test_english_readers_have_days_and_times_of_their_own() -> None:
    with speaking(Language.ENGLISH):
        assert short_day(WED) == "Wed 25 Nov"
        assert span(TEN, TEN + timedelta(minutes=30)) == "Wed 25 November 2026, 10:00 to 10:30"
        assert until(midnight(SAT)) == "Fri 20 Nov, 23:59"


def test_easy_japanese_writes_days_and_times_out() -> None:
    with speaking(Language.EASY):
        assert short_day(WED) == "11月25日（水）"
        assert span(TEN, TEN + timedelta(hours=4)) == "2026年11月25日（水曜日） 午前10時～午後2時"
        assert clock(time(13, 5)) == "午後1時5分"
