"""Tokens, limits and mishaps of the stand-in."""

import pytest
import requests

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.stand_in import StandIn, process
from tests.zoom_stand_in.talking import HOST, WISH, Client

CREATE = ("POST", f"/users/{HOST}/meetings")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"secret": "wrong"}, "invalid_client"),
        ({"account_id": "wrong"}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_wrong_credential_is_refused_in_the_other_shape(client: Client, wrong: dict[str, str], error: str) -> None:
    answer = client.fetch_token(**wrong)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_a_token_ends_after_an_hour(zoom: StandIn, client: Client) -> None:
    client.create()
    zoom.move(3600)
    answer = client.call(*CREATE, WISH)
    assert (answer.status_code, answer.json()) == (401, {"code": 124, "message": "Access token is expired."})


def test_a_new_token_may_end_the_older(zoom: StandIn, client: Client) -> None:
    zoom.behave(single_active_token=True)
    client.create()
    client.fetch_token()
    assert client.refusal(*CREATE, WISH) == (401, 124)


def test_a_missing_scope_is_named(zoom: StandIn, client: Client) -> None:
    zoom.behave(scopes=["meeting:read:meeting:admin"])
    answer = client.call(*CREATE, WISH)
    assert answer.json()["code"] == 4711
    assert "[meeting:write:meeting:admin]" in answer.json()["message"]


@pytest.mark.parametrize(("form", "header"), [("seconds", "2026-12-02T00:00:00Z"), (None, None)])
def test_the_hundred_and_first_change_of_a_day_is_refused(
    zoom: StandIn, client: Client, form: str | None, header: str | None
) -> None:
    zoom.behave(changes_a_day=2, retry_after=form)
    client.create()
    client.create()
    answer = client.call(*CREATE, WISH)
    assert (answer.status_code, "(2)" in answer.json()["message"]) == (429, True)
    assert answer.headers.get("Retry-After") == header
    zoom.move(23 * 3600)  # to 00:00 UTC, nine in Japan on the next day
    client.token = ""
    client.create()


def test_calls_within_a_second_are_limited_by_plan(zoom: StandIn, client: Client) -> None:
    zoom.behave(plan="free", limit_code=4001)
    answers = [client.call("GET", f"/users/{HOST}") for _ in range(12)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].json()["code"] == 4001
    assert (refused[0].headers["Retry-After"], refused[0].headers["X-RateLimit-Type"]) == ("1", "QPS")


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [("limit", 429, 429), ("daily_limit", 429, 429), ("token_refused", 401, 124), ("odd_success", 200, 300)],
)
def test_a_mishap_befalls_as_often_as_ordered(zoom: StandIn, client: Client, kind: str, status: int, code: int) -> None:
    zoom.fault(kind, on="POST /v2/users", times=1)
    assert client.refusal(*CREATE, WISH) == (status, code)
    client.create()
    assert zoom.mend() == [{"kind": kind, "befallen": 1}]


@pytest.mark.parametrize(("kind", "made"), [("lost_answer", 1), ("lost_request", 0)])
def test_a_connection_breaks_after_or_before_the_work(zoom: StandIn, client: Client, kind: str, made: int) -> None:
    zoom.fault(kind, on="POST /v2/users")
    with pytest.raises(requests.ConnectionError):
        client.call(*CREATE, WISH)
    assert len(zoom.live) == made


def test_a_slow_answer_is_one_whose_work_is_done(zoom: StandIn, client: Client) -> None:
    client.create()
    zoom.fault("slow", on="POST /v2/users", seconds=1)
    with pytest.raises(requests.Timeout):
        requests.post(
            f"{zoom.base_url}/v2/users/{HOST}/meetings",
            json=WISH,
            headers={"Authorization": f"Bearer {client.token}"},
            timeout=0.3,
        )
    assert len(zoom.live) == 2


def test_errors_are_xml_for_who_does_not_ask_for_json(client: Client) -> None:
    answer = client.call("GET", "/meetings/81234567890", Accept="*/*")
    assert answer.text.endswith("<code>3001</code><message>Meeting does not exist: 81234567890.</message></result>")


@pytest.mark.parametrize("path", ["/nowhere", "/past_meetings//ajXp==/participants", "/past_meetings/%2FajXp%3D%3D"])
def test_an_unknown_path_is_not_recognised(client: Client, path: str) -> None:
    assert client.refusal("GET", path) == (404, 2300)


def test_it_runs_as_a_process_with_its_own_clock() -> None:
    with process("--clock", "2026-12-01T10:00:00+09:00", "--host", HOST) as zoom:
        made: Json = Client(zoom).create()
        assert made["created_at"].startswith("2026-12-01T01:0")
