"""The form that invites somebody to the desk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from booking.core.text_limits import LONGEST_MAIL_ADDRESS, LONGEST_NAME
from booking.core.texts import _
from booking.people.mail_addresses import may_sign_in_with, read_mail_address
from booking.tables import Office, Role
from booking.web.desk.staff.role_form import chosen_place, place_complaints
from booking.web.forms import Form, line, text_complaint, too_long
from notifier.mail_addresses import is_mail_address


@dataclass(frozen=True)
class InviteForm(Form):
    """What was typed; `login` as it would be kept, `role` is None while `errors` names it. Offices by their codes."""

    name: str = ""
    login: str = ""
    role: Role | None = None
    offices: tuple[str, ...] = ()

    @classmethod
    def parse(cls, sent: MultiDict[str, str], *, roles: Collection[Role], offices: Sequence[Office]) -> "InviteForm":
        """Read what was sent; what is not offered counts as not chosen."""
        name, login = line(sent, "name"), read_mail_address(line(sent, "login"))
        form = cls(name, login, *chosen_place(sent, roles, offices))
        complaints = {
            "name": text_complaint(name, LONGEST_NAME, missing=_("氏名を入力してください。")),
            "login": _login_complaint(login),
        }
        return form.checked({**complaints, **place_complaints(form.role, form.offices)})


def _login_complaint(login: str) -> str:
    if not login:
        return _("メールアドレスを入力してください。例：kyoko@example.com")
    if complaint := too_long(login, LONGEST_MAIL_ADDRESS):
        return complaint
    if is_mail_address(login) and may_sign_in_with(login):
        return ""
    return _(
        "メールアドレスの形がまちがっています。「@」の前と後ろを、1文字ずつ確かめてください。例：kyoko@example.com"
    )
