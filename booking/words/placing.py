"""Says why a booking stands outside the timetable, and why a hold lost its place."""

from datetime import datetime

from booking.availability.outside_timetable import Outside
from booking.availability.placed_outside import LostPlace
from booking.core.texts import _
from calendars.wording import short_day


def outside_reason(reason: Outside) -> str:
    """The reason as a sentence for staff."""
    return {
        Outside.ENDED: _("この手続きは、この日には終わっています。"),
        Outside.CLOSING_DAY: _("この日は休みの日です。"),
        Outside.NO_SUCH_START: _("いまの時間割にない時間です。"),
        Outside.DESK_TAKEN_OUT: _("この窓口では、いまこの手続きを行っていません。"),
    }[reason]


def why_lost(lost: LostPlace, starts_at: datetime) -> str:
    """Why the office took a held time away, as a sentence for its seeker."""
    if Outside.ENDED in lost.reasons:
        return _("%(day)sには、この手続きは終わっています。", day=short_day(starts_at))
    if Outside.CLOSING_DAY in lost.reasons:
        return _("%(day)sは休みの日になりました（%(name)s）。", day=short_day(starts_at), name=lost.closing)
    if Outside.NO_SUCH_START in lost.reasons:
        return _("この時間の相談は、行わないことになりました。")
    return _("安定所の予定が変わりました。")
