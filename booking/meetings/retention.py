"""How long what joins a meeting is kept, and what was done for and in it; the meeting ID is kept for ever."""

from datetime import UTC, timedelta

from sqlalchemy import or_

from booking.core.erasure import Night, Retention, delete_old, erase_old
from booking.meetings.pool.rest import week_of
from booking.tables import HostDay, Meeting, MeetingCapture, MeetingState, PoolAssignment

DETAILS_KEPT = timedelta(days=7)  # unless the setting says otherwise
CAPTURES_KEPT = timedelta(days=120)  # after somebody saw to it
HOST_DAYS_KEPT = timedelta(days=60)  # of real time; today's decides what is made for a host


def _erase_details(night: Night) -> int:
    """Erase old details; those of withdrawn meetings at once, which nobody is shown any more and nobody joins."""
    over = or_(Meeting.state == MeetingState.WITHDRAWN, Meeting.ends_at <= night.now - night.details_kept)
    return erase_old(Meeting, Meeting.passcode_sealed.is_not(None) & over, passcode_sealed=None, join_url_sealed=None)


def _delete_assignments(night: Night) -> int:
    """Delete old assignments, none before its week is over: its meeting rests till then, however short details stay."""
    over = PoolAssignment.ends_at <= night.now - night.details_kept
    return delete_old(PoolAssignment, over & (PoolAssignment.week < week_of(night.now)))


def _delete_host_days(night: Night) -> int:
    return delete_old(HostDay, HostDay.day < (night.real_now - HOST_DAYS_KEPT).astimezone(UTC).date())


RETAINED = (
    Retention("details of meetings", _erase_details),
    Retention("assignments of the pool", _delete_assignments),
    Retention("days of hosts", _delete_host_days),
    Retention(
        "captures seen to",
        lambda night: delete_old(MeetingCapture, MeetingCapture.resolved_at <= night.now - CAPTURES_KEPT),
    ),
)
