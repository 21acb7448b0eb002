"""schemathesis calls every operation as everybody, with data that fits the document and data that does not.

What counts: no fault of ours, and no answer that the document does not tell.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from booking.api import rates
from booking.app import create_app
from booking.tables import Realm
from tests.api.calls import FRIDAY, THURSDAY, Caller, token_of, wanted
from tests.databases import PostgresServer, SqliteTemplate
from tests.town import StandingClock, close_connections, config_for
from tests.web.staff_visits import OMURA_CLERK

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CALLERS = {"seeker": ("misaki@example.com", Realm.MY_PAGE), "clerk": (OMURA_CLERK, Realm.DESK)}
# The document itself is left out by schemathesis: tests/api/test_problems.py reads it.
OPERATIONS = [
    "GET /bookings",
    "GET /bookings/{number}",
    "GET /inbox",
    "GET /procedures",
    "GET /procedures/{code}/slots",
    "POST /bookings",
    "POST /bookings/{number}/cancel",
    "POST /bookings/{number}/move",
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One service for all calls, so that they meet what earlier ones left."""
    folder = tmp_path_factory.mktemp("api")
    if request.param == "sqlite":
        template: SqliteTemplate = request.getfixturevalue("sqlite_town")
        yield from _served(template.copy_to(folder / "town.sqlite"), folder)
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        with server.database(template=request.getfixturevalue("postgresql_town")) as name:
            yield from _served(server.url(name), folder)


def _served(url: str, folder: Path) -> Iterator[Flask]:
    app = create_app(config_for(url, folder), clock=StandingClock())
    with pytest.MonkeyPatch.context() as generous:
        generous.setattr(rates, "REQUESTS", replace(rates.REQUESTS, most=1_000_000))
        yield app
    with app.app_context():
        close_connections()


@pytest.mark.any_engine
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("who", CALLERS)
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_that_the_document_tells(api: Flask, label: str, who: str, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", api)
    operation = schema.find_operation_by_label(label)
    assert operation is not None
    token = _token(api, who)
    known = _known(api, who, token)

    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    @settings(max_examples=12, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def call(case: Any, real: bool) -> None:
        if real:
            _point_at_what_there_is(case, known)
        answer = case.call(
            headers={**(case.headers or {}), "Accept-Encoding": "identity", "Authorization": f"Bearer {token}"}
        )
        case.validate_response(answer, checks=CHECKS)

    run: Callable[[], None] = call
    run()


@pytest.mark.any_engine
def test_no_operation_is_left_out(api: Flask) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", api)
    assert sorted(found.ok().label for found in schema.get_all_operations() if isinstance(found, Ok)) == OPERATIONS


def _token(app: Flask, who: str) -> str:
    email, realm = CALLERS[who]
    return token_of(app, email, realm=realm)


def _known(app: Flask, who: str, token: str) -> dict[str, Any]:
    """What there is, for half of the calls: a procedure, free times, and a booking of the caller's to name."""
    caller = Caller(app, token)
    other = {} if who == "seeker" else {"seeker": "70000-0000003", "channel": "phone"}
    # Not at the same time: whoever's tests come first would leave none for the other.
    caller.post("/bookings", wanted(starts_at=THURSDAY if who == "seeker" else FRIDAY, **other))
    number = caller.get("/bookings").json["items"][0]["number"]
    return {"path": {"code": "omura-soudan", "number": number}, "body": {**wanted(), **other}}


def _point_at_what_there_is(case: Any, known: dict[str, Any]) -> None:
    case.path_parameters = {
        name: known["path"].get(name, value) for name, value in (case.path_parameters or {}).items()
    }
    if isinstance(case.body, dict):
        case.body = {name: known["body"].get(name, value) for name, value in case.body.items()}
