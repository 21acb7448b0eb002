"""The form for a new API token: for whom, what for, what it may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from booking.accounts.tokens import SCOPES
from booking.models import Realm, Scope
from booking.policy.mail_addresses import LONGEST, read_mail_address
from booking.typed import one_line, says_something
from booking.words.texts import _

_LONGEST_NAME = 100


@dataclass(frozen=True)
class TokenForm:
    """What was typed; `realm` is None while `errors` names the door."""

    realm: Realm | None = None
    login: str = ""
    name: str = ""
    scopes: tuple[Scope, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, sent: MultiDict[str, str]) -> "TokenForm":
        """Read what was sent."""
        given = sent.get("door", "")
        realm = Realm(given) if given in set(Realm) else None
        scopes = tuple(scope for scope in Scope if scope.value in sent.getlist("scopes"))
        form = cls(realm, read_mail_address(sent.get("login", "")), one_line(sent.get("name", "")), scopes)
        return replace(form, errors=dict(form._complaints()))

    def with_error(self, name: str, message: str) -> "TokenForm":
        """The same form with a message at one more field."""
        return replace(self, errors={**self.errors, name: message})

    def _complaints(self) -> list[tuple[str, str]]:
        found = []
        if self.realm is None:
            found.append(("door", _("求職者か職員かを選んでください。")))
        if not 0 < len(self.login) <= LONGEST:
            found.append(("login", _("ログインに使うメールアドレスを入力してください。")))
        if not says_something(self.name) or len(self.name) > _LONGEST_NAME:
            found.append(("name", _("何に使うかがわかる名前を、100文字以内で入力してください。例：予約アプリ")))
        if not self.scopes:
            found.append(("scopes", _("できることを1つ以上選んでください。")))
        elif self.realm is not None and not set(self.scopes) <= SCOPES[self.realm]:
            found.append(("scopes", _("職員のトークンでは、メッセージを読めません。チェックを外してください。")))
        return found
