"""Whatever goes wrong below /api/ is told in JSON, with a type that programs can rely on."""

import dataclasses
import json

import pytest
from flask import Flask
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from booking.api.problems import name_of
from booking.availability.refusals import SlotTaken
from booking.core.refusal_kinds import refusal_kinds
from database.errors import DatabaseBusy
from tests.api.calls import Caller, problem_of, wanted


@pytest.fixture
def served(sqlite_app: Flask) -> Flask:
    """One engine: what is told here does not come from the database."""
    return sqlite_app


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/", "/api/v2/bookings", "/api/v1/procedures/"])
def test_an_unknown_address_is_told_in_json(stranger: Caller, path: str) -> None:
    assert problem_of(stranger.client.get(path)) == (404, "not-found")


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH"])
def test_a_wrong_method_is_told_with_the_right_ones(stranger: Caller, method: str) -> None:
    answer = stranger.client.open("/api/v1/bookings", method=method)
    assert problem_of(answer) == (405, "method-not-allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert not any(name.startswith("Access-Control") for name, _ in answer.headers)


@pytest.mark.parametrize("content", [b"", b"{", b"no json", b'{"topic": "\xff"}', b"[" * 10_000])
def test_what_is_no_json_is_told(misaki: Caller, content: bytes) -> None:
    headers = {"Authorization": f"Bearer {misaki.token}", "Idempotency-Key": "1", "Content-Type": "application/json"}
    answer = misaki.client.post("/api/v1/bookings", data=content, headers=headers)
    assert problem_of(answer) == (400, "malformed-json")


def test_a_form_is_the_wrong_media_type(misaki: Caller) -> None:
    headers = {"Authorization": f"Bearer {misaki.token}", "Idempotency-Key": "1"}
    answer = misaki.client.post("/api/v1/bookings", data=wanted(), headers=headers)
    assert problem_of(answer) == (415, "unsupported-media-type")


def test_a_book_instead_of_a_topic_is_too_large(misaki: Caller) -> None:
    assert problem_of(misaki.post("/bookings", wanted(topic="あ" * 100_000))) == (413, "content-too-large")


def test_every_wrong_field_is_named(misaki: Caller) -> None:
    answer = misaki.post(
        "/bookings", {"procedure": 1, "starts_at": 0, "topic": " \n", "wishes": ["tea"], "colour": "red"}
    )
    assert problem_of(answer) == (422, "invalid-fields")
    pointers = {error["pointer"] for error in answer.json["errors"]}
    assert pointers == {"/procedure", "/starts_at", "/topic", "/wishes/0", "/colour", "/terms_version"}
    assert all(error["detail"] for error in answer.json["errors"])


@pytest.mark.parametrize(
    "query", ["from=2026-11-31", "from=0", "from=2026-12-02&to=2026-12-01", "to=2027-11-25", "channel=fax"]
)
def test_a_wrong_parameter_is_named(stranger: Caller, query: str) -> None:
    answer = stranger.get(f"/procedures/omura-soudan/slots?{query}")
    assert problem_of(answer) == (422, "invalid-fields")
    assert answer.json["errors"][0]["parameter"] in {"from", "to", "channel"}


def test_the_ways_to_book_are_listed_in_japanese(stranger: Caller, misaki: Caller) -> None:
    for answer in (
        stranger.get("/procedures/omura-soudan/slots?channel=fax"),
        misaki.post("/bookings", wanted(channel="fax")),
    ):
        (error,) = answer.json["errors"]
        assert error["detail"] == "次のどれかを送ってください：web、phone、counter"


def test_an_unknown_procedure_is_told(stranger: Caller, misaki: Caller) -> None:
    assert problem_of(stranger.get("/procedures/nowhere/slots")) == (404, "unknown-procedure")
    assert problem_of(misaki.post("/bookings", wanted(procedure="nowhere"))) == (404, "unknown-procedure")


@pytest.mark.parametrize(
    "trouble",
    [DatabaseBusy(), OperationalError("select", {}, Exception("disk is full")), NoConnectionFree("all are taken")],
)
def test_a_database_in_trouble_asks_to_come_again(
    misaki: Caller, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise trouble

    monkeypatch.setattr("booking.bookings.book.make_booking", fail)
    answer = misaki.post("/bookings", wanted())
    assert problem_of(answer) == (503, "busy")
    assert int(answer.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    "fault", [RuntimeError("a secret of ours"), DataError("select", {}, Exception("a secret of ours"))]
)
def test_a_fault_of_ours_is_told_by_a_reference_only(
    stranger: Caller, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise fault

    monkeypatch.setattr("booking.api.procedures.find_codes", fail)
    answer = stranger.get("/procedures")
    assert problem_of(answer) == (500, "internal-error")
    assert "secret" not in answer.text
    assert answer.json["reference"]


def test_every_refusal_has_a_type_of_its_own() -> None:
    kinds = refusal_kinds()
    names = [name_of(kind) for kind in kinds]
    assert len(set(names)) == len(names) > 20
    assert name_of(SlotTaken) == "slot-taken"
    assert all(dataclasses.is_dataclass(kind) for kind in kinds)


def test_the_document_tells_every_operation(stranger: Caller, served: Flask) -> None:
    document = json.loads(stranger.get("/openapi.json").text)
    documented = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert documented == {
        ("GET", "/procedures"),
        ("GET", "/procedures/{code}/slots"),
        ("POST", "/bookings"),
        ("GET", "/bookings"),
        ("GET", "/bookings/{number}"),
        ("POST", "/bookings/{number}/cancel"),
        ("POST", "/bookings/{number}/move"),
        ("GET", "/inbox"),
        ("GET", "/openapi.json"),
    }
    assert document["openapi"].startswith("3.1")
    assert document["paths"]["/inbox"]["get"]["security"] == [{"token": ["inbox:read"]}]
