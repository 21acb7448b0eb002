"""What is asked of a country, as whole requests: each path over many offices, days and people, where it has them."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import quote, urlencode
from uuid import uuid4

import requests

from benchmarks.loads import request
from benchmarks.size.country import Country
from benchmarks.size.people import People, SignIn
from benchmarks.size.typed import typed_at_first_office
from benchmarks.town import NOW
from booking.availability.open_slots import slots_of
from booking.availability.procedures import procedure_by_code
from booking.availability.slots import SlotState
from booking.core.channels import Channel
from calendars.office_time import day_of
from database.base import db

_TODAY = day_of(NOW)
_BOOKED_AT = 24  # offices
_KEPT_LISTS, _FEW = 60, 3
WARM_LISTS = "slot list, warm: its office is known"
_REVALIDATED, _FEEDS = KEPT = ("slot list, revalidated", "seeker's feed, kept")
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')

Visits = Mapping[str, Sequence[str]]


def visits_of(country: Country, people: People, *, port: int) -> Visits:
    """The reading requests by what they are called in the table."""
    address = f"http://127.0.0.1:{port}"
    seeker = _cookies(_signed_in(f"{address}/login", people.seeker))
    browser = _signed_in(f"{address}/desk/login", people.clerk)
    call = _seeker_on_the_phone(address, browser)
    token = _csrf(browser.get(f"{address}/desk/seekers", timeout=30).text)
    clerk, manager = _cookies(browser), _cookies(_signed_in(f"{address}/desk/login", people.manager))
    lists = [_list_path(country, n) for n in range(3_000)]  # far more than are kept rendered
    seekers = [country.first_seeker + n for n in country.seekers_of_first_office(60)]
    days = [_TODAY + timedelta(days=n) for n in range(-40, 20)]
    return {
        "first page": [request("GET", "/")],
        "first page: search": [request("GET", f"/?q={quote('職業相談 大村')}")],
        "API: search for a procedure": [request("GET", f"/api/v1/procedures?q={quote('職業相談 大村')}")],
        WARM_LISTS: [request("GET", path) for path in lists],
        _REVALIDATED: [_revalidation(address, path) for path in lists[:_KEPT_LISTS]],
        "page of a procedure": [request("GET", f"/procedures/{code}") for code in country.codes[:_FEW]],
        _FEEDS: [request("GET", f"/feeds/seeker/{feed}.ics") for feed in people.feeds],
        "my-page": [request("GET", "/mypage", headers=seeker)],
        "my-page: bookings": [request("GET", "/mypage/bookings", headers=seeker)],
        "my-page: inbox": [request("GET", "/mypage/messages", headers=seeker)],
        "API: own bookings": [request("GET", "/api/v1/bookings", headers=_bearer(one)) for one in people.bookers[:60]],
        "API: office's bookings": [request("GET", "/api/v1/bookings", headers=_bearer(people.clerk_token))],
        "desk: day sheet": [request("GET", f"/desk?day={day}", headers=clerk) for day in days],
        **{
            f"desk: search by {kind}": [_form("/desk/seekers", clerk, {"q": q, "csrf_token": token}) for q in typed]
            for kind, typed in typed_at_first_office(country).items()
        },
        "desk: seeker's card": [request("GET", f"/desk/seekers/{one}", headers=clerk) for one in seekers],
        "desk: what was done for a seeker": [
            request("GET", f"/desk/seekers/{one}/history", headers=clerk) for one in seekers
        ],
        "desk: free times for a caller": [request("GET", call, headers=clerk)],
        "desk: statistics of a month": [request("GET", path, headers=manager) for path in _months(country)],
    }


def bookings_of(country: Country, people: People) -> list[str]:
    """Bookings over the API that can all succeed, neighbours at different offices; within the app's context."""
    step = max(1, len(country.codes) // _BOOKED_AT)
    places = [_open_places(code) for code in country.codes[::step]]
    db.session.rollback()
    turns = [place for row in zip(*places, strict=False) for place in row]
    return [_booking(place, token) for place, token in zip(turns, people.bookers, strict=False)]


def _open_places(code: str) -> list[dict[str, str]]:
    procedure = procedure_by_code(db.session(), code)
    last = _TODAY + timedelta(days=procedure.window_days)
    slots = slots_of(db.session(), procedure, first=_TODAY, last=last, channel=Channel.WEB, now=NOW)
    wanted = {"procedure": code, "topic": "benchmark", "terms_version": procedure.terms_version}
    return [
        {**wanted, "starts_at": slot.starts_at.isoformat()}
        for slot in slots
        if slot.state is SlotState.OPEN
        for _ in range(slot.free)
    ]


def _booking(place: Mapping[str, str], token: str) -> str:
    headers = {**_bearer(token), "Idempotency-Key": str(uuid4())}
    return request("POST", "/api/v1/bookings", headers=headers, body=place)


def _list_path(country: Country, n: int) -> str:
    """A list of 28 days or some more: no two alike, one office after the other."""
    code, turn = country.codes[n % len(country.codes)], n // len(country.codes)
    first = _TODAY + timedelta(days=turn % 50)
    return f"/api/v1/procedures/{code}/slots?from={first}&to={first + timedelta(days=27 + turn // 50)}"


def _months(country: Country) -> list[str]:
    """The statistics of the first office in each of the last 24 months, or nearly so."""
    firsts = [_TODAY - timedelta(days=30 * n) for n in range(1, 25)]
    return [
        f"/desk/statistics?office={country.codes[0]}&from={first}&to={first + timedelta(days=29)}" for first in firsts
    ]


def _revalidation(address: str, path: str) -> str:
    etag = requests.get(address + path, timeout=30).headers["ETag"]
    return request("GET", path, headers={"If-None-Match": etag})


def _signed_in(page: str, who: SignIn) -> requests.Session:
    """A browser that has signed in."""
    browser = requests.Session()
    given = {"login": who.login, "password": who.password, "csrf_token": _csrf(browser.get(page, timeout=30).text)}
    answer = browser.post(page, data=given, headers={"Referer": page}, timeout=30)
    if not answer.ok or answer.url == page:
        raise RuntimeError(f"nobody could sign in at {page}: {answer.status_code}")
    return browser


def _cookies(browser: requests.Session) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)}


def _csrf(page: str) -> str:
    found = _CSRF.search(page)
    if found is None:
        raise RuntimeError("the page has no form")
    return found[1]


def _seeker_on_the_phone(address: str, clerk: requests.Session) -> str:
    """The path of the call of a seeker of the clerk's office whose identity was checked."""
    page = f"{address}/desk/seekers"
    token = _csrf(clerk.get(page, timeout=30).text)
    found = re.search(r"/desk/call/\d+", clerk.post(page, {"q": "カクウ", "csrf_token": token}, timeout=30).text)
    if found is None:
        raise RuntimeError("the clerk finds nobody")
    token = _csrf(clerk.get(address + found[0], timeout=30).text)
    ticked = {"facts": ["seeker_number", "birth_date", "phone"], "csrf_token": token}
    clerk.post(f"{address}{found[0]}/identity", ticked, timeout=30).raise_for_status()
    return found[0]


def _form(path: str, headers: Mapping[str, str], fields: Mapping[str, str]) -> str:
    content = urlencode(fields)
    more = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(content))}
    return request("POST", path, headers={**headers, **more}) + content


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
