"""When a provider of meetings is asked again after a failure."""

from datetime import datetime, timedelta

from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured, MeetingsParked
from database.leases import Lease, share_of
from notifier.backoff import pause_after, spread

UNTIL_MENDED = timedelta(hours=1)  # nobody tells us when a setting was mended; staff can ask for a try at once


def next_try(
    failed: MeetingFailed, lease: Lease, *, first: timedelta, longest: timedelta, real_now: datetime
) -> datetime:
    """The moment (real time) of the next try, spread a little so that those who failed together do not come together.

    A daily limit parks until it ends, whatever the number of tries; a pause that the provider names is kept.
    """
    share = share_of(lease.name)
    match failed:
        case MeetingsParked():
            return spread(failed.until - real_now, share, most=timedelta(minutes=5)) + real_now
        case MeetingsMisconfigured():
            return spread(UNTIL_MENDED, share) + real_now
        case _:
            pause = pause_after(lease.tries, first=first, longest=longest)
            return spread(max(pause, failed.retry_after or pause), share) + real_now
