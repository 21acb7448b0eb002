"""A day at the stand-in: runs, people, reports, and the webhooks that tell of them."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.report_paths import PEOPLE, in_path
from tests.zoom_stand_in.stand_in import StandIn
from tests.zoom_stand_in.talking import HOST, Client

SECRET = "webhook-secret-of-the-stand-in"


@dataclass
class Receiver:
    """Takes webhooks, checks their signatures, and answers as it is told."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)
    timestamps: list[str] = field(default_factory=list)
    deaf: bool = False

    def take(self, headers: dict[str, str], raw: bytes) -> tuple[int, Json]:
        """The answer to one delivery."""
        signed = b"v0:" + headers["x-zm-request-timestamp"].encode() + b":" + raw
        assert headers["x-zm-signature"] == "v0=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        body = json.loads(raw)
        if body["event"] == "endpoint.url_validation":
            plain = body["payload"]["plainToken"]
            sealed = hmac.new(SECRET.encode(), plain.encode(), hashlib.sha256).hexdigest()
            return (500, {}) if self.deaf else (200, {"plainToken": plain, "encryptedToken": sealed})
        self.events.append(body)
        self.timestamps.append(headers["x-zm-request-timestamp"])
        return (self.statuses.pop(0) if self.statuses else 200), {}

    @property
    def names(self) -> list[str]:
        """The events in order, without "meeting."."""
        return [event["event"].removeprefix("meeting.") for event in self.events]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            status, body = found.take({name.lower(): value for name, value in self.headers.items()}, raw)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_arguments: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        found.url = f"http://127.0.0.1:{server.server_address[1]}/webhooks/zoom"
        yield found
        server.shutdown()
        thread.join()


@pytest.fixture
def meeting(zoom: StandIn, client: Client, receiver: Receiver) -> str:
    """The ID of a meeting whose events the receiver gets."""
    made = str(client.create()["id"])
    assert zoom.subscribe(receiver.url, SECRET)
    return made


def consult(zoom: StandIn, meeting: str, guest: str = "さくら12") -> str:
    """Half an hour in which the guest is let in after a minute; the uuid of the run."""
    run = zoom.play(meeting, "start")
    zoom.play(meeting, "wait", guest)
    zoom.move(60)
    zoom.play(meeting, "admit", guest)
    zoom.move(1740)
    zoom.play(meeting, "end")
    return run


def test_a_consultation_is_told_in_order(zoom: StandIn, meeting: str, receiver: Receiver) -> None:
    run = consult(zoom, meeting)
    zoom.deliver()
    assert receiver.names == [
        *("started", "participant_joined", "participant_joined_waiting_room", "participant_admitted"),
        *("participant_left_waiting_room", "participant_joined", "participant_left", "participant_left", "ended"),
    ]
    payload = receiver.events[5]["payload"]["object"]
    assert (payload["id"], payload["uuid"], payload["participant"]["email"]) == (meeting, run, "")
    assert payload["participant"]["join_time"] == "2026-12-01T01:01:00Z"


def test_a_deleted_meeting_is_told_with_a_number(
    zoom: StandIn, client: Client, meeting: str, receiver: Receiver
) -> None:
    client.call("DELETE", f"/meetings/{meeting}")
    zoom.deliver()
    assert (receiver.names, receiver.events[0]["payload"]["object"]["id"]) == (["deleted"], int(meeting))


def test_a_rejoining_is_another_participant(zoom: StandIn, meeting: str, receiver: Receiver) -> None:
    zoom.play(meeting, "start")
    zoom.play(meeting, "join", "さくら12")
    zoom.play(meeting, "leave", "さくら12", reason="Network connection error.")
    zoom.play(meeting, "join", "さくら12")
    zoom.deliver()
    people = [event["payload"]["object"]["participant"] for event in receiver.events[2:]]
    assert len({person["participant_uuid"] for person in people}) == 2
    assert people[1]["leave_reason"] == "さくら12 left the meeting.<br>Reason: Network connection error."


def people(receiver: Receiver) -> list[Json]:
    """The participants of the events, without the host's joining."""
    return [event["payload"]["object"]["participant"] for event in receiver.events[2:]]


def test_a_second_device_is_the_same_participant_under_another_number(
    zoom: StandIn, meeting: str, receiver: Receiver
) -> None:
    zoom.play(meeting, "start")
    zoom.play(meeting, "join", "さくら12")
    zoom.play(meeting, "add_device", "さくら12")
    zoom.play(meeting, "leave", "さくら12")
    zoom.deliver()
    first, second, gone = people(receiver)
    assert first["participant_uuid"] == second["participant_uuid"]
    assert first["user_id"] != second["user_id"] == gone["user_id"]


def test_who_is_let_in_may_get_another_number(zoom: StandIn, meeting: str, receiver: Receiver) -> None:
    zoom.play(meeting, "start")
    zoom.play(meeting, "wait", "さくら12")
    zoom.play(meeting, "admit_anew", "さくら12")
    zoom.deliver()
    waited, admitted, left, entered = people(receiver)
    assert waited["user_id"] == admitted["user_id"] == left["user_id"] != entered["user_id"]
    assert left["leave_reason"] == "さくら12 left the meeting.<br>Reason: Leave waiting room."


