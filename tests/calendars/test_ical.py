"""Entries as calendar clients receive them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from calendars.ical import Entry, Feed, clean, document, etag, event_of
from calendars.office_time import at
from tests.days import day

FEED = Feed("相談の予約; 大村,長崎", "最新の状態は、\n予約ページをご覧ください。")
TEN = at(day("2026-11-25 Wed"), time(10))
ENTRY = Entry(
    uid="5f0c2a9e-7d31-4b60-9c1e-2f6a8d0b7e54",
    revised_at=datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC),
    sequence=2,
    title="オンライン相談の予約",
    starts_at=TEN,
    ends_at=TEN + timedelta(minutes=30),
    description="参加・変更・取消は予約ページから行ってください。",
    location="オンライン",
    url="https://example.com/mypage",
    conference_url="https://example.com/mypage/join",
    conference_label="相談に参加",
)
CLOSED = Entry(
    uid="0b7d9c52-52f2-4c4e-8f0e-0a6a8f6c7f11",
    revised_at=ENTRY.revised_at,
    sequence=0,
    title="休み（勤労感謝の日）",
    day=day("2026-11-23 Mon"),
    private=False,
    transparent=True,
)
FORBIDDEN = ("METHOD", "ORGANIZER", "ATTENDEE", "BEGIN:VALARM", "BEGIN:VTIMEZONE", "TZID=", "BEGIN:VFREEBUSY")


def lines(rendered: bytes) -> list[str]:
    """Content lines, unfolded."""
    return rendered.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def rendered_alone(entry: Entry) -> bytes:
    rendered: bytes = event_of(entry).to_ical()
    return rendered


def parsed(*entries: Entry) -> list[Event]:
    feed = Calendar.from_ical(document(FEED, entries))
    assert isinstance(feed, Calendar)
    return feed.events


def test_a_booking_is_rendered_as_the_feed_specification_says() -> None:
    assert sorted(lines(rendered_alone(ENTRY))) == sorted(
        [
            "BEGIN:VEVENT",
            "UID:5f0c2a9e-7d31-4b60-9c1e-2f6a8d0b7e54",
            "DTSTAMP:20261120T010203Z",
            "LAST-MODIFIED:20261120T010203Z",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "DTSTART:20261125T010000Z",
            "DTEND:20261125T013000Z",
            "SUMMARY:オンライン相談の予約",
            "DESCRIPTION:参加・変更・取消は予約ページから行ってください。",
            "LOCATION:オンライン",
            "URL:https://example.com/mypage",
            "CONFERENCE;FEATURE=AUDIO,VIDEO;LABEL=相談に参加;VALUE=URI:https://example.com/mypage/join",
            "CLASS:PRIVATE",
            "TRANSP:OPAQUE",
            "END:VEVENT",
        ]
    )


def test_a_closing_day_is_an_all_day_entry_that_ends_the_day_after_and_blocks_nothing() -> None:
    rendered = lines(rendered_alone(CLOSED))
    assert "DTSTART;VALUE=DATE:20261123" in rendered
    assert "DTEND;VALUE=DATE:20261124" in rendered
    assert {"TRANSP:TRANSPARENT", "CLASS:PUBLIC"} <= set(rendered)


def test_a_cancelled_booking_frees_the_time_and_offers_no_way_in() -> None:
    rendered = lines(rendered_alone(replace(ENTRY, cancelled=True, sequence=3)))
    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SUMMARY:【取消】オンライン相談の予約"} <= set(rendered)
    assert "SEQUENCE:3" in rendered
    assert not any(line.startswith("CONFERENCE") for line in rendered)


def test_a_feed_without_entries_holds_the_zone_of_the_office_alone() -> None:
    (zone,) = Calendar.from_ical(document(FEED, [])).subcomponents
    assert zone.name == "VTIMEZONE"
    assert zone.to_ical().decode().split() == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Tokyo",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:JST",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_the_feed_has_a_header_that_clients_understand() -> None:
    rendered = lines(document(FEED, [ENTRY]))
    assert rendered[-1] == "END:VCALENDAR"
    assert sorted(rendered[: rendered.index("BEGIN:VEVENT")]) == sorted(
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Madoguchi//Madoguchi//JA",
            "CALSCALE:GREGORIAN",
            "NAME:相談の予約\\; 大村\\,長崎",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "X-PUBLISHED-TTL:PT1H",
            "X-WR-CALDESC:最新の状態は、\\n予約ページをご覧ください。",
            "X-WR-CALNAME:相談の予約\\; 大村\\,長崎",
            "X-WR-TIMEZONE:Asia/Tokyo",
        ]
    )


def test_a_feed_names_no_people_alarms_methods_or_zones() -> None:
    rendered = lines(document(FEED, [ENTRY, CLOSED]))
    assert not [line for line in rendered for name in FORBIDDEN if name in line]
    assert sum(line.startswith("UID:") for line in rendered) == 2


def test_entries_stay_in_the_order_given() -> None:
    feed = document(FEED, [ENTRY, CLOSED])
    assert Calendar.from_ical(feed).to_ical() == feed
    assert [str(event["UID"]) for event in parsed(ENTRY, CLOSED)] == [ENTRY.uid, CLOSED.uid]


def test_times_come_back_as_they_were() -> None:
    booking, closing = parsed(ENTRY, CLOSED)
    assert (booking.start, booking.end) == (TEN, TEN + timedelta(minutes=30))
    assert (closing.start, closing.end) == (date(2026, 11, 23), date(2026, 11, 24))


def test_empty_texts_leave_no_empty_properties() -> None:
    bare = replace(ENTRY, description="", location="\u2028", url="", conference_url="", conference_label="")
    assert not [line for line in lines(rendered_alone(bare)) if line.endswith(":")]
    names = {line.partition(":")[0] for line in lines(rendered_alone(bare))}
    assert names.isdisjoint({"DESCRIPTION", "LOCATION", "URL", "CONFERENCE"})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("前\r\n後", "前\n後"),
        ("前\r後", "前\n後"),
        ("無\x00駄\x1b\x07", "無駄"),
        ("切\u2028れ\u2029目\x85", "切れ目"),
        ("\ufeff先頭", "先頭"),
        ("迷子\ud83d", "迷子"),
        ("笑顔😀と𠮷", "笑顔😀と𠮷"),
        ("; , \\ : \"'", "; , \\ : \"'"),
        ("END:VEVENT\r\nBEGIN:VALARM", "END:VEVENT\nBEGIN:VALARM"),
    ],
)
def test_no_text_breaks_the_feed(typed: str, kept: str) -> None:
    assert clean(typed) == kept
    (event,) = parsed(replace(ENTRY, title=typed, description=typed, conference_label=typed))
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == (kept, kept)


@given(st.text(st.characters(), max_size=300))
def test_lines_stay_within_75_octets_and_whole_characters(text: str) -> None:
    entry = replace(ENTRY, title=text, description=f"あ{text}", location=text, conference_label=text)
    rendered = document(Feed(text, text), [entry])
    for line in rendered.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")  # fails on a character cut by the folding
    assert len(rendered.splitlines()) == rendered.count(b"\r\n")  # no bare CR or LF


def test_equal_entries_give_equal_bytes_and_a_change_gives_another_etag() -> None:
    first = document(FEED, [ENTRY])
    assert document(FEED, [replace(ENTRY)]) == first
    assert len(etag(first)) == 64
    assert etag(document(FEED, [replace(ENTRY, sequence=3)])) != etag(first)


def test_naive_times_are_refused_instead_of_floating() -> None:
    with pytest.raises(ValueError, match="naive"):
        rendered_alone(replace(ENTRY, starts_at=TEN.replace(tzinfo=None)))
    with pytest.raises(ValueError, match="naive"):
        rendered_alone(replace(ENTRY, revised_at=TEN.replace(tzinfo=None)))


@pytest.mark.parametrize(
    "times",
    [
        {"day": CLOSED.day},
        {"ends_at": None},
        {"starts_at": None},
        {"starts_at": None, "ends_at": None},
    ],
)
def test_an_entry_has_either_two_times_or_a_day(times: dict[str, date | None]) -> None:
    with pytest.raises(ValueError, match="or day alone"):
        replace(ENTRY, **times)  # type: ignore[arg-type]  # the table mixes the fields' types
