"""What to say of a password that somebody chose."""

from booking.core.texts import _
from booking.people.sign_in.password_rule import PasswordProblem, password_problem


def password_complaint(password: str, *, missing: str = "") -> str:
    """What to say of a password that somebody chose; empty if it may be taken.

    `missing` is what to say of none where the page calls it otherwise than 「新しいパスワード」.
    """
    problem = password_problem(password)
    if problem is None:
        return ""
    return {
        PasswordProblem.MISSING: missing or _("新しいパスワードを入力してください。"),
        PasswordProblem.NOT_HALF_WIDTH: _("パスワードは、半角の英字・数字・記号で入力してください。空白は使えません。"),
        PasswordProblem.LENGTH: _("パスワードは、8文字から32文字で入力してください。"),
        PasswordProblem.CHARACTERS: _("パスワードには、英字・数字・記号をすべて使ってください（8～32文字）。"),
    }[problem]
