"""The form in which staff decide about attendance: what, why, and which decision they saw before."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from booking.policy.absences import REASON_MAX_LENGTH
from booking.policy.decisions import DECISIONS, BookingStatus
from booking.typed import one_line
from booking.words.texts import _

SHEET, LIST = "sheet", "list"  # where the form was opened, and where staff go on


@dataclass(frozen=True)
class AttendanceForm:
    """What was sent; `status` is None while `errors` names it."""

    status: BookingStatus | None = None
    reason: str = ""
    shown: int = 0
    back: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "AttendanceForm":
        """Read a sent form."""
        status = next((one for one in DECISIONS if one.value == sent.get("status")), None)
        shown = sent.get("shown", "")
        form = cls(
            status=status,
            reason=one_line(sent.get("reason", "")),
            shown=int(shown) if shown.isdecimal() and len(shown) < 6 else 0,
            back=sent.get("back", ""),
        )
        return replace(form, errors=_complaints(form))

    def with_error(self, name: str, message: str) -> "AttendanceForm":
        """The same form with a message at one more field."""
        return replace(self, errors={**self.errors, name: message})


def _complaints(form: AttendanceForm) -> dict[str, str]:
    if form.status is None:
        return {"status": _("出欠のボタンのどれかを押してください。")}
    if len(form.reason) > REASON_MAX_LENGTH:
        count, most = len(form.reason), REASON_MAX_LENGTH
        return {"reason": _("%(most)s文字以内で入力してください。いまは%(count)s文字です。", most=most, count=count)}
    return {}
