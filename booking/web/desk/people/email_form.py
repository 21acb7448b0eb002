"""The form in which staff correct a seeker's mail address."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from booking.core.text_limits import LONGEST_MAIL_ADDRESS
from booking.core.texts import _
from booking.people.mail_addresses import read_mail_address
from booking.web.forms import Form, line, too_long
from notifier.mail_addresses import is_mail_address


@dataclass(frozen=True)
class EmailForm(Form):
    """What was typed, and the address as it would be kept."""

    typed: str = field(default="", repr=False)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "EmailForm":
        """Read what was sent; full-width letters are as good as half-width ones."""
        form = cls(line(sent, "email"))
        return form.checked({"email": _complaint(form)})

    @property
    def address(self) -> str:
        """As it would be kept."""
        return read_mail_address(self.typed)


def _complaint(form: EmailForm) -> str:
    if not form.typed:
        return _("新しいメールアドレスを入力してください。例：misaki@example.com")
    if complaint := too_long(form.address, LONGEST_MAIL_ADDRESS):
        return complaint
    if is_mail_address(form.address):
        return ""
    return _(
        "メールアドレスの形がまちがっています。「@」の前と後ろを、1文字ずつ確かめてください。例：misaki@example.com"
    )
