"""The shapes of the events, as Zoom documents them: what must be there is there, in the type that this event gives it.

Zoom's own samples leave some of it out and have more, so names that are not known here are no fault of a body that
Zoom sends; of the stand-in's they are, unless the document leaves room for them.
"""

from tests.zoom_stand_in.document import is_moment
from tests.zoom_stand_in.shapes import Shape, any_of, is_flag, is_number, is_one_of, is_text
from tests.zoom_stand_in.world.settings import SHOWN

_MILLISECONDS = is_number(1_500_000_000_000, 3_000_000_000_000)
_INTEGER_ID = is_number(100_000_000, 99_999_999_999)
_TEXT_ID = is_text(11)
_MEETING: dict[str, Shape] = {
    "uuid": is_text(24),
    "host_id": is_text(),
    "topic": is_text(200),
    "type": is_number(1, 10),
    "start_time": is_moment,
    "duration": is_number(0, 1440),
    "timezone": is_text(40),
}
_OPERATED: dict[str, Shape] = {
    "operator": is_text(),
    "operator_id?": is_text(),
    "operation": is_one_of("all", "single", "range"),
}
_PARTICIPANT: dict[str, Shape] = {
    "user_id": is_text(),
    "user_name?": is_text(),
    "id?": is_text(),
    "participant_uuid?": is_text(),
    "email": is_text(),
    "registrant_id?": is_text(),
    "participant_user_id?": is_text(),
    "customer_key?": is_text(),
    "phone_number?": is_text(),
    "public_ip?": is_text(),
    "private_ip?": is_text(),
    "custom_keys?": [any_of({"key": is_text(), "value": is_text()})],
}


def _event(meeting: dict[str, Shape], **payload: Shape) -> dict[str, Shape]:
    payload_shape: dict[str, Shape] = {"account_id": is_text(), "object": meeting, **payload}
    return {"event": is_text(), "event_ts": _MILLISECONDS, "payload": payload_shape}


def _of_a_person(moment: str, **more: Shape) -> dict[str, Shape]:
    return {"id": _TEXT_ID} | _MEETING | {"participant": _PARTICIPANT | {moment: is_moment} | more}


_MADE = any_of(
    {"creation_source": is_text(), "join_url": is_text(), "password": is_text(10), "settings": any_of(SHOWN)}
)
_FILE = any_of(dict.fromkeys(("file_type", "play_url", "status"), is_text()))
_STREAM: dict[str, Shape] = {
    "service": is_text(),
    "date_time?": is_moment,
    "custom_live_streaming_settings?": {},
}
_SUMMARY = ("meeting_host_email", "meeting_topic", "meeting_start_time", "summary_title", "summary_content")
_CHANGED = any_of({"id": _INTEGER_ID} | _MEETING | {"agenda": is_text(), "settings": any_of(SHOWN)})
_RUN: dict[str, Shape] = {"id": _TEXT_ID, "host_email?": is_text()} | _MEETING
_RECORDED: dict[str, Shape] = {"id": _INTEGER_ID} | _MEETING
_AT_THE_DOOR = _of_a_person("date_time")
_LEAVING: dict[str, Shape] = {"leave_reason?": is_text()}

EVENTS: dict[str, Shape] = {
    "meeting.created": _event({"id": _INTEGER_ID} | _MEETING | _MADE, **_OPERATED),
    "meeting.updated": _event(
        _CHANGED,
        operator=is_text(),
        **{"operator_id?": is_text()},
        scope=is_one_of("single", "all"),
        time_stamp=_MILLISECONDS,
        old_object=_CHANGED,
    ),
    "meeting.deleted": _event({"id": _INTEGER_ID} | _MEETING, **_OPERATED),
    "meeting.recovered": _event({"id": _INTEGER_ID} | _MEETING, **_OPERATED),
    "meeting.started": _event(_RUN),
    "meeting.ended": _event(_RUN | {"end_time": is_moment}),
    "meeting.participant_joined": _event(_of_a_person("join_time")),
    "meeting.participant_left": _event(_of_a_person("leave_time", **_LEAVING)),
    "meeting.participant_joined_waiting_room": _event(_AT_THE_DOOR),
    "meeting.participant_left_waiting_room": _event(_of_a_person("date_time", **_LEAVING)),
    "meeting.participant_put_in_waiting_room": _event(_AT_THE_DOOR),
    "meeting.participant_admitted": _event(_AT_THE_DOOR, **_OPERATED),
    "recording.started": _event(
        _RECORDED | {"recording_file": {"recording_start": is_moment, "recording_end": is_text()}}
    ),
    "recording.completed": _event(_RECORDED | {"host_email": is_text(), "recording_files": [_FILE]}),
    "meeting.live_streaming_started": _event(_RUN | {"live_streaming": _STREAM}),
    "meeting.ai_companion_started": _event(
        {"meeting_number": _INTEGER_ID, "meeting_uuid": is_text(24), "host_id": is_text()}
        | any_of({"questions": is_flag, "summary": is_flag})
    ),
    "meeting.summary_completed": _event(
        {"meeting_id": _INTEGER_ID, "meeting_uuid": is_text(24), "meeting_host_id": is_text()}
        | any_of(dict.fromkeys(_SUMMARY, is_text()))
    ),
    "meeting.aic_transcript_completed": _event(
        {"id": _INTEGER_ID, "uuid": is_text(24), "host_id": is_text()}
        | any_of({"topic": is_text(), "start_time": is_moment, "file_id": is_text(), "attach_type": is_text()})
    ),
}
