"""Says why a booking stands outside the timetable."""

from booking.policy.placing import Outside
from booking.words.texts import _


def outside_reason(reason: Outside) -> str:
    """The reason as a sentence for staff."""
    return {
        Outside.CLOSING_DAY: _("この日は休みの日です。"),
        Outside.NO_SUCH_START: _("いまの時間割にない時間です。"),
        Outside.DESK_TAKEN_OUT: _("この窓口では、いまこの手続きを行っていません。"),
    }[reason]
