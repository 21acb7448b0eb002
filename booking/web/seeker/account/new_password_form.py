"""The form with a key that came by mail and the new password, typed twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from booking.core.texts import _
from booking.people.account_keys.shape import read_key
from booking.web.accounts.new_passwords import password_complaint
from booking.web.forms import Form

_LONGEST_KEY = 40  # as typed, with whatever was copied along


@dataclass(frozen=True)
class NewPasswordForm(Form):
    """What was typed; without errors the password is one that may be chosen. Passwords are never shown again."""

    key: str = ""
    password: str = field(default="", repr=False)
    again: str = field(default="", repr=False)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> Self:
        """Read a sent form: the key however it was copied, the passwords as they are."""
        key = read_key(sent.get("key", "")[:_LONGEST_KEY])
        password, again = sent.get("password", ""), sent.get("again", "")
        return cls(key, password, again).checked(
            {
                "key": "" if key else _("メールに書かれた認証キーを入力してください。"),
                "password": password_complaint(password, missing=cls.missing()),
                "again": "" if again == password else _("2つのパスワードがちがいます。同じものを入力してください。"),
            }
        )

    @classmethod
    def missing(cls) -> str:
        """What to say of a password that is not there."""
        return _("新しいパスワードを入力してください。")


class FirstPasswordForm(NewPasswordForm):
    """The same for the first password of an account, which its pages call otherwise."""

    @classmethod
    def missing(cls) -> str:
        """What to say of a password that is not there."""
        return first_password_missing()


def first_password_missing() -> str:
    """What to say of 「登録するパスワード」 that is not there."""
    return _("登録するパスワードを入力してください。")
