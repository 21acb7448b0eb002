"""For which hosts requests may be, and that no answer leads to another."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from booking.app import create_app
from booking.settings.config import Config, Environment
from booking.web.hosts import is_ours
from tests.town import StandingClock, close_connections, config_for

OURS = "madoguchi.example.jp"


@pytest.fixture
def production(sqlite_town_url: str, tmp_path: Path) -> Config:
    config = config_for(sqlite_town_url, tmp_path)
    return replace(config, environment=Environment.PRODUCTION, base_url=f"https://{OURS}", trusted_proxies=1)


@pytest.fixture
def public_app(production: Config, clock: StandingClock) -> Iterator[Flask]:
    app = create_app(production, clock=clock)
    yield app
    with app.app_context():
        close_connections()


@pytest.mark.parametrize(
    ("base_url", "host", "ours"),
    [
        (f"https://{OURS}", OURS, True),
        (f"https://{OURS}", f"{OURS}:443", True),
        (f"https://{OURS}", "MADOGUCHI.example.jp.", True),
        (f"https://{OURS}", "evil.example", False),
        (f"https://{OURS}", f"{OURS}.evil.example", False),
        (f"https://{OURS}", f"evil.{OURS}", False),
        (f"https://{OURS}", "127.0.0.1:8000", False),
        (f"https://{OURS}", "localhost", False),
        (f"https://{OURS}:8443", OURS, True),
        ("https://192.0.2.7", "192.0.2.7:8000", True),
        ("https://[2001:db8::1]:8443", "[2001:db8::1]", True),
        ("https://[2001:db8::1]", "[2001:db8::2]", False),
        (f"https://{OURS}", f"{OURS}:port", False),
        (f"https://{OURS}", "[::1", False),
    ],
)
def test_in_production_only_the_host_of_the_base_url_is_ours(
    production: Config, base_url: str, host: str, ours: bool
) -> None:
    assert is_ours(host, replace(production, base_url=base_url)) is ours


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost:8000", True), ("127.0.0.1:8000", True), ("[::1]:8000", True), ("192.168.1.5:8000", True),
        (OURS, True), ("evil.example", False), ("localhost.evil.example", False),
    ],
)  # fmt: skip
def test_in_development_this_machine_and_addresses_are_ours_too(production: Config, host: str, ours: bool) -> None:
    assert is_ours(host, replace(production, environment=Environment.DEVELOPMENT)) is ours


@pytest.mark.parametrize("path", ["/", "/login", "/problems", "/api/v1/bookings", "/static/style.css", "/nothing"])
@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_a_request_for_another_host_is_told_where_the_service_is(public_app: Flask, path: str, header: str) -> None:
    answer = public_app.test_client().get(path, headers={"Host": OURS, header: "evil.example"})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert f"https://{OURS} から開いてください" in answer.text
    assert "evil" not in f"{answer.text} {answer.headers}"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/alarmz"])
@pytest.mark.parametrize("host", ["10.0.0.7:8000", "pod-7", OURS])
def test_health_is_told_to_a_load_balancer_that_knows_an_address_alone(public_app: Flask, path: str, host: str) -> None:
    answer = public_app.test_client().get(path, headers={"Host": host})
    assert answer.status_code in {200, 503}
    assert answer.text.isascii()


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/problems", "/problems/"),
        ("/problems?a=b", "/problems/?a=b"),
        ("/procedures//omura-soudan", "/procedures/omura-soudan"),
    ],
)
@pytest.mark.parametrize("scheme", ["https", "javascript"])
def test_an_address_that_is_nearly_right_leads_on_by_a_path_alone(
    public_app: Flask, path: str, leads_to: str, scheme: str
) -> None:
    answer = public_app.test_client().get(path, headers={"Host": OURS, "X-Forwarded-Proto": scheme})
    assert (answer.status_code, answer.headers["Location"]) == (308, leads_to)


@pytest.mark.parametrize("host", ["a b", "a" * 300, "a..b", "", "evil.example/", "a@b"])
def test_a_host_that_is_none_is_told_so(public_app: Flask, host: str) -> None:
    answer = public_app.test_client().get("/problems", headers={"Host": host})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "Location" not in answer.headers
