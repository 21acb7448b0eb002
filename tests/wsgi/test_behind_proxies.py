"""Who asks, behind proxies: as many of their entries count as there are proxies, in whatever way these write."""

from collections.abc import Iterable

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from booking.core.rate_limits import counted_as
from booking.wsgi.behind_proxies import BehindProxies, client_address

PROXY = "192.0.2.1"


def seen(hops: int = 1, **headers: str) -> tuple[str, str, str]:
    """Address, scheme and host that the app sees."""
    forwarded: list[str] = []

    def app(environ: dict[str, str], start_response: object) -> Iterable[bytes]:
        forwarded.extend(environ[name] for name in ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_HOST"))
        start_response("200 OK", [])  # type: ignore[operator]  # WSGI's
        return []

    environ = EnvironBuilder(headers=[(name.replace("_", "-"), value) for name, value in headers.items()]).get_environ()
    run_wsgi_app(BehindProxies(app, hops=hops), {**environ, "REMOTE_ADDR": PROXY})
    address, scheme, host = forwarded
    return address, scheme, host


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("2001:db8::1", "2001:db8::1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ('"[2001:db8::1]:4711"', "2001:db8::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("[::ffff:203.0.113.7]:4711", "203.0.113.7"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", None),
        ("_hidden", None),
        ("", None),
        ("203.0.113.7:port", None),
        ("203.0.113", None),
        ("203.0.113.256", None),
        ("203.0.113.07", None),
        ("[203.0.113.7", None),
        ("２０３.0.113.7", None),
        ("localhost", None),
        ("203.0.113.7\n", "203.0.113.7"),
    ],
)
def test_an_address_is_read_as_proxies_write_it(forwarded: str, address: str | None) -> None:
    assert client_address(forwarded) == address


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (1, "198.51.100.66, 203.0.113.7", "203.0.113.7"),  # the first is the visitor's own invention
        (1, "198.51.100.66,203.0.113.7:4711", "203.0.113.7"),
        (2, "198.51.100.66, 203.0.113.7, 192.0.2.2", "203.0.113.7"),
        (2, "203.0.113.7", PROXY),
        (1, "203.0.113.7, unknown", PROXY),
        (1, "203.0.113.7,", PROXY),
        (1, "nonsense", PROXY),
    ],
)
def test_only_what_the_trusted_proxies_added_counts(hops: int, forwarded: str, address: str) -> None:
    assert seen(hops, X_Forwarded_For=forwarded)[0] == address


def test_without_the_header_it_is_the_proxy_that_asks() -> None:
    assert seen() == (PROXY, "http", "localhost")


@pytest.mark.parametrize(
    ("forwarded", "scheme"),
    [("https", "https"), ("HTTPS", "https"), ("http, https", "https"), ("javascript", "http"), ("", "http")],
)
def test_a_scheme_that_is_none_of_ours_is_not_believed(forwarded: str, scheme: str) -> None:
    assert seen(X_Forwarded_Proto=forwarded)[1] == scheme


def test_the_host_is_the_one_that_the_browser_asked_for() -> None:
    assert seen(X_Forwarded_Host="madoguchi.example.jp")[2] == "madoguchi.example.jp"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("", ""),
    ],
)
def test_tries_to_sign_in_are_counted_by_household(address: str, counted: str) -> None:
    assert counted_as(address) == counted
