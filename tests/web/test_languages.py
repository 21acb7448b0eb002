"""In which language a request is answered: told by its address, its cookie and its path, and by nothing else."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from booking.core.texts.languages import Language, language
from booking.web.accounts.chosen_language import COOKIE, variant_of


@pytest.fixture
def client(sqlite_app: Flask) -> FlaskClient:
    return sqlite_app.test_client()


def _as_read(page: str) -> str:
    """Without line ends of calendars, and without the token of a form, which another second changes."""
    return re.sub('name="csrf_token" value="[^"]*"', "", page.replace("\r", ""))


def _choose(client: FlaskClient, tag: str) -> FlaskClient:
    client.set_cookie(COOKIE, tag)
    return client


def test_whoever_chose_nothing_reads_japanese_whatever_their_phone_speaks(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="ja">' in page.text


@pytest.mark.parametrize("tag", ["ja", "ja-simple", "en"])
def test_a_browser_keeps_its_choice(client: FlaskClient, tag: str) -> None:
    assert client.get(f"/procedures/omura-soudan?lang={tag}&day=2026-11-25").status_code == 303
    assert f'<html lang="{tag}">' in client.get("/").text


def test_a_choice_in_an_address_leaves_it_at_once_and_everything_else_stays(client: FlaskClient) -> None:
    led = client.get("/?q=%E8%81%B7%E6%A5%AD+a%26b&lang=en&page=")
    assert led.headers["Location"] == "/?q=%E8%81%B7%E6%A5%AD+a%26b&page="
    assert led.headers["Cache-Control"] == "no-store"
    assert client.get("/?%6Cang=en").headers["Location"] == "/"  # or it would lead to itself for ever


@pytest.mark.parametrize("tag", ["", "fr", "EN", "en-GB", "ja_simple", "<b>", "e" * 5000, "英"])
def test_any_other_word_chooses_nothing(client: FlaskClient, tag: str) -> None:
    assert client.get("/", query_string={"lang": tag}).status_code == 200
    assert '<html lang="ja">' in client.get("/", headers={"Cookie": f"{COOKIE}={tag.encode().decode('latin-1')}"}).text


@pytest.mark.parametrize("path", ["//evil.example/x", "/%2F/evil.example", "/\\evil.example", "/%5Cevil.example"])
def test_no_choice_leads_to_a_stranger(client: FlaskClient, path: str) -> None:
    led = client.get(f"{path}?lang=en", base_url="http://127.0.0.1:8000")
    assert not led.headers.get("Location", "/").startswith(("//", "/\\", "http"))


@pytest.mark.parametrize("path", ["/desk/login", "/api/v1/procedures", "/feeds/procedures/omura-soudan.ics"])
def test_desk_programs_and_calendars_are_answered_in_japanese(client: FlaskClient, path: str) -> None:
    plain = client.get(path).text
    assert _as_read(_choose(client, "en").get(path).text) == _as_read(plain)
    assert client.get(f"{path}?lang=en").status_code == 200


def test_an_error_page_speaks_it_too_and_the_next_request_in_this_thread_does_not(client: FlaskClient) -> None:
    assert '<html lang="en">' in _choose(client, "en").get("/nowhere").text
    assert language() is Language.JAPANESE


def test_a_cache_on_the_way_keeps_nobodys_language_for_somebody_else(client: FlaskClient) -> None:
    assert "Cookie" in client.get("/").headers["Vary"]


@pytest.mark.parametrize(
    ("cookie", "query", "variant"),
    [
        ("", "", "ja"),
        (f"{COOKIE}=en", "", "en"),
        (f"a=1; {COOKIE}=ja-simple; b=2", "day=1", "ja-simple"),
        (f"x{COOKIE}=en", "", "ja"),
        (f"{COOKIE}=zz", "", "ja"),
        (f"{COOKIE}=en", "day=1&lang=ja", None),
    ],
)
def test_kept_answers_are_found_by_language(cookie: str, query: str, variant: str | None) -> None:
    assert variant_of({"HTTP_COOKIE": cookie, "QUERY_STRING": query, "PATH_INFO": "/"}) == variant


@pytest.mark.parametrize(
    ("tag", "words"),
    [("en", 'interpreter (<span lang="ja">通訳</span>)'), ("ja-simple", "通訳"), ("ja", "通訳、字幕")],
)
def test_a_procedure_names_the_interpreter_before_anybody_signs_in(client: FlaskClient, tag: str, words: str) -> None:
    page = _choose(client, tag).get("/procedures/omura-soudan").text
    assert words in page
    assert ('<ul lang="ja">' in page) == (tag != "ja")  # what the office wrote itself


def test_the_calendar_that_is_kept_for_strangers_is_kept_once_a_language(client: FlaskClient) -> None:
    for tag in ("ja", "en", "en", "ja-simple", "ja", "ja-simple"):
        assert f'<html lang="{tag}">' in _choose(client, tag).get("/procedures/omura-soudan").text


@pytest.mark.parametrize(
    ("tag", "words"), [("en", "Job consultation"), ("ja-simple", "<rt>しょくぎょうそうだん</rt>"), ("ja", "")]
)
def test_a_procedure_is_named_in_the_words_of_the_reader_above_its_title(
    client: FlaskClient, tag: str, words: str
) -> None:
    heading = _choose(client, tag).get("/procedures/omura-soudan").text.split("<h1>")[1].split("</h1>")[0]
    assert words in heading.split("職業相談（オンライン")[0]
    assert heading.endswith("ハローワーク大村</span>")


def test_the_types_of_problems_are_japanese_for_everybody_and_offer_no_switch(client: FlaskClient) -> None:
    page = _choose(client, "en").get("/problems/").text
    assert '<html lang="ja">' in page
    assert "data-languages" not in page
