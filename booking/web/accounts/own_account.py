"""What the pages share on which somebody who is signed in gives the password once more; shows nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from booking.announcements.accounts import announce_locked
from booking.core.texts import _
from booking.people.sign_in.locks import OnLock
from booking.people.sign_in.own_password import check_own_password
from booking.tables import Account
from booking.web import session
from booking.web.accounts.known_browsers import known_browser
from booking.web.forms import Form
from database.base import db


@dataclass(frozen=True)
class OwnPasswordForm(Form):
    """The password once more and nothing else, never shown again."""

    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "OwnPasswordForm":
        """Read a sent form; the password stays as it is."""
        password = sent.get("password", "")
        return cls(password).checked({"password": own_password_complaint(password)})


def check_password_again(password: str) -> None:
    """Go on if it is the password of who is here; wrong ones are counted as at the door.

    Raises:
        WrongPassword: it is another one.
        AccountLocked: five wrong ones in a row, less than 30 minutes ago.
    """
    check_own_password(
        session.account_owner().account_id,
        password,
        known_browser=own_browser(),
        real_now=datetime.now(UTC),
        on_lock=tell_of_lock(session.now()),
    )


def own_login() -> str:
    """The address with which who is here signs in."""
    return db.session.get_one(Account, session.account_owner().account_id).login


def own_browser() -> str | None:
    """The mark of this browser, which signed in to the account."""
    return known_browser(own_login())


def own_password_complaint(password: str) -> str:
    """What to say of a password that is not there."""
    return "" if password else _("いまのパスワードを入力してください。")


def wrong_own_password() -> str:
    """What to say of one that does not fit."""
    return _("いまのパスワードがちがいます。5回まちがえると、30分ほど変更もログインもできません。")


def tell_of_lock(now: datetime) -> OnLock:
    """Tell the owner of a lock."""
    return lambda db_session, account_id: announce_locked(db_session, account_id, now=now)
