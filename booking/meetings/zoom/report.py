"""Who was in a run of a meeting, as Zoom reports it after the end (GET /past_meetings/{id}/participants)."""

from collections.abc import Sequence
from urllib.parse import quote

from booking.meetings.seen import Participation
from booking.meetings.zoom.answers import moment, text
from booking.meetings.zoom.calls import ZoomCalls
from booking.meetings.zoom.errors import NoSuchMeeting
from booking.meetings.zoom.participants import device_of


def participants(calls: ZoomCalls, run: str, host: str | None) -> Sequence[Participation] | None:
    """One row for each stay; None before the meeting has ended, or if Zoom no longer knows it."""
    try:
        rows = list(calls.pages(f"/past_meetings/{run_in_path(run)}/participants", "participants", query={}))
    except NoSuchMeeting:
        return None
    found = (_participation(row, host) for row in rows)
    return tuple(participation for participation in found if participation)


def run_in_path(run: str) -> str:
    """A uuid (or an ID) as part of a path: encoded, twice where Zoom would take its slashes for the path's."""
    encoded = quote(run, safe="")
    return quote(encoded, safe="") if run.startswith("/") or "//" in run else encoded


def _participation(row: dict[str, object], host: str | None) -> Participation | None:
    joined = moment(row, "join_time")
    if joined is None:
        return None
    email = text(row, "user_email").casefold()
    return Participation(
        name=text(row, "name"),
        joined_at=joined,
        left_at=moment(row, "leave_time"),
        host=bool(host and email == host.casefold()),
        in_waiting_room=text(row, "status") == "in_waiting_room",
        staff=row.get("internal_user") is True,  # an "id" is no sign of it: others have one when they are signed in
        device=device_of(row),
        email=email,
    )