def test_only_people_of_the_account_are_told_with_their_user_id(
    zoom: StandIn, client: Client, meeting: str, receiver: Receiver
) -> None:
    zoom.play(meeting, "start")
    zoom.play(meeting, "join_as_staff", "同僚")
    zoom.play(meeting, "dial_in", "09012345678")
    zoom.play(meeting, "send_bot", "さくら12's Notetaker")
    zoom.behave(sends_colleagues=False)
    zoom.play(meeting, "join_as_staff", "別の同僚")
    zoom.deliver()
    assert [bool(person["participant_user_id"]) for person in people(receiver)] == [True, False, False, False]
    assert people(receiver)[1]["phone_number"] == "09012345678"
    zoom.play(meeting, "end")
    rows = client.call("GET", PEOPLE.format(meeting)).json()["participants"]
    assert [row["internal_user"] for row in rows] == [True, True, False, False, True]


def test_a_meeting_that_runs_is_among_those_to_come(zoom: StandIn, client: Client, meeting: str) -> None:
    zoom.play(meeting, "start")
    zoom.move(86400)
    client.token = ""  # it has lived its hour
    listed = client.call("GET", f"/users/{HOST}/meetings?type=upcoming").json()["meetings"]
    assert [row["id"] for row in listed] == [int(meeting)]


def test_a_second_start_is_another_run(zoom: StandIn, client: Client, meeting: str) -> None:
    first, second = consult(zoom, meeting), consult(zoom, meeting)
    client.token = ""  # it has lived its hour
    runs = client.call("GET", f"/past_meetings/{meeting}/instances").json()["meetings"]
    assert [run["uuid"] for run in runs] == [first, second]
    assert first != second


def test_the_guest_who_comes_before_the_host_is_told_of_at_the_start(
    zoom: StandIn, meeting: str, receiver: Receiver
) -> None:
    zoom.play(meeting, "wait", "さくら12")
    zoom.deliver()
    assert receiver.names == []
    zoom.play(meeting, "start")
    zoom.deliver()
    assert receiver.names == ["started", "participant_joined", "participant_joined_waiting_room"]


@pytest.mark.parametrize(
    ("ways", "payload"),
    [
        ({"copies": 2}, ["started", "started", "participant_joined", "participant_joined"]),
        ({"order": "reversed"}, ["participant_joined", "started"]),
        ({"dropped": ["meeting.started"]}, ["participant_joined"]),
        ({"late": 60}, []),
    ],
)
def test_deliveries_go_wrong_as_ordered(
    zoom: StandIn, meeting: str, receiver: Receiver, ways: Json, payload: list[str]
) -> None:
    zoom.ways(**ways)
    zoom.play(meeting, "start")
    zoom.deliver()
    assert receiver.names == payload


def test_a_servers_error_is_tried_again_three_times_and_then_lost(
    zoom: StandIn, meeting: str, receiver: Receiver
) -> None:
    zoom.behave(sends_participant_host=False)
    receiver.statuses = [503] * 9
    zoom.play(meeting, "start")
    for minutes, tries in [(0, 1), (4, 1), (1, 2), (20, 3), (59, 3), (1, 4), (600, 4)]:
        zoom.move(minutes * 60)
        assert len(zoom.deliver()) == tries
    assert len(set(receiver.timestamps)) == 4
    assert len({json.dumps(event) for event in receiver.events}) == 1


def test_a_refusal_is_not_tried_again(zoom: StandIn, meeting: str, receiver: Receiver) -> None:
    receiver.statuses = [400, 302]
    zoom.play(meeting, "start")
    zoom.deliver()
    zoom.move(86400)
    assert [sent["status"] for sent in zoom.deliver()] == [400, 302]


def test_an_address_that_fails_its_validations_is_switched_off(zoom: StandIn, meeting: str, receiver: Receiver) -> None:
    receiver.deaf = True
    for _ in range(6):
        assert zoom.state["subscribed"]
        zoom.move(72 * 3600)
        zoom.deliver()
    assert not zoom.state["subscribed"]


def test_a_report_comes_after_the_end_with_a_row_for_each_stay(zoom: StandIn, client: Client, meeting: str) -> None:
    zoom.behave(reports_after=120, durations_after=300)
    run = consult(zoom, meeting)
    assert client.refusal("GET", in_path(run)) == (404, 3001)
    zoom.move(120)
    rows = client.call("GET", in_path(run)).json()["participants"]
    assert [(row["status"], row["internal_user"], row["duration"]) for row in rows] == [
        ("in_meeting", True, 0),
        ("in_waiting_room", False, 0),
        ("in_meeting", False, 0),
    ]
    zoom.move(180)
    assert [row["duration"] for row in client.call("GET", in_path(run)).json()["participants"]] == [1800, 60, 1740]


def test_a_host_alone_is_not_in_the_report(zoom: StandIn, client: Client, meeting: str) -> None:
    zoom.play(meeting, "start")
    zoom.play(meeting, "wait", "さくら12")
    zoom.play(meeting, "end")
    assert client.call("GET", PEOPLE.format(meeting)).json()["participants"] == []
    zoom.behave(reports_one_person=True)
    assert len(client.call("GET", PEOPLE.format(meeting)).json()["participants"]) == 2


def test_a_basic_account_has_no_reports(zoom: StandIn, client: Client, meeting: str) -> None:
    consult(zoom, meeting)
    zoom.host(HOST, type=1)
    assert client.refusal("GET", PEOPLE.format(meeting)) == (400, 200)
