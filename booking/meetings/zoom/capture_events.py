"""Reads the events that tell of a capture. They name the meeting in three ways, and some carry what was captured.

Nothing but the meeting and the moment is ever kept of them: a summary is not for us to have.
"""

import json
import re
from datetime import datetime

from booking.core.captures import Capture
from booking.meetings.happenings import Captured, ParsedWebhook
from booking.meetings.zoom.envelopes import NAMES_OF_MEETING, Envelope
from booking.meetings.zoom.traits import NAME

_CAPTURES = {
    "recording.started": Capture.RECORDING,
    "recording.resumed": Capture.RECORDING,
    "recording.completed": Capture.RECORDED,
    "recording.transcript_completed": Capture.TRANSCRIPT,
    "meeting.ai_companion_started": Capture.AI,
    "meeting.live_streaming_started": Capture.STREAM,
    "meeting.summary_completed": Capture.SUMMARY,
    "meeting.summary_shared": Capture.SUMMARY,
    "meeting.aic_transcript_completed": Capture.TRANSCRIPT,
}
_IDS = ("id", "meeting_number", "meeting_id")
_ID = re.compile("[0-9]{9,20}", re.ASCII)


def is_of_capture(envelope: Envelope) -> bool:
    """Whether the event says that something of a meeting is kept or sent out."""
    return envelope.event in _CAPTURES


def capture_of(envelope: Envelope, sent: datetime | None) -> ParsedWebhook | None:
    """What the event says; None if it does not name a meeting."""
    meeting = envelope.meeting
    ids = (str(meeting.get(name)).replace(" ", "") for name in _IDS)
    provider_id = next((one for one in ids if _ID.fullmatch(one)), None)
    return ParsedWebhook(NAME, provider_id, captured=Captured(_CAPTURES[envelope.event], sent)) if provider_id else None


def without_content(envelope: Envelope) -> str:
    """The event as it is kept until it is worked: without summaries, files, addresses and names."""
    named = {name: value for name, value in envelope.meeting.items() if name in NAMES_OF_MEETING}
    kept = {name: value for name, value in named.items() if isinstance(value, str | int)}
    return json.dumps({"event": envelope.event, "event_ts": envelope.event_ts, "payload": {"object": kept}})
