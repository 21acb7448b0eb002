"""The shapes that Zoom documents for its answers, as far as the stand-in gives them; each answer is held against them.

A name that Zoom does not document does not fit, nor one that it always gives and that is missing. Bodies of errors are
in no document.
"""

import re
from collections.abc import Iterator
from typing import Any

from tests.zoom_stand_in.answers import Answer
from tests.zoom_stand_in.shapes import Shape, any_of, is_flag, is_number, is_one_of, is_text, misfits
from tests.zoom_stand_in.world.settings import SHOWN
from tests.zoom_stand_in.world.user_settings import SECURITY_SHAPE, SETTINGS_SHAPE

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DIGITS = is_number(100_000_000, 99_999_999_999)  # nine to eleven of a meeting ID


def is_moment(given: Any) -> bool:
    """A moment as Zoom writes it: UTC, to the second."""
    return isinstance(given, str) and _MOMENT.fullmatch(given) is not None


ROW: dict[str, Shape] = {
    "uuid": is_text(24),
    "id": _DIGITS,
    "host_id": is_text(),
    "topic": is_text(200),
    "type": is_one_of(1, 2, 3, 8),
    "start_time": is_moment,
    "duration": is_number(1, 1440),
    "timezone": is_text(40),
    "created_at": is_moment,
    "join_url": is_text(),
    "agenda": is_text(250),
    "pmi?": is_text(11),
}
MEETING: dict[str, Shape] = ROW | {
    "host_email": is_text(),
    "assistant_id?": is_text(),
    "status": is_one_of("waiting", "started"),
    "agenda": is_text(2000),
    "start_url": is_text(),
    "password": is_text(10),
    "h323_password": is_text(10),
    "pstn_password": is_text(10),
    "encrypted_password": is_text(),
    "pre_schedule": is_flag,
    "creation_source": is_one_of("other", "open_api", "web_portal", "zoom_scheduler"),
    "tracking_fields?": [any_of({"field": is_text(), "value": is_text(), "visible": is_flag})],
    "settings?": SHOWN,  # an account that shows none is a habit of the stand-in, never Zoom's promise
}
USER: dict[str, Shape] = {
    "id": is_text(),
    "email": is_text(),
    "first_name": is_text(),
    "last_name": is_text(),
    "type": is_one_of(1, 2, 4, 99),
    "status": is_one_of("pending", "active", "inactive"),
    "timezone": is_text(40),
    "pmi": _DIGITS,
    "use_pmi": is_flag,
}
RUN: dict[str, Shape] = {
    "id": _DIGITS,
    "uuid": is_text(24),
    "topic": is_text(200),
    "type": is_number(0, 8),
    "user_name": is_text(),
    "user_email": is_text(),
    "start_time": is_moment,
    "end_time": is_moment,
    "duration": is_number(0, 100_000),
    "participants_count": is_number(0, 10_000),
    "total_minutes": is_number(0, 1_000_000),
    "dept": is_text(),
}
PARTICIPANT: dict[str, Shape] = {
    "id": is_text(),
    "user_id": is_text(),
    "name": is_text(),
    "user_email": is_text(),
    "registrant_id": is_text(),
    "join_time": is_moment,
    "leave_time": is_moment,
    "duration": is_number(0, 1_000_000),
    "failover": is_flag,
    "status": is_one_of("in_meeting", "in_waiting_room"),
}
_PAGE: dict[str, Shape] = {
    "page_size": is_number(1, 300),
    "page_count?": is_number(0, 10_000),
    "total_records": is_number(0, 100_000),
    "next_page_token": is_text(),
}
_OF_ACCOUNT: dict[str, Shape] = {"internal_user": is_flag}
_LISTED_USER = {name: shape for name, shape in USER.items() if name != "use_pmi"}
_PAST: dict[str, Shape] = {"host_id": is_text(), "source": is_text(), "has_meeting_summary": is_flag}

ANSWERS: dict[str, Shape] = {
    "POST /users/{userId}/meetings": MEETING,
    "GET /users/{userId}/meetings": _PAGE | {"meetings": [ROW]},
    "GET /meetings/{meetingId}": MEETING,
    "GET /meetings/{meetingId}/invitation": {"invitation": is_text(), "sip_links": [is_text()]},
    "GET /past_meetings/{runId}": RUN | _PAST,
    "GET /past_meetings/{runId}/instances": {"meetings": [{"uuid": is_text(24), "start_time": is_moment}]},
    "GET /past_meetings/{runId}/participants": _PAGE | {"participants": [PARTICIPANT | _OF_ACCOUNT]},
    "GET /report/meetings/{runId}": RUN,
    "GET /report/meetings/{runId}/participants": _PAGE | {"participants": [PARTICIPANT]},
    "GET /users/{userId}": USER,
    "GET /users/{userId}/settings": SETTINGS_SHAPE,
    "GET /users/{userId}/settings?option=meeting_security": SECURITY_SHAPE,
    "GET /users": _PAGE | {"users": [_LISTED_USER]},
}
STATUSES = {"GET": 200, "POST": 201, "PATCH": 204, "PUT": 204, "DELETE": 204}


def deviations(call: str, answer: Answer) -> Iterator[str]:
    """Where an answer to `call` ("GET /users") that is no error is not as Zoom documents it."""
    if answer.status != STATUSES[call.partition(" ")[0]]:
        yield f"status {answer.status}"
    if answer.body is None and call in ANSWERS:
        yield "no body"
    if answer.body is not None:
        yield from misfits(ANSWERS.get(call, {}), answer.body)
