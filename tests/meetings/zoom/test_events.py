"""Events of Zoom in our words, whatever shape their ids and times have; anything else says nothing."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.core.meeting_events import BEFORE_THE_DOOR, Sign
from booking.meetings.happenings import Happening, ParsedWebhook
from booking.meetings.zoom.envelopes import Envelope, Malformed, read_envelope
from booking.meetings.zoom.events import concerns_us, parsed_webhook
from tests.attendance.events import RUN, at
from tests.meetings.zoom.events import (
    GUEST_KEY,
    HOST_ID,
    MEETING_ID,
    at_the_door,
    body_of,
    colleague,
    ended,
    entered,
    event,
    host,
    left,
    person,
    started,
    zulu,
)

GUEST = person("みかん36")


def parsed(given: dict[str, Any]) -> ParsedWebhook:
    """What an event tells."""
    webhook = parsed_webhook(read_envelope(body_of(given)))
    assert webhook is not None
    return webhook


def only(given: dict[str, Any]) -> Happening:
    (happening,) = parsed(given).happenings
    return happening


@pytest.mark.parametrize("meeting_id", [MEETING_ID, int(MEETING_ID)])
def test_a_meeting_is_the_same_whether_its_id_comes_as_a_number_or_as_text(meeting_id: int | str) -> None:
    assert parsed(started("10:00", meeting_id=meeting_id)).provider_id == MEETING_ID


def test_the_start_and_the_end_of_a_run() -> None:
    assert only(started("09:58")) == Happening(RUN, "", Sign.STARTED, at("09:58"))
    assert [*parsed(ended("09:58", "10:31")).happenings] == [
        Happening(RUN, "", Sign.STARTED, at("09:58")),
        Happening(RUN, "", Sign.ENDED, at("10:31")),
    ]


def test_somebody_comes_and_goes() -> None:
    assert only(entered("10:01", GUEST)) == Happening(RUN, GUEST_KEY, Sign.ENTERED, at("10:01"), name="みかん36")
    assert only(left("10:20", GUEST)) == Happening(RUN, GUEST_KEY, Sign.LEFT, at("10:20"), name="みかん36")


@pytest.mark.parametrize(
    ("keys", "participant"),
    [
        ({"participant_uuid": "A1-B2", "user_id": "16790528"}, "A1-B2:16790528"),
        ({"participant_uuid": "A1-B2", "user_id": 16790528}, "A1-B2:16790528"),
        ({"participant_uuid": "A1-B2", "user_id": ""}, "A1-B2"),
        ({"participant_uuid": "A1-B2"}, "A1-B2"),
        ({"user_id": "16790528"}, ":16790528"),
        ({"participant_uuid": "A" * 200, "user_id": "16790528"}, "A" * 71 + ":16790528"),
        ({"participant_uuid": None, "user_id": None}, BEFORE_THE_DOOR),
        ({"participant_uuid": True, "user_id": True}, BEFORE_THE_DOOR),
    ],
)
def test_two_devices_of_one_person_have_keys_of_their_own(keys: dict[str, Any], participant: str) -> None:
    assert (
        only(event("participant_joined", "10:00", participant={"user_name": "みかん36", **keys})).participant
        == participant
    )


@pytest.mark.parametrize(
    ("reason", "sign"),
    [
        ("left the meeting.", Sign.LEFT),
        ("got disconnected from the meeting.", Sign.LOST),
        ("left the meeting.<br>Reason: Network connection error.", Sign.LOST),
        ("left the meeting.<br>Reason: Host ended the meeting.", Sign.LEFT),
        ("がミーティングから退出しました。", Sign.LEFT),
        ("がミーティングから切断されました。", Sign.LOST),
        ("left the meeting.<br>理由：ネットワーク接続エラー", Sign.LOST),
    ],
)
@pytest.mark.parametrize(
    "name", ["みかん36", "disconnected", "x got disconnected from the meeting.", "Network connection error", ""]
)
def test_a_broken_connection_is_told_from_leaving_whatever_somebody_typed(reason: str, sign: Sign, name: str) -> None:
    assert only(left("10:20", person(name), reason=reason)).sign is sign


def test_a_name_that_was_changed_meanwhile_is_no_reason() -> None:
    typed = {"leave_time": zulu("10:20"), "leave_reason": "disconnected left the meeting.", "user_name": "みかん36"}
    assert only(event("participant_left", "10:20", participant=GUEST | typed)).sign is Sign.LEFT


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("participant_joined_waiting_room", Sign.WAITED),
        ("participant_put_in_waiting_room", Sign.WAITED),
        ("participant_left_waiting_room", Sign.STOPPED_WAITING),
        ("participant_admitted", Sign.STOPPED_WAITING),
    ],
)
def test_the_waiting_room(name: str, sign: Sign) -> None:
    assert only(at_the_door(name, "09:55", GUEST)) == Happening(RUN, GUEST_KEY, sign, at("09:55"), name="みかん36")


def test_who_stands_before_a_meeting_that_nobody_opened_has_no_key_of_their_own() -> None:
    waiting = event("participant_jbh_waiting", "10:02", participant={"user_name": "みかん36"})
    happening = only(waiting)
    assert (happening.participant, happening.sign) == (BEFORE_THE_DOOR, Sign.WAITED)
    assert happening.at == at("10:02").replace(microsecond=123_000)  # when the event was sent
    gone = event("participant_jbh_waiting_left", "10:16", meeting_id=int(MEETING_ID), participant={})
    assert only(gone).sign is Sign.STOPPED_WAITING


@pytest.mark.parametrize(
    ("who", "is_host", "is_staff"),
    [
        (host(), True, False),
        (person("相談員", id=HOST_ID), True, False),
        (person("相談員", participant_user_id=HOST_ID), True, False),
        (colleague(), False, True),
        (colleague(id=""), False, True),
        (colleague(participant_user_id=""), False, True),
        (person("みかん36"), False, False),
        (person("みかん36", id=None, participant_user_id=7), False, False),
    ],
)
def test_the_host_and_the_office_are_told_from_everybody_else(
    who: dict[str, Any], is_host: bool, is_staff: bool
) -> None:
    happening = only(entered("10:00", who))
    assert (happening.host, happening.staff) == (is_host, is_staff)


def test_before_the_door_an_id_makes_nobody_one_of_the_office() -> None:
    """There Zoom tells no account, only an id that it calls deprecated."""
    assert not only(event("participant_jbh_waiting", "09:55", participant={"id": "x", "user_name": "みかん36"})).staff


def test_without_a_host_nobody_is_the_host() -> None:
    assert not only(entered("10:00", person("みかん36", id=""), host_id="")).host


def test_a_joining_whose_time_has_the_other_name_is_read() -> None:
    other = event("participant_joined", "10:00", participant=GUEST | {"date_time": zulu("09:59")})
    assert only(other).at == at("09:59")


def test_the_time_of_leaving_is_not_the_other_time_that_stands_beside_it() -> None:
    both = left("10:20", GUEST | {"date_time": zulu("10:01")})
    assert only(both).at == at("10:20")


def test_a_time_that_cannot_be_read_is_when_the_event_was_sent() -> None:
    strange = event("participant_joined", "10:00", participant=GUEST | {"join_time": "yesterday"})
    assert only(strange).at == at("10:00").replace(microsecond=123_000)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("updated", True),
        ("recovered", True),
        ("deleted", False),
        ("permanently_deleted", False),
        ("converted_to_webinar", False),
    ],
)
def test_a_meeting_that_somebody_changed_or_deleted_at_zoom(name: str, changed: bool) -> None:
    webhook = ParsedWebhook("zoom", MEETING_ID, (), changed=changed, gone=not changed)
    assert parsed(event(name, "10:00", meeting_id=int(MEETING_ID))) == webhook


@pytest.mark.parametrize("name", ["meeting.created", "meeting.chat_message_sent", "user.created", "started", ""])
def test_other_events_are_none_of_ours(name: str) -> None:
    envelope = Envelope(name, None, started("10:00")["payload"])
    assert not concerns_us(envelope)
    assert parsed_webhook(envelope) is None


@pytest.mark.parametrize(
    "meeting_id", [None, "", "abc", True, 8.5e10, "812 3456 7890", "１２３４５６７８９０", {"a": 1}]
)
def test_an_event_without_a_meeting_says_nothing(meeting_id: Any) -> None:
    assert parsed_webhook(read_envelope(body_of(started("10:00", meeting_id=meeting_id)))) is None


def test_a_delivery_is_known_again_by_what_it_tells() -> None:
    another = person("みかん36", key="p2")
    events = (
        entered("10:00", GUEST),
        entered("10:00", another),
        entered("10:01", GUEST),
        entered("10:00", GUEST, run="other"),
        entered("10:00", GUEST, meeting_id="81234567899"),
        left("10:00", GUEST),
    )
    keys = {read_envelope(body_of(event)).key for event in events}
    assert len(keys) == 6
    assert read_envelope(body_of(entered("10:00", GUEST, topic="x"))).key in keys


@pytest.mark.parametrize("event_ts", ["1795568400123", 1795568400123, 1.7955684e12, None, "", [1]])
def test_a_rejoining_is_no_repetition_whatever_shape_its_time_has(event_ts: Any) -> None:
    first, again = (entered(clock, GUEST) | {"event_ts": event_ts} for clock in ("10:00", "10:05"))
    keys = [read_envelope(body_of(event)).key for event in (first, first, again)]
    assert (keys[0] == keys[1], keys[0] == keys[2]) == (True, False)


@pytest.mark.parametrize("event_ts", ["1795568400123", 1795568400123])
def test_the_time_of_an_event_is_read_as_a_text_too(event_ts: Any) -> None:
    assert read_envelope(body_of(started("10:00") | {"event_ts": event_ts})).sent == 1795568400123


def test_name_and_address_are_not_printed_by_accident() -> None:
    printed = repr(parsed(entered("10:00", GUEST | {"email": "misaki@example.com"})))
    assert not [secret for secret in ("みかん", "misaki") if secret in printed]


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b'{"event":1}', b"{", b"\xff\xfe", b'"event"', b"[" * 50_000]
)
def test_what_is_no_webhook_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_envelope(body)


def test_a_challenge_has_no_meeting_and_is_recognised_before_everything_else() -> None:
    challenge = {"event": "endpoint.url_validation", "event_ts": 1, "payload": {"plainToken": "abc"}}
    assert read_envelope(body_of(challenge)).challenge == "abc"
    with pytest.raises(Malformed):
        _ = read_envelope(body_of(challenge | {"payload": {}})).challenge


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = ["started", "ended", "participant_joined", "participant_left", "participant_jbh_waiting", "deleted"]
FIELDS = ["id", "uuid", "host_id", "host_email", "start_time", "end_time"]
PERSON = ["user_name", "participant_uuid", "user_id", "email", "join_time", "leave_time", "leave_reason", "date_time"]


@given(
    st.sampled_from(NAMES),
    st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, JSON)),
    st.fixed_dictionaries({}, optional=dict.fromkeys(PERSON, JSON)) | JSON,
    JSON,
)
def test_whatever_stands_in_the_fields_is_read_or_left(name: str, fields: dict[str, Any], who: Any, sent: Any) -> None:
    meeting = {"id": MEETING_ID, **fields, "participant": who}
    body = {"event": f"meeting.{name}", "event_ts": sent, "payload": {"object": meeting}}
    envelope = read_envelope(json.dumps(body).encode())
    webhook = parsed_webhook(envelope)
    assert len(envelope.key) == 64
    for happening in webhook.happenings if webhook else ():
        assert happening.at.tzinfo is not None
        assert happening.run.isascii()
        assert len(happening.participant) <= 80


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    other = event("participant_joined", "10:00", participant=GUEST | {"join_time": "2026-11-25T10:05:00+09:00"})
    assert only(other).at == datetime(2026, 11, 25, 1, 5, tzinfo=UTC)
