"""Meetings of the stand-in: what Zoom takes, what it makes of it, and what it refuses."""

from urllib.parse import quote

import pytest

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.door import StandIn
from tests.zoom_stand_in.talking import HOST, SETTINGS, WISH, Client

CREATE = ("POST", f"/users/{HOST}/meetings")


def test_a_created_meeting_comes_back_in_zooms_shape(client: Client) -> None:
    made = client.create()
    assert (len(str(made["id"])), made["uuid"][-2:], made["status"]) == (11, "==", "waiting")
    assert (made["start_time"], made["password"], made["pstn_password"]) == ("2026-12-02T01:00:00Z", "482917", "482917")
    assert made["join_url"].endswith(f"/j/{made['id']}?pwd={made['encrypted_password']}")
    assert made["settings"].items() >= SETTINGS.items()


def test_each_look_gives_the_host_a_fresh_link(client: Client) -> None:
    made = client.create()
    assert client.get(made)["start_url"] != client.get(made)["start_url"]


@pytest.mark.parametrize(
    ("start", "kept"),
    [
        ("2026-12-02T10:00:00", "2026-12-02T01:00:00Z"),  # local time of the timezone
        ("2026-12-02T10:00:00+09:00", "2026-12-01T01:00:00Z"),  # an offset: ignored, so now
        ("2026-11-02T01:00:00Z", "2026-12-01T01:00:00Z"),  # past: now
    ],
)
def test_a_start_is_read_as_zoom_reads_it(client: Client, start: str, kept: str) -> None:
    assert client.create(start_time=start)["start_time"] == kept


@pytest.mark.parametrize(
    "broken",
    [
        {"duration": 0},
        {"topic": "長" * 201},
        {"type": 7},
        {"settings": {"jbh_time": 3}},
        {"settings": {"no_such": True}},
    ],
)
def test_a_malformed_wish_is_refused_with_its_fields(client: Client, broken: Json) -> None:
    answer = client.ask(*CREATE, WISH | broken)
    assert (answer.status_code, answer.json()["code"]) == (400, 300)
    assert len(answer.json()["errors"]) == 1


def test_an_unknown_field_is_ignored_and_noted(zoom: StandIn, client: Client) -> None:
    client.create(auto_recording="none")
    assert zoom.breaches == ["POST /users/{userId}/meetings: unexpected field auto_recording"]


def test_a_good_wish_is_no_breach_and_a_careless_one_is(zoom: StandIn, client: Client) -> None:
    client.create()
    assert zoom.breaches == []
    client.create(start_time="2026-12-02T10:00:00+09:00", settings={"waiting_room": True})
    assert [breach.partition(": ")[2] for breach in zoom.breaches] == [
        "a start_time with an offset, milliseconds or another form",
        "setting join_before_host not explicit",
        "setting use_pmi not explicit",
        "setting auto_recording not explicit",
    ]


def test_a_forbidden_word_is_noticed_however_it_is_written(zoom: StandIn, client: Client) -> None:
    zoom.order("forbid", words=["大村太郎", "7000"])
    client.create(topic="相談 大村太郎")
    client.ask("GET", f"/users/{quote('大村太郎7000')}")
    assert zoom.breaches == ["forbidden word number 0", "forbidden word number 0", "forbidden word number 1"]


def test_a_changed_passcode_changes_the_link(client: Client) -> None:
    made = client.create()
    assert client.ask("PATCH", f"/meetings/{made['id']}", {"password": "111222"}).status_code == 204
    assert client.get(made)["join_url"] != made["join_url"]


def test_what_an_administrator_locked_stays_in_silence(zoom: StandIn, client: Client) -> None:
    zoom.behave(locked_settings={"waiting_room": False})
    made = client.create()
    assert client.ask("PATCH", f"/meetings/{made['id']}", {"settings": SETTINGS}).status_code == 204
    assert client.get(made)["settings"]["waiting_room"] is False


def test_a_deleted_meeting_is_gone_for_every_call(client: Client) -> None:
    path = f"/meetings/{client.create()['id']}"
    assert client.ask("DELETE", path).status_code == 204
    for method in ("GET", "DELETE", "PATCH"):
        assert client.refusal(method, path, {} if method == "PATCH" else None) == (404, 3001)


def test_a_meeting_expires_thirty_days_after_its_day(zoom: StandIn, client: Client) -> None:
    path = f"/meetings/{client.create()['id']}"
    zoom.move(31 * 86400)
    client.token = ""
    assert client.refusal("GET", path) == (404, 3001)


def test_without_use_pmi_all_guests_may_share_one_room(zoom: StandIn, client: Client) -> None:
    zoom.host(HOST, uses_pmi=True)
    careless = WISH | {"settings": {"waiting_room": True}}
    first, second = (client.ask(*CREATE, careless).json()["id"] for _ in range(2))
    assert first == second
    assert client.refusal("DELETE", f"/meetings/{first}") == (400, 3018)


@pytest.mark.parametrize(
    ("trait", "refusal"),
    [
        ({"gone": True}, (404, 1001)),
        ({"type": 4}, (400, 3161)),
        ({"status": "inactive"}, (400, 3161)),
        ({"policy": {"length": 8}}, (400, 300)),
        ({"policy": {"consecutive_characters_length": 4}}, (201, 0)),
        ({"policy": {"have_letter": True}}, (400, 300)),
    ],
)
def test_a_host_that_cannot_is_refused(zoom: StandIn, client: Client, trait: Json, refusal: tuple[int, int]) -> None:
    zoom.host(HOST, **trait)
    answer = client.ask(*CREATE, WISH)
    assert (answer.status_code, answer.json().get("code", 0)) == refusal


def test_lists_come_page_by_page_with_short_agendas(client: Client) -> None:
    made = [client.create(agenda="長" * 300)["id"] for _ in range(3)]
    first = client.ask("GET", f"/users/{HOST}/meetings?type=upcoming&page_size=2").json()
    rest = client.ask("GET", f"/users/{HOST}/meetings?page_size=2&next_page_token={first['next_page_token']}").json()
    assert [row["id"] for row in first["meetings"] + rest["meetings"]] == made
    assert (rest["next_page_token"], len(first["meetings"][0]["agenda"])) == ("", 250)


def test_zoom_makes_a_passcode_up_if_it_is_asked_to(client: Client) -> None:
    body = {name: value for name, value in WISH.items() if name != "password"} | {"default_password": True}
    made = client.ask(*CREATE, body).json()
    assert len(made["password"]) == 6
    assert made["pstn_password"].isdigit()
