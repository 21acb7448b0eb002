"""The form in which staff note that they called somebody who did not come: when, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from booking.core.call_results import CallResult
from booking.core.input.parsing import read_clocks, read_typed_day
from booking.core.texts import _
from booking.web.forms import Form, chosen, figures
from calendars.office_time import at, day_of, in_office_time


@dataclass(frozen=True)
class CallForm(Form):
    """What was typed; `called_at` (office time) and `result` are None while `errors` name them."""

    called_day: str
    called_clock: str
    result: CallResult | None = None
    called_at: datetime | None = None

    @classmethod
    def blank(cls, *, now: datetime) -> "CallForm":
        """The form before anything is chosen; calls are mostly noted at once."""
        return cls(day_of(now).isoformat(), f"{in_office_time(now):%H:%M}")

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "CallForm":
        """Read a sent form."""
        form = cls(figures(sent, "called_day"), figures(sent, "called_clock"), chosen(sent, "result", CallResult))
        day, clocks = read_typed_day(form.called_day), read_clocks(form.called_clock)
        if day and clocks and len(clocks) == 1:
            form = replace(form, called_at=at(day, clocks[0]))
        missing = _("電話した日と時刻を入力してください。例：2026-11-25、10:15")
        return form.checked(
            {
                "called_day": "" if form.called_at else missing,
                "result": "" if form.result else _("電話の結果を選んでください。"),
            }
        )
