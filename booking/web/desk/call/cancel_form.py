"""The form in which staff cancel: who wished it, when the office heard of it, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from booking.core.input.parsing import read_clocks, read_typed_day
from booking.core.text_limits import LONGEST_REASON
from booking.core.texts import _
from booking.web.forms import Form, figures, line, too_long
from calendars.office_time import at, day_of, in_office_time

BY_SEEKER, BY_OFFICE = "seeker", "office"


@dataclass(frozen=True)
class CancelForm(Form):
    """What was typed; `notified_at` (office time) is when the seeker gave notice, None for the office's own wish."""

    by: str
    notified_day: str
    notified_clock: str
    reason: str = ""
    notified_at: datetime | None = None

    @classmethod
    def blank(cls, *, now: datetime, by: str = "") -> "CancelForm":
        """The form before anything is chosen, but for who is on the phone; news usually comes in now."""
        return cls(by, day_of(now).isoformat(), f"{in_office_time(now):%H:%M}")

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "CancelForm":
        """Read a sent form; the moment of the news counts only where there was news."""
        day, clock = figures(sent, "notified_day"), figures(sent, "notified_clock")
        form = cls(sent.get("by", ""), day, clock, line(sent, "reason"))
        if form.by == BY_SEEKER:
            form = replace(form, notified_at=_moment(day, clock))
        return form.checked(_complaints(form))


def _moment(typed_day: str, typed_clock: str) -> datetime | None:
    day, clocks = read_typed_day(typed_day), read_clocks(typed_clock)
    return at(day, clocks[0]) if day and clocks and len(clocks) == 1 else None


def _complaints(form: CancelForm) -> Mapping[str, str]:
    is_chosen, is_dated = form.by in {BY_SEEKER, BY_OFFICE}, form.by != BY_SEEKER or form.notified_at is not None
    missing = _("取消の理由を記入してください。求職者にも伝わります。")
    return {
        "by": "" if is_chosen else _("だれの都合で取り消すかを選んでください。"),
        "notified_day": "" if is_dated else _("連絡を受けた日と時刻を入力してください。例：2026-11-20、9:50"),
        "reason": too_long(form.reason, LONGEST_REASON) if form.reason else missing,
    }
