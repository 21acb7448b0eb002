"""The form for a new API token: its owner, its purpose, its scopes."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from booking.core.input.clean_text import says_something
from booking.core.text_limits import LONGEST_MAIL_ADDRESS, LONGEST_NAME
from booking.core.texts import _
from booking.people.bearer_tokens import SCOPES
from booking.people.mail_addresses import read_mail_address
from booking.tables import Realm, Scope
from booking.web.forms import Form, all_chosen, chosen, line


@dataclass(frozen=True)
class TokenForm(Form):
    """What was typed; `realm` is None while `errors` names the door."""

    realm: Realm | None = None
    login: str = ""
    name: str = ""
    scopes: tuple[Scope, ...] = ()

    @classmethod
    def parse(cls, sent: MultiDict[str, str]) -> "TokenForm":
        """Read what was sent."""
        realm, scopes = chosen(sent, "door", Realm), all_chosen(sent, "scopes", Scope)
        form = cls(realm, read_mail_address(sent.get("login", "")), line(sent, "name"), scopes)
        return form.checked(_complaints(form))


def _complaints(form: TokenForm) -> Mapping[str, str]:
    is_login = 0 < len(form.login) <= LONGEST_MAIL_ADDRESS
    is_name = says_something(form.name) and len(form.name) <= LONGEST_NAME
    what_for = _("何に使うかがわかる名前を、100文字以内で入力してください。例：予約アプリ")
    return {
        "door": "" if form.realm else _("求職者か職員かを選んでください。"),
        "login": "" if is_login else _("ログインに使うメールアドレスを入力してください。"),
        "name": "" if is_name else what_for,
        "scopes": _complaint_of_scopes(form),
    }


def _complaint_of_scopes(form: TokenForm) -> str:
    if not form.scopes:
        return _("できることを1つ以上選んでください。")
    if form.realm is not None and not set(form.scopes) <= SCOPES[form.realm]:
        return _("職員のトークンでは、メッセージを読めません。チェックを外してください。")
    return ""
