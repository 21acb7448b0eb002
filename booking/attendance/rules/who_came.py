"""As whom a participant counts; what they typed is compared and forgotten. Knows no tables."""

from booking.attendance.rules.same_name import is_same_name
from booking.core.meeting_events import Who


def who_came(typed: str, display_name: str, *, host: bool, staff: bool) -> Who:
    """Whether it was the host, the seeker by the display name, `staff` of the office's account, or a stranger.

    Whoever knows the display name is the seeker, whatever account they are signed in to: a seeker who is taken for
    staff would look absent.
    """
    if host:
        return Who.HOST
    if is_same_name(typed, display_name):
        return Who.NAMED
    if staff:
        return Who.STAFF
    return Who.OTHER if typed.strip() else Who.UNNAMED
