"""The form of closing days: one or several, whole or for some hours, of every year, of one office or of all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from booking.core.input.parsing import read_clock, read_typed_day
from booking.core.texts import _
from booking.office_changes.closings import CloseDay
from booking.web.desk.offices.office_forms import reason_complaint
from booking.web.forms import Form, figures, is_ticked, line


@dataclass(frozen=True)
class ClosingDayForm(Form):
    """Days, hours and why the office is closed then, as typed; `change` is None while `errors` names something."""

    typed: Mapping[str, str]  # day, last, closed_from, closed_until
    reason: str = ""
    every_year: bool = False
    all_offices: bool = False
    change: CloseDay | None = None

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "ClosingDayForm":
        """Read what was sent."""
        typed = {name: figures(sent, name) for name in _TYPED}
        reason, every_year = line(sent, "reason"), is_ticked(sent, "every_year")
        day, last = read_typed_day(typed["day"]), read_typed_day(typed["last"])
        closed_from, closed_until = read_clock(typed["closed_from"]), read_clock(typed["closed_until"])
        form = cls(typed, reason, every_year, is_ticked(sent, "all")).checked(
            {
                "day": "" if day else _("閉庁日の日付を入力してください。例：2026-12-28"),
                "reason": reason_complaint(reason, _("閉庁の理由を入力してください。求職者にも表示されます。")),
                "last": _last_complaint(typed["last"], day, last),
                "closed_from": "" if closed_from or not typed["closed_from"] else _unread(),
                "closed_until": _until_complaint(typed["closed_until"], closed_from, closed_until),
            }
        )
        if day is None or form.errors:
            return form
        last = None if last == day else last
        change = CloseDay(day, reason, last, closed_from, closed_until, every_year)
        return cls(typed, reason, every_year, form.all_offices, change)

    @property
    def has_more(self) -> bool:
        """Whether something was said beside the day and the reason."""
        return self.every_year or self.all_offices or any(self.typed.get(name) for name in _TYPED[1:])


_TYPED = ("day", "last", "closed_from", "closed_until")
EMPTY_CLOSING = ClosingDayForm({})


def _unread() -> str:
    return _("時刻を「13:00」のように入力してください。一日休むときは、空けてください。")


def _last_complaint(typed: str, day: date | None, last: date | None) -> str:
    if typed and last is None:
        return _("最後の日の日付を入力してください。1日だけのときは、空けてください。")
    return _("最後の日には、始まりの日より後の日を入力してください。") if day and last and last < day else ""


def _until_complaint(typed: str, closed_from: time | None, closed_until: time | None) -> str:
    if typed and closed_until is None:
        return _unread()
    if closed_from and closed_until and closed_until <= closed_from:
        return _("終わりの時刻には、始まりの時刻より後の時刻を入力してください。")
    return ""
