"""The form in which staff decide about attendance: what, why, and which decision they saw before."""

from collections.abc import Mapping
from dataclasses import dataclass

from booking.core.decisions import DECISIONS, BookingStatus
from booking.core.text_limits import LONGEST_REASON
from booking.core.texts import _
from booking.web.forms import Form, chosen, line, too_long, whole_number

SHEET, LIST = "sheet", "list"  # where the form was opened, and where staff go on


@dataclass(frozen=True)
class AttendanceForm(Form):
    """What was sent; `status` is None while `errors` names it."""

    status: BookingStatus | None = None
    reason: str = ""
    shown: int = 0
    back: str = ""

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "AttendanceForm":
        """Read a sent form."""
        form = cls(
            status=chosen(sent, "status", DECISIONS),
            reason=line(sent, "reason"),
            shown=whole_number(sent.get("shown", ""), digits=5) or 0,
            back=sent.get("back", ""),
        )
        if form.status is None:
            return form.with_error("status", _("出欠のボタンのどれかを押してください。"))
        return form.checked({"reason": too_long(form.reason, LONGEST_REASON)})
