"""The form in which staff correct a seeker's mail address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from booking.policy.mail_addresses import LONGEST, is_mail_address, read_mail_address
from booking.typed import one_line
from booking.words.texts import _


@dataclass(frozen=True)
class EmailForm:
    """What was typed, and the address as it would be kept."""

    typed: str = field(default="", repr=False)
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "EmailForm":
        """Read what was sent; full-width letters are as good as half-width ones."""
        form = cls(one_line(sent.get("email", "")))
        complaint = form._complaint()
        return form.with_error(complaint) if complaint else form

    @property
    def address(self) -> str:
        """As it would be kept."""
        return read_mail_address(self.typed)

    def with_error(self, message: str) -> "EmailForm":
        """The same form with a message at its field."""
        return replace(self, errors={"email": message})

    def _complaint(self) -> str:
        if not self.typed:
            return _("新しいメールアドレスを入力してください。例：misaki@example.com")
        if len(self.address) > LONGEST:
            return _(
                "%(longest)s文字以内で入力してください。いまは%(count)s文字です。",
                longest=LONGEST,
                count=len(self.address),
            )
        if not is_mail_address(self.address):
            return _(
                "メールアドレスの形がまちがっています。「@」の前と後ろを、1文字ずつ確かめてください。例：misaki@example.com"
            )
        return ""
