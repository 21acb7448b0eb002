"""The form with a code of an authenticator program, or a recovery code in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from booking.core.texts import _
from booking.people.account_keys.shape import read_key
from booking.web.forms import Form

_LONGEST = 60  # as typed, with whatever was copied along


@dataclass(frozen=True)
class CodeForm(Form):
    """What was typed. Codes are never shown again: each is good once."""

    code: str = field(repr=False, default="")

    @classmethod
    def parse(cls, sent: Mapping[str, str], name: str = "code", *, in_words: str = "") -> "CodeForm":
        """Read a sent form, the code however it was copied; `in_words`: what to type, if not a program's code."""
        code = read_key(sent.get(name, "")[:_LONGEST])
        missing = in_words or _("認証アプリに出ている6けたの数字を入力してください。")
        return cls(code).checked({name: "" if code else missing})
