"""The form in which staff close a my-page: why, and until when if not for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from booking.core.input.parsing import read_typed_day
from booking.core.texts import _
from booking.web.desk.people.reason_form import ReasonForm
from booking.web.forms import figures


@dataclass(frozen=True)
class ClosingForm(ReasonForm):
    """The reason and the last day as typed, and the day as read; None = until somebody opens it again."""

    typed_day: str = ""
    last_day: date | None = None

    @classmethod
    def read(cls, sent: Mapping[str, str], *, today: date) -> "ClosingForm":
        """Read a sent form; the day may be left empty."""
        why, typed = ReasonForm.parse(sent), figures(sent, "last_day")
        last_day = read_typed_day(typed)
        form = cls(reason=why.reason, typed_day=typed, last_day=last_day)
        return form.checked({**why.errors, "last_day": _complaint(typed, last_day, today)})


def _complaint(typed: str, last_day: date | None, today: date) -> str:
    if not typed:
        return ""
    if last_day is None:
        return _("最後の日を、例のように入力してください。例：2027-02-18")
    return "" if last_day >= today else _("最後の日は、今日か、これからの日にしてください。")
