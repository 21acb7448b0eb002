"""The stand-in against Zoom's document: every event that it sends, and what the checks themselves see."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.town import office_time
from tests.zoom_stand_in.answers import Answer
from tests.zoom_stand_in.document import deviations
from tests.zoom_stand_in.document_events import EVENTS
from tests.zoom_stand_in.shapes import is_flag, is_number, is_text, misfits
from tests.zoom_stand_in.talking import HOST, WISH
from tests.zoom_stand_in.world.capturing import CAPTURES, capture
from tests.zoom_stand_in.world.clock import Clock
from tests.zoom_stand_in.world.events import say_of_change, say_of_meeting
from tests.zoom_stand_in.world.meetings import Meeting, shown
from tests.zoom_stand_in.world.playing import play
from tests.zoom_stand_in.world.users import User
from tests.zoom_stand_in.world.webhooks import Subscription
from tests.zoom_stand_in.world.wishes import made
from tests.zoom_stand_in.world.world import World

NOW = office_time("2026-12-02 09:50")  # a Wednesday
DAY: list[tuple[str, str]] = [
    ("start", ""),
    ("wait", "さくら25"),
    ("admit", "さくら25"),
    ("put_back", "さくら25"),
    ("leave", "さくら25"),
    ("join", "さくら25"),
    ("leave", "さくら25"),
    ("end", ""),
    ("delete", ""),
]


@pytest.fixture
def world() -> World:
    """An account with one host and a subscription, of which nothing is delivered."""
    world = World(Clock(NOW, stands=True))
    world.users.by_email[HOST] = User(HOST)
    world.webhooks.subscription = Subscription("http://nowhere.invalid", "secret", NOW)
    return world


def meeting_in(world: World) -> Meeting:
    meeting = made(world, world.users.by_email[HOST], WISH | {"start_time": "2026-12-02T01:00:00Z"})
    world.meetings[meeting.id] = meeting
    return meeting


def sent_events(world: World) -> list[dict[str, Any]]:
    """Every event that was sent, in order."""
    return [json.loads(parcel.raw) for parcel in world.webhooks.waiting]


def test_every_event_of_a_day_has_the_documented_shape(world: World) -> None:
    meeting = meeting_in(world)
    say_of_meeting(world, "meeting.created", meeting)
    say_of_change(world, meeting, {"topic": "前"}, {"topic": "後"})
    for do, name in DAY:
        world.clock.move(60)
        play(world, meeting, {"do": do, "name": name})
    say_of_meeting(world, "meeting.recovered", meeting)
    assert [(one["event"], list(misfits(EVENTS[one["event"]], one))) for one in sent_events(world)] == [
        (one["event"], []) for one in sent_events(world)
    ]
    assert {one["event"] for one in sent_events(world)} == {name for name in EVENTS if name not in CAPTURES.values()}


@pytest.mark.parametrize("do", [do for do in CAPTURES if do != "stop_recording"])
def test_every_event_of_a_capture_has_the_documented_shape(world: World, do: str) -> None:
    meeting = meeting_in(world)
    play(world, meeting, {"do": "start"})
    world.webhooks.waiting.clear()
    capture(world, meeting, do)
    (event,) = sent_events(world)
    assert list(misfits(EVENTS[event["event"]], event)) == []


@pytest.mark.parametrize(
    ("changed", "misfit"),
    [
        ({"id": "81234567890"}, ["id"]),
        ({"status": "ended"}, ["status"]),
        ({"start_time": "2026-12-02T10:00:00+09:00"}, ["start_time"]),
        ({"no_such": 1}, ["no_such is not known"]),
        ({"settings": {"waiting_room": "true"}}, ["settings.waiting_room"]),
        ({"settings": {"waiting_room_option": {}}}, ["settings.waiting_room_option is not known"]),
    ],
)
def test_what_zoom_would_not_answer_is_noticed(world: World, changed: dict[str, Any], misfit: list[str]) -> None:
    answer = shown(meeting_in(world), NOW + timedelta(hours=1))
    assert list(deviations("GET /meetings/{meetingId}", Answer(200, answer))) == []
    assert list(deviations("GET /meetings/{meetingId}", Answer(200, answer | changed))) == misfit


def test_an_answer_of_another_status_or_without_its_body_is_noticed() -> None:
    assert list(deviations("POST /users/{userId}/meetings", Answer(200))) == ["status 200", "no body"]
    assert list(deviations("DELETE /meetings/{meetingId}", Answer(204))) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"name": "x", "rows": [{"on": True}]}, []),
        ({"name": 1, "rows": []}, ["name"]),
        ({"rows": [{"on": 1}, {}]}, ["name is missing", "rows[0].on"]),
        ({"name": "x", "rows": {}}, ["rows"]),
        ([], [""]),
    ],
)
def test_a_shape_names_where_something_does_not_fit(given: object, expected: list[str]) -> None:
    assert list(misfits({"name": is_text(), "rows?": [{"on?": is_flag}]}, given)) == expected


def test_a_flag_is_no_number_and_a_number_no_flag() -> None:
    assert (is_number(0, 5)(True), is_flag(1), is_number(0, 5)(3)) == (False, False, True)
