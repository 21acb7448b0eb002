"""PURE: how soon a wanted meeting is made, and for whom the rest of a host's day is kept (rules.md#hosts-days).

A provider lets a host have so many meetings made or changed a day. Whoever changes their mind again within minutes
costs none of them; and when few are left, they are for those whose consultation is near or was booked late.
"""

from datetime import timedelta

REST = timedelta(minutes=5)  # shorter than the mail waits for a meeting
NEAR = 2  # office days left, as `office_days_left` counts them
KEPT_FOR_NEAR = 20  # of a host's day


def rests(*, second_thought: bool, days_left: int, late: bool) -> bool:
    """Whether a meeting wanted anew by a seeker's second thought rests before it is made."""
    return second_thought and not late and days_left > NEAR


def is_kept_back(made_today: int, *, limit: int, days_left: int, late: bool) -> bool:
    """Whether what is left of the host's day is kept for others than this consultation."""
    return made_today >= limit - KEPT_FOR_NEAR and not late and days_left > NEAR


def is_nearly_used(made_today: int, *, limit: int) -> bool:
    """Whether only what is kept for near consultations is left of the host's day."""
    return made_today >= limit - KEPT_FOR_NEAR
