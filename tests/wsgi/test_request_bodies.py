"""The bodies of requests: there whole, or not at all."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.test import EnvironBuilder, run_wsgi_app

from booking.cli.web_server import THREADS
from booking.wsgi.request_bodies import LARGEST, READERS, RequestBodies
from database.locks import PATIENT

FORM = "application/x-www-form-urlencoded"
CHUNKS: dict[str, Any] = {"CONTENT_LENGTH": None, "HTTP_TRANSFER_ENCODING": "chunked"}


def answered(sent: bytes, *, kind: str = FORM, **environ: Any) -> tuple[int, str, str | None]:
    """Status, text and `Connection` that an app answers which reads form and body, asked as the server asks.

    It refuses a secret form unread.
    """
    app = Flask("bodies")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    app.add_url_rule("/", view_func=lambda: request.form.get("topic") or request.get_data(), methods=["POST"])
    app.before_request(lambda: ("secret", 401) if "secret" in request.args else None)
    built = EnvironBuilder("/", method="POST", data=sent, content_type=kind).get_environ()
    given = {**built, "wsgi.input": BytesIO(sent), "wsgi.input_terminated": True, **environ}
    environ_given = {name: value for name, value in given.items() if value is not None}
    body, status, headers = run_wsgi_app(RequestBodies(app.wsgi_app), environ_given)
    return int(status[:3]), b"".join(body).decode(), headers.get("Connection")


def answered_briefly(sent: bytes, *, kind: str = FORM, **environ: Any) -> tuple[int, str]:
    """Status and text alone."""
    return answered(sent, kind=kind, **environ)[:2]


def test_a_form_that_is_there_whole_is_read() -> None:
    assert answered_briefly(b"topic=abc") == (200, "abc")


@pytest.mark.parametrize("sent", [b"topic=abc", b""])
def test_a_form_that_ends_early_is_not_taken_for_a_shorter_one(sent: bytes) -> None:
    assert answered_briefly(sent, CONTENT_LENGTH="100")[0] == 400


def test_a_form_in_chunks_might_end_early_without_anybody_noticing() -> None:
    assert answered_briefly(b"topic=abc", **CHUNKS)[0] == 411


def test_other_bodies_may_come_in_chunks() -> None:
    assert answered_briefly(b'{"topic": "abc"}', kind="application/json", **CHUNKS) == (200, '{"topic": "abc"}')


@pytest.mark.parametrize("environ", [{}, CHUNKS])
def test_what_is_too_long_is_refused_however_it_comes(environ: dict[str, Any]) -> None:
    assert answered_briefly(b"x" * (LARGEST + 1), kind="text/plain", **environ)[0] == 413


def test_a_file_comes_through_as_it_is() -> None:
    line = b"--b\r\n"
    sent = line + b'Content-Disposition: form-data; name="topic"\r\n\r\n' + b"abc\r\n" + b"--b--\r\n"
    assert answered_briefly(sent, kind="multipart/form-data; boundary=b") == (200, "abc")


@pytest.mark.parametrize(
    ("sent", "environ", "connection"),
    [
        (b"topic=abc", {}, None),
        (b"topic=abc", {"QUERY_STRING": "secret"}, "close"),
        (b"", {"QUERY_STRING": "secret"}, None),
        (b"{}", {"QUERY_STRING": "secret", **CHUNKS}, "close"),
        (b"topic=" + b"x" * LARGEST, {}, "close"),
    ],
    ids=["read", "refused unread", "no body", "chunks", "too long"],
)
def test_nobody_asks_again_on_a_connection_with_something_left_to_read(
    sent: bytes, environ: dict[str, Any], connection: str | None
) -> None:
    assert answered(sent, **environ)[2] == connection


def test_those_who_wait_for_bodies_and_for_locks_leave_a_thread_to_the_others() -> None:
    assert READERS <= THREADS // 2
    assert PATIENT + 1 <= THREADS // 2
    assert READERS + PATIENT + 1 < THREADS
