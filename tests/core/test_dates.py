"""Days and times as seekers read them."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from flask_babel import Babel

from booking.core.dates import clock, long_day, padded_moment, short_day, span, until
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
    assert span(late, late + timedelta(hours=1)) == "2026年11月25日（水） 23時30分～11月26日（木） 0時30分"


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


ENGLISH = {
    "M月d日（EEE）": "EEE, MMM d",
    "y年M月d日（EEE）": "EEE, MMM d, y",
    "H時mm分": "HH:mm",
    "%(day)s %(start)s～%(end)s": "%(day)s, %(start)s to %(end)s",
    "%(day)s%(clock)s": "%(day)s, %(clock)s",
}


@pytest.fixture
def english(tmp_path: Path) -> Iterator[None]:
    """A reader whose pages are in English, by a catalogue and nothing else."""
    catalogue = Catalog(locale="en")
    for text, translation in ENGLISH.items():
        catalogue.add(text, translation)
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    app = Flask(__name__)
    Babel(app, default_locale="en", default_translation_directories=str(tmp_path))
    with app.app_context():
        yield


def test_a_catalogue_translates_days_and_times_too(english: None) -> None:
    assert short_day(WED) == "Wed, Nov 25"
    assert span(TEN, TEN + timedelta(minutes=30)) == "Wed, Nov 25, 2026, 10:00 to 10:30"
    assert until(midnight(SAT)) == "Fri, Nov 20, 23:59"
