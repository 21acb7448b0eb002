"""Plays what must never happen: somebody records, streams, lets Zoom AI listen, and what is there afterwards."""

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.world.events import OPERATOR
from tests.zoom_stand_in.world.meetings import Meeting, utc
from tests.zoom_stand_in.world.world import World

CAPTURES = {
    "record": "recording.started",
    "stop_recording": "recording.stopped",
    "keep_recording": "recording.completed",
    "listen": "meeting.ai_companion_started",
    "stream": "meeting.live_streaming_started",
    "summarise": "meeting.summary_completed",
    "transcribe": "meeting.aic_transcript_completed",
}
SAID = "見本 太郎さんは、前の職場を病気で辞めたと話した。"  # what nobody but the two may ever read


def capture(world: World, meeting: Meeting, do: str) -> None:
    """One of CAPTURES, told as Zoom tells it: three ways of naming the meeting, and some with what was said."""
    event = CAPTURES[do]
    world.webhooks.say(event, _payload(world, meeting, do), world.now)


def _payload(world: World, meeting: Meeting, do: str) -> Json:
    begun = utc(meeting.runs[-1].started_at if meeting.runs else world.now)
    if do == "listen":
        named = {"meeting_number": meeting.id, "meeting_uuid": meeting.uuid, "host_id": meeting.host.id}
        return named | {"questions": True, "summary": True}
    if do == "summarise":
        return {
            "meeting_id": meeting.id,
            "meeting_uuid": meeting.uuid,
            "meeting_host_id": meeting.host.id,
            "meeting_host_email": meeting.host.email,
            "meeting_topic": meeting.topic,
            "meeting_start_time": begun,
            "summary_title": SAID,
            "summary_content": SAID,
        }
    named = {"id": meeting.id, "uuid": meeting.uuid, "host_id": meeting.host.id, "topic": meeting.topic}
    if do == "transcribe":
        return named | {"start_time": begun, "file_id": "97F0", "attach_type": "durable_transcript"}
    content = named | {
        "type": meeting.type,
        "start_time": begun,
        "duration": meeting.duration,
        "timezone": meeting.timezone,
    }
    if do == "stream":
        service = {"service": "Custom", "date_time": utc(world.now), "custom_live_streaming_settings": {}}
        return content | {"id": str(meeting.id), "live_streaming": service}
    if do == "keep_recording":
        files = [{"file_type": "MP4", "play_url": "https://us06web.zoom.us/rec/play/Qw", "status": "completed"}]
        return content | {"host_email": OPERATOR, "recording_files": files}
    return content | {"recording_file": {"recording_start": utc(world.now), "recording_end": ""}}
