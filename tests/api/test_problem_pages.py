"""The `type` of every problem opens as a page that explains it, in Japanese and with a line for programmers."""

import pytest
from flask import Flask

from booking.api.problem_types import OWN_PROBLEMS
from booking.api.problems import name_of
from booking.availability.refusals import SlotRefused
from tests.api.calls import Caller, wanted
from tests.core.test_explain import KINDS


@pytest.fixture
def served(sqlite_app: Flask) -> Flask:
    """One engine: these pages ask no database."""
    return sqlite_app


NAMES = [*OWN_PROBLEMS, *(name_of(kind) for kind in KINDS)]


def test_every_type_is_explained(served: Flask) -> None:
    client = served.test_client()
    for name in NAMES:
        answer = client.get(f"/problems/{name}")
        assert answer.status_code == 200, name
        assert name in answer.text
        assert '<p lang="en">' in answer.text, name
        assert "None" not in answer.text, name


def test_the_type_of_an_answer_leads_to_its_page(misaki: Caller) -> None:
    misaki.post("/bookings", wanted())
    refused = misaki.post("/bookings", wanted(), key="another")
    address = refused.json["type"].partition("://")[2].partition("/")[2]
    page = misaki.client.get(f"/{address}")
    assert page.status_code == 200
    assert refused.json["title"] in page.text


def test_the_list_leads_to_every_type_that_is_ours(served: Flask) -> None:
    page = served.test_client().get("/problems/").text
    assert [name for name in NAMES if not name.startswith("http-") and f'/problems/{name}"' not in page] == []


def test_what_is_no_type_is_not_found(served: Flask) -> None:
    assert served.test_client().get("/problems/slot-taker").status_code == 404
    assert served.test_client().get(f"/problems/{name_of(SlotRefused)}").status_code == 404


def test_a_status_that_no_row_tells_is_told_all_the_same(served: Flask) -> None:
    assert "HTTP status 418" in served.test_client().get("/problems/http-418").text
