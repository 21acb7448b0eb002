"""Translates the events of Zoom's webhooks into our words; events that say nothing to us are none of ours."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from booking.core.meeting_events import BEFORE_THE_DOOR, Sign
from booking.meetings.happenings import Happening, ParsedWebhook
from booking.meetings.zoom.capture_events import capture_of, is_of_capture
from booking.meetings.zoom.envelopes import Envelope, Malformed, part, read_envelope
from booking.meetings.zoom.participants import key_of, participant_of
from booking.meetings.zoom.traits import NAME

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ID = re.compile("[0-9]{9,20}", re.ASCII)
# In the text of a leave_reason, behind the name. In which languages Zoom writes it is not known.
_BROKEN = ("disconnected", "network connection error", "切断", "接続エラー", "接続が切れ")
_BEHIND_THE_NAME = (" left the meeting", " got disconnected from the meeting")

# "jbh": whoever is before the door because the meeting has not been started; Zoom gives them no key of their own.
_IN_THE_MEETING = {"participant_joined": Sign.ENTERED, "participant_left": Sign.LEFT}
_AT_THE_DOOR = {
    "participant_joined_waiting_room": Sign.WAITED,
    "participant_put_in_waiting_room": Sign.WAITED,
    "participant_left_waiting_room": Sign.STOPPED_WAITING,
    "participant_admitted": Sign.STOPPED_WAITING,
    "participant_jbh_waiting": Sign.WAITED,
    "participant_jbh_waiting_left": Sign.STOPPED_WAITING,
    "participant_jbh_joined": Sign.STOPPED_WAITING,
}
_CHANGES = ("updated", "recovered")
_ENDS = ("deleted", "permanently_deleted", "converted_to_webinar")  # a webinar is no meeting any more


def concerns_us(envelope: Envelope) -> bool:
    """Whether the event says something about attendance, that a meeting is not as it was, or that it is captured."""
    read = envelope.event.removeprefix("meeting.") in _READ and envelope.event.startswith("meeting.")
    return read or is_of_capture(envelope)


def read_webhook(body: str) -> ParsedWebhook | None:
    """What a webhook that was kept says; None if it names no meeting, or an older version kept what is malformed."""
    try:
        return parsed_webhook(read_envelope(body.encode()))
    except Malformed:
        return None


def parsed_webhook(envelope: Envelope) -> ParsedWebhook | None:
    """What the event says; None if it does not name a meeting."""
    if is_of_capture(envelope):
        return capture_of(envelope, _moment_of(envelope))
    meeting = envelope.meeting
    if not concerns_us(envelope) or not _ID.fullmatch(str(meeting.get("id"))):
        return None
    name = envelope.event.removeprefix("meeting.")
    happenings = _READ[name](name, meeting, _moment_of(envelope))
    return ParsedWebhook(NAME, str(meeting["id"]), happenings, changed=name in _CHANGES, gone=name in _ENDS)


def _started(_name: str, meeting: dict[str, Any], sent: datetime | None) -> Sequence[Happening]:
    return _of_the_run(meeting, Sign.STARTED, _moment(meeting, "start_time") or sent)


def _ended(_name: str, meeting: dict[str, Any], sent: datetime | None) -> Sequence[Happening]:
    """The end, and the start again, in case its own event was lost."""
    start = _of_the_run(meeting, Sign.STARTED, _moment(meeting, "start_time"))
    return [*start, *_of_the_run(meeting, Sign.ENDED, _moment(meeting, "end_time") or sent)]


def _entered_or_left(name: str, meeting: dict[str, Any], sent: datetime | None) -> Sequence[Happening]:
    person, sign = part(meeting, "participant"), _IN_THE_MEETING[name]
    if sign is Sign.ENTERED:
        return _of_a_person(meeting, sign, _moment(person, "join_time", "date_time") or sent)
    reason = _without_the_name(_text(person, "leave_reason").casefold(), _text(person, "user_name").casefold())
    lost = any(words in reason for words in _BROKEN)
    return _of_a_person(meeting, Sign.LOST if lost else sign, _moment(person, "leave_time", "date_time") or sent)


def _without_the_name(reason: str, name: str) -> str:
    """What a leave_reason says behind what the participant typed, which may be any words."""
    rest = reason.removeprefix(name)  # as it is now: people rename themselves
    behind = max(rest.rfind(words) for words in _BEHIND_THE_NAME)
    return rest[max(behind, 0) :]


def _at_the_door(name: str, meeting: dict[str, Any], sent: datetime | None) -> Sequence[Happening]:
    person = part(meeting, "participant")
    return _of_a_person(meeting, _AT_THE_DOOR[name], _moment(person, "date_time") or sent)


def _nothing(_name: str, _meeting: dict[str, Any], _sent: datetime | None) -> Sequence[Happening]:
    return ()


_READ: dict[str, Callable[[str, dict[str, Any], datetime | None], Sequence[Happening]]] = {
    "started": _started,
    "ended": _ended,
    **dict.fromkeys(_IN_THE_MEETING, _entered_or_left),
    **dict.fromkeys(_AT_THE_DOOR, _at_the_door),
    **dict.fromkeys((*_CHANGES, *_ENDS), _nothing),
}


def _of_the_run(meeting: dict[str, Any], sign: Sign, at: datetime | None) -> Sequence[Happening]:
    return [Happening(key_of(meeting.get("uuid")), "", sign, at)] if at else []


def _of_a_person(meeting: dict[str, Any], sign: Sign, at: datetime | None) -> Sequence[Happening]:
    if at is None:
        return []
    person = part(meeting, "participant")
    participant = participant_of(person)
    accounts = {_text(person, "participant_user_id"), _text(person, "id")} - {""}
    host = _text(meeting, "host_id") in accounts
    happening = Happening(
        run=key_of(meeting.get("uuid")),
        participant=participant or BEFORE_THE_DOOR,
        sign=sign,
        at=at,
        host=host,
        # Zoom leaves both blank for people of other accounts. Before the door it sends no more than a deprecated id.
        staff=bool(accounts) and bool(participant) and not host,
        name=_text(person, "user_name"),
        email=_text(person, "email"),
    )
    return [happening]


def _text(of: dict[str, Any], name: str) -> str:
    found = of.get(name)
    return found if isinstance(found, str) else ""


def _moment_of(envelope: Envelope) -> datetime | None:
    try:
        return None if envelope.sent is None else _EPOCH + timedelta(milliseconds=envelope.sent)
    except OverflowError:
        return None


def _moment(given: dict[str, Any], *names: str) -> datetime | None:
    """The first of these times that is there and can be read."""
    for name in names:
        try:
            moment = datetime.fromisoformat(given.get(name) or "")
            if moment.tzinfo:
                return moment.astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            continue
    return None
