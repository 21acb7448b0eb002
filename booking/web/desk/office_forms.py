"""The forms of an office's settings: a closing day, and weekly starts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from booking.office_files.shape import WeeklyStart
from booking.office_files.weekdays import WEEKDAYS
from booking.reading import read_clocks, read_typed_day
from booking.typed import half_width, one_line
from booking.words.texts import _

_LONGEST_REASON = 100


@dataclass(frozen=True)
class ClosingDayForm:
    """A day and why the office is closed on it, as typed; `day` is None while `errors` names it."""

    typed_day: str = ""
    reason: str = ""
    day: date | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "ClosingDayForm":
        """Read what was sent."""
        typed_day, reason = half_width(sent.get("day", "")), one_line(sent.get("reason", ""))
        day = read_typed_day(typed_day)
        errors = {}
        if day is None:
            errors["day"] = _("閉庁日の日付を入力してください。例：2026-12-28")
        if complaint := reason_complaint(reason, _("閉庁の理由を入力してください。求職者にも表示されます。")):
            errors["reason"] = complaint
        return cls(typed_day, reason, day, errors)

    def with_error(self, name: str, message: str) -> "ClosingDayForm":
        """The same form with a message at one more field."""
        return replace(self, errors={**self.errors, name: message})


@dataclass(frozen=True)
class TimetableForm:
    """The first day and the starts of each weekday, as typed; `valid_from` is None while `errors` names it."""

    typed_from: str
    typed: Mapping[str, str]  # by weekday, as in office files: mon … sun
    valid_from: date | None = None
    weekly: tuple[WeeklyStart, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "TimetableForm":
        """Read what was sent: starts like 10:00 or 10時30分, with spaces or commas between them."""
        typed = {weekday: half_width(sent.get(weekday, "")) for weekday in WEEKDAYS}
        starts = {weekday: read_clocks(text) for weekday, text in typed.items()}
        typed_from = half_width(sent.get("from", ""))
        valid_from = read_typed_day(typed_from)
        errors = {}
        if valid_from is None:
            errors["from"] = _("新しい時間割を始める日を入力してください。例：2026-12-01")
        for weekday, found in starts.items():
            if found is None:
                errors[weekday] = _("時刻を「10:00 11:00」のように、空白で区切って入力してください。")
        weekly = [WeeklyStart(WEEKDAYS.index(weekday), at) for weekday, found in starts.items() for at in found or ()]
        return cls(typed_from, typed, valid_from, tuple(sorted(weekly)), errors)

    @classmethod
    def of(cls, weekly: Sequence[WeeklyStart], *, typed_from: str = "") -> "TimetableForm":
        """The form with the starts that hold now."""
        typed = {
            weekday: " ".join(f"{start.start:%H:%M}" for start in weekly if start.weekday == number)
            for number, weekday in enumerate(WEEKDAYS)
        }
        return cls(typed_from, typed)

    def with_errors(self, errors: Mapping[str, str]) -> "TimetableForm":
        """The same form with more messages."""
        return replace(self, errors={**self.errors, **errors})


def reason_complaint(reason: str, missing: str) -> str:
    """What is wrong with a reason that seekers read; `missing` is said where there is none."""
    if not reason:
        return missing
    if len(reason) <= _LONGEST_REASON:
        return ""
    return _("%(most)s文字以内で入力してください。いまは%(count)s文字です。", most=_LONGEST_REASON, count=len(reason))
