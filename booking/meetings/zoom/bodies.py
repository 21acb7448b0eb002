"""PURE: a wanted meeting as Zoom's request, Zoom's answer as ours, and where both differ (rules.md#meetings)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC

from booking.meetings.provider import MeetingRequest
from booking.meetings.seen import SeenMeeting
from booking.meetings.zoom.answers import moment, number, section, text
from booking.meetings.zoom.settings import drifted, for_correction, for_creation

_SCHEDULED = 2
_ZONE = "Asia/Tokyo"
_AGENDA = "madoguchi "
_MARK = re.compile(rf"{_AGENDA}(\S{{1,36}})")


def creation(request: MeetingRequest, passcode: str, *, newest: bool = True) -> dict[str, object]:
    """The body that creates the wished meeting; the mark lies in the agenda, which is opaque to people.

    `newest` as for the settings.
    """
    return {
        "topic": request.topic,
        "type": _SCHEDULED,
        **times(request),
        "password": passcode,
        "default_password": False,
        "agenda": f"{_AGENDA}{request.mark}",
        "settings": for_creation(newest=newest),
    }


def corrections(request: MeetingRequest, passcode: str, *, newest: bool) -> Iterator[dict[str, object]]:
    """The bodies that put type, time, settings and passcode back; the ID stays. The next one if Zoom refuses one.

    The account may not know the newest settings, or the passcode may break a rule that is younger than the meeting:
    people were given this passcode, and the rest can be put back all the same.
    """
    for with_passcode in (True, False):
        for with_newest in (True, False) if newest else (False,):
            sent = {"type": _SCHEDULED, **times(request), "settings": for_correction(newest=with_newest)}
            yield sent | ({"password": passcode} if with_passcode else {})


def times(request: MeetingRequest) -> dict[str, object]:
    """Start in UTC: Zoom ignores offsets and fractions of a second."""
    return {
        "start_time": request.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "timezone": _ZONE,
        "duration": request.length_minutes,
    }


def seen(answer: dict[str, object]) -> SeenMeeting:
    """A meeting that Zoom was asked for by its ID."""
    return replace(listed(answer), drift=tuple(_drift(answer)))


def listed(row: dict[str, object]) -> SeenMeeting:
    """A meeting as a list shows it: without settings, so that nothing is known of its drift."""
    return SeenMeeting(
        provider_id=str(number(row, "id") or ""),
        mark=mark_of(row),
        starts_at=moment(row, "start_time"),
        length_minutes=number(row, "duration"),
        passcode=text(row, "password"),
        join_url=text(row, "join_url"),
    )


def mark_of(answer: dict[str, object]) -> str | None:
    """Our mark; None if somebody else made the meeting."""
    found = _MARK.fullmatch(text(answer, "agenda").strip())
    return found[1] if found else None


def _drift(answer: dict[str, object]) -> Iterator[str]:
    yield from drifted(section(answer, "settings"))
    passcode = text(answer, "password")
    if not (passcode.isascii() and passcode.isdigit()):
        yield "passcode"
    if number(answer, "type") not in {_SCHEDULED, None}:
        yield "type"  # a recurring one lives on for a year after the consultation
