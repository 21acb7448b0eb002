"""What browsers load: static files once a year, everything else packed, and no session on what needs none."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from itsdangerous import TimestampSigner

from booking.assets import assets
from booking.web.static_files import StaticFile
from tests.web.seeker_visits import OMURA, WED_25, SeekerVisit

PACKED = {"Accept-Encoding": "gzip, deflate, br"}
FOREVER = "public, max-age=31536000, immutable"
FILES = [path.name for path in Path(assets("static")).iterdir() if path.is_file()]


def static_addresses(page: str) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', page)


def test_a_page_names_its_files_by_what_they_contain_and_a_browser_keeps_them_for_a_year(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    for address in set(static_addresses(visit.open("/").text)):
        answer = visit.open(address)
        assert answer.headers["Cache-Control"] == FOREVER
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("asked", ["", "?v=", "?v=000000000000"])
def test_an_address_of_another_release_gets_what_there_is_now_and_is_asked_again(
    sqlite_app: Flask, name: str, asked: str
) -> None:
    client = sqlite_app.test_client()
    answer = client.get(f"/static/{name}{asked}")
    assert answer.data == StaticFile(assets("static") / name).content
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get(f"/static/{name}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_static_file_comes_packed_under_a_tag_of_its_own(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    plain, packed = client.get("/static/style.css"), client.get("/static/style.css", headers=PACKED)
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert packed.content_type == plain.content_type == "text/css; charset=utf-8"


@pytest.mark.parametrize(
    "path", [WED_25, "/", "/login", "/nowhere", f"{OMURA}/qr.svg", "/api/v1/procedures", "/api/v1/openapi.json"]
)
def test_whatever_is_long_comes_packed_to_whoever_can_unpack_it(sqlite_app: Flask, path: str) -> None:
    plain, packed = (sqlite_app.test_client().get(path, headers=headers) for headers in ({}, PACKED))
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(gzip.decompress(packed.data)) == len(plain.data)
    assert "Content-Encoding" not in plain.headers
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.vary
        assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_pages_of_the_signed_in_come_packed_too(sqlite_app: Flask) -> None:
    visit = SeekerVisit(sqlite_app).sign_in()
    answer = visit.client.get("/mypage", headers=PACKED)
    assert "ログアウト" in gzip.decompress(answer.data).decode()
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("encodings", ["", "br", "gzip;q=0", "identity"])
def test_whoever_cannot_unpack_gets_it_as_it_is(sqlite_app: Flask, encodings: str) -> None:
    for path in ("/", WED_25, "/static/style.css"):
        answer = sqlite_app.test_client().get(path, headers={"Accept-Encoding": encodings})
        assert "Content-Encoding" not in answer.headers


def test_no_feed_comes_packed(sqlite_app: Flask) -> None:
    answer = sqlite_app.test_client().get("/feeds/procedures/omura-soudan.ics", headers=PACKED)
    assert answer.data.startswith(b"BEGIN:VCALENDAR")


def test_what_a_style_sheet_says_to_maintainers_is_not_sent() -> None:
    sent = StaticFile(assets("static") / "style.css").content
    assert b"/*" not in sent
    assert sent.count(b"{") == (assets("static") / "style.css").read_bytes().count(b"{")


def test_a_first_visit_has_less_than_20_kilobytes(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    page = client.get(WED_25, headers=PACKED)
    files = set(static_addresses(gzip.decompress(page.data).decode()))
    sent = [page, *(client.get(address, headers=PACKED) for address in files)]
    assert sum(len(answer.data) + len(str(answer.headers)) for answer in sent) < 20_000


def test_what_makes_a_token_valid_is_new_each_second_so_that_lengths_tell_nothing_of_it(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, tails = SeekerVisit(sqlite_app), []
    for second in range(2):
        monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _self, second=second: 1_795_000_000 + second)
        visit.open("/login")
        mark, *tail = visit.form("ログイン").fields["csrf_token"].split(".")
        tails.append(tail[-1])
        assert mark
    assert tails[0] != tails[1]
