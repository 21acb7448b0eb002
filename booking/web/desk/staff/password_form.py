"""The form with a new password, typed twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from booking.core.texts import _
from booking.web.accounts.new_passwords import password_complaint
from booking.web.forms import Form


@dataclass(frozen=True)
class PasswordForm(Form):
    """What was typed; without errors the password is one that may be chosen. Passwords are never shown again."""

    password: str = field(repr=False)
    again: str = field(repr=False)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "PasswordForm":
        """Read a sent form, the passwords as they are."""
        password, again = sent.get("password", ""), sent.get("again", "")
        same = again == password
        return cls(password, again).checked(
            {
                "password": password_complaint(password),
                "again": "" if same else _("2つのパスワードがちがいます。同じものを入力してください。"),
            }
        )
