"""A booking goes into a calendar by one press, as a file or into a web calendar, without a word of whose it is."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from flask import Flask

from tests.web.seeker_visits import MISAKI, TOPIC, SeekerVisit, run_jobs

FILE, GOOGLE, OUTLOOK = "/calendar.ics", "https://calendar.google.com/", "https://outlook.live.com/"


def test_whoever_has_booked_presses_once_for_file_google_or_outlook(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    assert visit.open(_address(visit, FILE)).mimetype == "text/calendar"
    visit.open(f"/mypage/bookings/{number}")
    google, outlook = (_asked(_address(visit, site)) for site in (GOOGLE, OUTLOOK))
    assert google["dates"] == "20261125T010000Z/20261125T013000Z"
    assert (outlook["startdt"], outlook["enddt"]) == ("2026-11-25T01:00:00Z", "2026-11-25T01:30:00Z")
    assert visit.open(urlsplit(google["details"].split("\n")[-1]).path).request.path == f"/mypage/bookings/{number}"


def test_an_address_of_a_web_calendar_says_nothing_of_the_person(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    run_jobs(sqlite_app)
    visit.open(f"/mypage/bookings/{number}")
    meeting_id, passcode, display_name = re.findall(r'data-value="([^"]+)"', visit.answer.text)
    secrets = (
        number,
        meeting_id,
        passcode,
        display_name,
        TOPIC,
        MISAKI,
        "髙城",
        "美咲",
        "職業相談",
        "大村",
        "demo-meeting",
    )
    for site in (GOOGLE, OUTLOOK):
        said = " ".join(_asked(_address(visit, site)).values())
        assert not [secret for secret in secrets if secret in said]


def test_a_cancelled_booking_is_offered_to_no_calendar(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    number = visit.book()
    visit.open(f"/mypage/bookings/{number}/cancel")
    visit.press("この予約を取り消す")
    visit.open(f"/mypage/bookings/{number}")
    assert "取消" in visit.answer.text
    assert "カレンダーに入れる" not in visit.answer.text


def _address(visit: SeekerVisit, part: str) -> str:
    addresses = re.findall(r'href="([^"]+)"', visit.answer.text)
    return unescape(next(address for address in addresses if part in address))


def _asked(address: str) -> dict[str, str]:
    assert "+" not in address  # Outlook shows it as it is
    return {name: value for name, (value,) in parse_qs(urlsplit(address).query, strict_parsing=True).items()}
