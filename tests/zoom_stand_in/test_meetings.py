"""Meetings of the stand-in: what Zoom takes, what it makes of it, and what it refuses."""

from urllib.parse import quote

import pytest

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.stand_in import StandIn
from tests.zoom_stand_in.talking import HOST, SETTINGS, WISH, Client
from tests.zoom_stand_in.world.settings import NEWEST
from tests.zoom_stand_in.world.settings import SETTINGS as SETTINGS_OF_ZOOM
from tests.zoom_stand_in.world.user_settings import EVERYTHING_ON

CREATE = ("POST", f"/users/{HOST}/meetings")
# Only in answers about meetings that use them.
NEVER_SHOWN = {
    "audio_conference_info",
    "authentication_domains",
    "authentication_exception",
    "authentication_option",
    "auto_add_recording_to_video_management",
    "calendar_type",
    "contact_email",
    "contact_name",
    "registration_type",
    "resources",
    "summary_template_id",
}


def test_a_created_meeting_comes_back_in_zooms_shape(client: Client) -> None:
    made = client.create()
    assert (len(str(made["id"])), made["uuid"][-2:], made["status"]) == (11, "==", "waiting")
    assert (made["start_time"], made["password"], made["pstn_password"]) == ("2026-12-02T01:00:00Z", "482917", "482917")
    assert made["join_url"].endswith(f"/j/{made['id']}?pwd={made['encrypted_password']}")
    assert {name: made["settings"][name] for name in ("waiting_room", "use_pmi", "auto_start_meeting_summary")} == {
        "waiting_room": True,
        "use_pmi": False,
        "auto_start_meeting_summary": False,
    }


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
    answer = client.call(*CREATE, WISH | broken)
    assert (answer.status_code, answer.json()["code"]) == (400, 300)
    assert len(answer.json()["errors"]) == 1


def test_an_unknown_field_is_ignored_and_noted(zoom: StandIn, client: Client) -> None:
    client.create(auto_recording="none")
    assert zoom.breaches == ["POST /users/{userId}/meetings: unexpected field auto_recording"]


def test_a_good_wish_is_no_breach_and_a_careless_one_is(zoom: StandIn, client: Client) -> None:
    client.create()
    assert zoom.breaches == []
    careless = {name: value for name, value in SETTINGS.items() if name not in {"use_pmi", "question_and_answer"}}
    client.create(start_time="2026-12-02T10:00:00+09:00", settings=careless)
    client.call("DELETE", f"/meetings/{zoom.live[0]['id']}?schedule_for_reminder=true")
    assert [breach.partition(": ")[2] for breach in zoom.breaches] == [
        "a start_time with an offset, milliseconds or another form",
        "setting use_pmi not explicit",
        "setting question_and_answer not explicit",
        "a removal that may send a mail to the host",
    ]


def test_a_setting_that_is_left_out_follows_the_host(zoom: StandIn, client: Client) -> None:
    zoom.host(HOST, **EVERYTHING_ON)
    left_out = WISH | {"settings": {"use_pmi": False, "continuous_meeting_chat": {"enable": False}}}
    kept = client.get(client.call(*CREATE, left_out).json())["settings"]
    on = {name: value for name, value in EVERYTHING_ON["defaults"].items() if name != "continuous_meeting_chat"}
    assert {name: kept[name] for name in on} == on
    assert (kept["continuous_meeting_chat"]["enable"], kept["waiting_room"]) == (False, False)


def test_every_documented_setting_is_taken_and_shown(zoom: StandIn, client: Client) -> None:
    shown = client.get(client.create())["settings"]
    assert {name.rstrip("?") for name in SETTINGS_OF_ZOOM} - set(shown) <= NEVER_SHOWN
    assert client.create(settings=SETTINGS | {name: shown[name] for name in shown if f"{name}?" in SETTINGS_OF_ZOOM})
    assert zoom.breaches == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"waiting_room": "true"},
        {"waiting_room_options": {"mode": "custom", "who_goes_to_waiting_room": "nobody"}},
        {"continuous_meeting_chat": True},
        {"question_and_answer": {"enabled": False}},
        {"encryption_type": "none"},
        {"approval_type": True},
        {"alternative_hosts": ["a@example.com"]},
    ],
)
def test_a_setting_of_another_type_is_refused(zoom: StandIn, client: Client, wrong: Json) -> None:
    assert client.refusal(*CREATE, WISH | {"settings": SETTINGS | wrong}) == (400, 300)


