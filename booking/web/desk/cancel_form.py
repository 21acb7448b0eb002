"""The form in which staff cancel: who wished it, when the office heard of it, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from booking.policy.cancelling import REASON_MAX_LENGTH
from booking.reading import read_clocks, read_typed_day
from booking.typed import half_width, one_line
from booking.words.texts import _
from calendars.office_time import day_of, in_office_time, moment

BY_SEEKER, BY_OFFICE = "seeker", "office"


@dataclass(frozen=True)
class CancelForm:
    """What was typed; `notified_at` (office time) is when the seeker gave notice, None for the office's own wish."""

    by: str
    notified_day: str
    notified_clock: str
    reason: str = ""
    notified_at: datetime | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, *, now: datetime) -> "CancelForm":
        """The form before anything is chosen; news usually comes in now."""
        return cls("", day_of(now).isoformat(), f"{in_office_time(now):%H:%M}")

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "CancelForm":
        """Read a sent form; the moment of the news counts only where there was news."""
        form = cls(
            by=sent.get("by", ""),
            notified_day=half_width(sent.get("notified_day", "")),
            notified_clock=half_width(sent.get("notified_clock", "")),
            reason=one_line(sent.get("reason", "")),
        )
        if form.by == BY_SEEKER:
            form = replace(form, notified_at=_moment(form.notified_day, form.notified_clock))
        return replace(form, errors=_complaints(form))

    def with_error(self, name: str, message: str) -> "CancelForm":
        """The same form with a message at one more field."""
        return replace(self, errors={**self.errors, name: message})


def _moment(typed_day: str, typed_clock: str) -> datetime | None:
    day, clocks = read_typed_day(typed_day), read_clocks(typed_clock)
    return moment(day, clocks[0]) if day and clocks and len(clocks) == 1 else None


def _complaints(form: CancelForm) -> dict[str, str]:
    found = {}
    if form.by not in {BY_SEEKER, BY_OFFICE}:
        found["by"] = _("だれの都合で取り消すかを選んでください。")
    if form.by == BY_SEEKER and form.notified_at is None:
        found["notified_day"] = _("連絡を受けた日と時刻を入力してください。例：2026-11-20、9:50")
    if not form.reason:
        found["reason"] = _("取消の理由を記入してください。求職者にも伝わります。")
    elif len(form.reason) > REASON_MAX_LENGTH:
        count, most = len(form.reason), REASON_MAX_LENGTH
        found["reason"] = _("%(most)s文字以内で入力してください。いまは%(count)s文字です。", most=most, count=count)
    return found
