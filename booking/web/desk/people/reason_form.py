"""A reason that staff give for what they do to an account; the person is told it."""

from collections.abc import Mapping
from dataclasses import dataclass

from booking.core.text_limits import LONGEST_REASON
from booking.core.texts import _
from booking.web.forms import Form, line, text_complaint


@dataclass(frozen=True)
class ReasonForm(Form):
    """The reason as typed."""

    reason: str = ""

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "ReasonForm":
        """Read a sent form."""
        form = cls(line(sent, "reason"))
        missing = _("理由を入力してください。ご本人にも伝わります。")
        return form.checked({"reason": text_complaint(form.reason, LONGEST_REASON, missing=missing)})
