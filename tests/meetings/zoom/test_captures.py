"""Events that tell that a consultation is recorded, streamed or read by an AI: read as Zoom sends them, kept bare."""

from typing import Any

import pytest

from booking.core.captures import Capture
from booking.meetings.happenings import Captured
from booking.meetings.zoom.capture_events import without_content
from booking.meetings.zoom.envelopes import read_envelope
from booking.meetings.zoom.events import concerns_us, parsed_webhook
from tests.attendance.events import RUN, at
from tests.meetings.zoom.events import MEETING_ID, body_of
from tests.zoom_stand_in.world.capturing import SAID

SENT = int(at("10:05").timestamp() * 1000)


def captured(event: str, **meeting: Any) -> dict[str, Any]:
    """An event about a meeting that is named like this."""
    return {"event": event, "event_ts": SENT, "payload": {"account_id": "A", "object": meeting}}


EVENTS = [
    (captured("recording.started", id=int(MEETING_ID), uuid=RUN), Capture.RECORDING),
    (captured("recording.completed", id=int(MEETING_ID), uuid=RUN), Capture.RECORDED),
    (captured("recording.transcript_completed", id=int(MEETING_ID), uuid=RUN), Capture.TRANSCRIPT),
    (captured("meeting.live_streaming_started", id=MEETING_ID, uuid=RUN), Capture.STREAM),
    (captured("meeting.ai_companion_started", meeting_number=int(MEETING_ID), meeting_uuid=RUN), Capture.AI),
    (captured("meeting.ai_companion_started", meeting_number="812 3456 7801", meeting_uuid=RUN), Capture.AI),
    (captured("meeting.summary_completed", meeting_id=int(MEETING_ID), meeting_uuid=RUN), Capture.SUMMARY),
    (captured("meeting.aic_transcript_completed", meeting_id=int(MEETING_ID)), Capture.TRANSCRIPT),
    (captured("meeting.aic_transcript_completed", id=int(MEETING_ID), uuid=RUN), Capture.TRANSCRIPT),
]


@pytest.mark.parametrize(("event", "kind"), EVENTS)
def test_a_capture_is_read_however_the_meeting_is_named(event: dict[str, Any], kind: Capture) -> None:
    envelope = read_envelope(body_of(event))
    webhook = parsed_webhook(envelope)
    assert webhook is not None
    assert (webhook.provider_id, webhook.captured) == (MEETING_ID, Captured(kind, at("10:05")))
    assert parsed_webhook(read_envelope(without_content(envelope).encode())) == webhook


def test_a_capture_without_an_object_is_read_too() -> None:
    event = {"event": "meeting.ai_companion_started", "payload": {"meeting_number": int(MEETING_ID)}}
    webhook = parsed_webhook(read_envelope(body_of(event)))
    assert webhook is not None
    assert webhook.captured == Captured(Capture.AI, None)


@pytest.mark.parametrize("event", ["recording.stopped", "recording.paused", "meeting.ai_companion_stopped"])
def test_that_something_stopped_says_nothing_to_us(event: str) -> None:
    assert not concerns_us(read_envelope(body_of(captured(event, id=int(MEETING_ID)))))


@pytest.mark.parametrize("named", [{}, {"id": None}, {"meeting_number": True}, {"meeting_id": "x"}, {"id": [1]}])
def test_a_capture_of_no_meeting_is_passed_over(named: dict[str, Any]) -> None:
    assert parsed_webhook(read_envelope(body_of(captured("recording.started", **named)))) is None


def test_two_meetings_at_the_same_millisecond_are_two_webhooks() -> None:
    one, other = (captured("meeting.ai_companion_started", meeting_number=n) for n in (81234567801, 81234567802))
    assert read_envelope(body_of(one)).key != read_envelope(body_of(other)).key


def test_nothing_of_what_was_said_is_kept_of_the_event() -> None:
    content = {"meeting_topic": "相談", "summary_title": SAID, "meeting_host_email": "desk@example.com"}
    event = captured("meeting.summary_completed", meeting_id=81234567801, recording_files=[], **content)
    bare = without_content(read_envelope(body_of(event)))
    assert not any(word in bare for word in ("summary_title", "相談", "example.com", "recording_files", "\\u"))
