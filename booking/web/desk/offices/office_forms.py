"""The form of weekly starts, and what is wrong with a reason that seekers read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from booking.core.input.parsing import read_clocks, read_typed_day
from booking.core.text_limits import LONGEST_CLOSING_REASON
from booking.core.texts import _
from booking.office_changes.words import weekdays
from booking.offices.file.shape import WeeklyStart
from booking.offices.file.weekdays import WEEKDAYS
from booking.web.forms import Form, figures, too_long


def named(field: str, complaint: str) -> str:
    """A complaint that may stand beside others of the same words, with the name of its field."""
    return _("%(field)s：%(what)s", field=field, what=complaint)


@dataclass(frozen=True)
class TimetableForm(Form):
    """The first day and the starts of each weekday, as typed; `valid_from` is None while `errors` names it."""

    typed_from: str
    typed: Mapping[str, str]  # by weekday, as in office files: mon … sun
    valid_from: date | None = None
    weekly: tuple[WeeklyStart, ...] = ()

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "TimetableForm":
        """Read what was sent: starts like 10:00 or 10時30分, with spaces or commas between them."""
        typed, typed_from = {weekday: figures(sent, weekday) for weekday in WEEKDAYS}, figures(sent, "from")
        starts = {weekday: read_clocks(text) for weekday, text in typed.items()}
        valid_from = read_typed_day(typed_from)
        weekly = [WeeklyStart(WEEKDAYS.index(weekday), at) for weekday, found in starts.items() for at in found or ()]
        unread = _("時刻を「10:00 11:00」のように、空白で区切って入力してください。")
        names = dict(zip(WEEKDAYS, weekdays(), strict=True))
        return cls(typed_from, typed, valid_from, tuple(sorted(weekly))).checked(
            {
                "from": "" if valid_from else _("新しい時間割を始める日を入力してください。例：2026-12-01"),
                **{weekday: named(names[weekday], unread) for weekday, found in starts.items() if found is None},
            }
        )

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
    return too_long(reason, LONGEST_CLOSING_REASON) if reason else missing
