"""How long what joins a meeting is kept, and what was done for and in it; the meeting ID is kept for ever."""

from datetime import UTC, timedelta

from sqlalchemy import ColumnElement, or_

from booking.core.erasure import KeptFor, Night, Retention, delete_old, kept_for
from booking.meetings.pool.rest import week_of
from booking.tables import HostDay, Meeting, MeetingCapture, MeetingState, PoolAssignment

DETAILS = KeptFor("details", 7, least=1, most=365)  # `days` is what the installation's setting says without a choice
CAPTURES = KeptFor("captures", 120, least=30, most=365)  # after somebody saw to it
HOST_DAYS_KEPT = timedelta(days=60)  # of real time; today's decides what is made for a host


def _old_details(night: Night) -> ColumnElement[bool]:
    """Old details; those of withdrawn meetings at once, which nobody is shown any more and nobody joins."""
    over = or_(Meeting.state == MeetingState.WITHDRAWN, Meeting.ends_at <= night.now - night.kept(DETAILS))
    return Meeting.passcode_sealed.is_not(None) & over


def _old_assignments(night: Night) -> ColumnElement[bool]:
    """Old assignments, none before its week is over: its meeting rests till then, however short details stay."""
    over = PoolAssignment.ends_at <= night.now - night.kept(DETAILS)
    return over & (PoolAssignment.week < week_of(night.now))


def _delete_host_days(night: Night) -> int:
    return delete_old(HostDay, HostDay.day < (night.real_now - HOST_DAYS_KEPT).astimezone(UTC).date())


RETAINED = (
    kept_for("details of meetings", DETAILS, Meeting, _old_details, {"passcode_sealed": None, "join_url_sealed": None}),
    kept_for("assignments of the pool", DETAILS, PoolAssignment, _old_assignments),
    Retention("days of hosts", _delete_host_days),
    kept_for(
        "captures seen to",
        CAPTURES,
        MeetingCapture,
        lambda night: MeetingCapture.resolved_at <= night.now - night.kept(CAPTURES),
    ),
)