def test_an_account_that_is_behind_neither_takes_nor_shows_the_newest_settings(zoom: StandIn, client: Client) -> None:
    zoom.behave(unknown_settings=list(NEWEST))
    assert client.refusal(*CREATE, WISH) == (400, 300)
    known = {name: value for name, value in SETTINGS.items() if name not in NEWEST}
    assert not set(NEWEST) & set(client.get(client.create(settings=known))["settings"])
    assert [breach for breach in zoom.breaches if "explicit" in breach] == []


def test_what_is_hidden_is_taken_and_not_shown(zoom: StandIn, client: Client) -> None:
    zoom.behave(hidden_settings=["waiting_room"])
    made = client.create()
    assert ("waiting_room" in made["settings"], zoom.live[0]["settings"]["waiting_room"]) == (False, True)
    zoom.behave(hidden_settings=["settings"])
    assert "settings" not in client.get(made)


def test_a_users_settings_are_told_with_what_differs(zoom: StandIn, client: Client) -> None:
    zoom.host(HOST, **EVERYTHING_ON, untold=["recording.local_recording"])
    shown = client.call("GET", f"/users/{HOST}/settings").json()
    assert (
        shown["in_meeting"]["manual_captioning"] | {"save_captions": True} == shown["in_meeting"]["manual_captioning"]
    )
    assert (shown["recording"]["cloud_recording"], "local_recording" in shown["recording"]) == (True, False)
    security = client.call("GET", f"/users/{HOST}/settings?option=meeting_security").json()["meeting_security"]
    assert (security["only_authenticated_can_join_from_webclient"], zoom.breaches) == (True, [])


def test_a_forbidden_word_is_noticed_however_it_is_written(zoom: StandIn, client: Client) -> None:
    zoom.order("forbid", words=["大村太郎", "7000"])
    client.create(topic="相談 大村太郎")
    client.call("GET", f"/users/{quote('大村太郎7000')}")
    assert zoom.breaches == ["forbidden word number 0", "forbidden word number 0", "forbidden word number 1"]


def test_a_changed_passcode_changes_the_link(client: Client) -> None:
    made = client.create()
    assert client.call("PATCH", f"/meetings/{made['id']}", {"password": "111222"}).status_code == 204
    assert client.get(made)["join_url"] != made["join_url"]


def test_what_an_administrator_locked_stays_in_silence(zoom: StandIn, client: Client) -> None:
    zoom.behave(locked_settings={"waiting_room": False})
    made = client.create()
    assert client.call("PATCH", f"/meetings/{made['id']}", {"settings": SETTINGS}).status_code == 204
    assert client.get(made)["settings"]["waiting_room"] is False


def test_a_deleted_meeting_is_gone_for_every_call(client: Client) -> None:
    path = f"/meetings/{client.create()['id']}"
    assert client.call("DELETE", path).status_code == 204
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
    first, second = (client.call(*CREATE, careless).json()["id"] for _ in range(2))
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
    answer = client.call(*CREATE, WISH)
    assert (answer.status_code, answer.json().get("code", 0)) == refusal


def test_lists_come_page_by_page_with_short_agendas(client: Client) -> None:
    made = [client.create(agenda="長" * 300)["id"] for _ in range(3)]
    first = client.call("GET", f"/users/{HOST}/meetings?type=upcoming&page_size=2").json()
    rest = client.call("GET", f"/users/{HOST}/meetings?page_size=2&next_page_token={first['next_page_token']}").json()
    assert [row["id"] for row in first["meetings"] + rest["meetings"]] == made
    assert (rest["next_page_token"], len(first["meetings"][0]["agenda"])) == ("", 250)


def test_zoom_makes_a_passcode_up_if_it_is_asked_to(client: Client) -> None:
    body = {name: value for name, value in WISH.items() if name != "password"} | {"default_password": True}
    made = client.call(*CREATE, body).json()
    assert len(made["password"]) == 6
    assert made["pstn_password"].isdigit()
