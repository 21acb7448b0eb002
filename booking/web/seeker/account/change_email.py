"""Another mail address: asked for with the password, confirmed by a key that comes to the new address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Response, after_this_request, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain
from booking.core.rate_limits import count_key_request
from booking.core.text_limits import LONGEST_MAIL_ADDRESS
from booking.core.texts import _
from booking.people.account_keys.shape import read_key
from booking.people.mail_addresses import read_mail_address
from booking.people.permissions import SEEKERS, allow
from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in import change_email as changing
from booking.services import services
from booking.tables import KeyPurpose
from booking.web import session
from booking.web.accounts.askers import who_asks
from booking.web.accounts.known_browsers import remember_browser
from booking.web.accounts.own_account import (
    check_password_again,
    own_login,
    own_password_complaint,
    wrong_own_password,
)
from booking.web.accounts.signing_in import login_complaint
from booking.web.forms import Form
from booking.web.seeker.account.key_step import KeyStep
from booking.web.seeker.account.sent_key import forget_key, remember_key, sent_key
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now
from notifier.mail_addresses import is_mail_address

_LONGEST_KEY = 40  # as typed, with whatever was copied along


@dataclass(frozen=True)
class EmailForm(Form):
    """The new address as it is kept, and the password, which is never shown again."""

    address: str
    password: str = field(repr=False)

    @classmethod
    def parse(cls, sent: Mapping[str, str], *, own: str) -> "EmailForm":
        """Read a sent form, whichever keyboard typed it; `own` is the address of now."""
        address, password = read_mail_address(sent.get("address", "")), sent.get("password", "")
        same = _("いまと同じメールアドレスです。") if address == own else ""
        return cls(address[:LONGEST_MAIL_ADDRESS], password).checked(
            {
                "address": login_complaint(address) or same or _unsendable(address),
                "password": own_password_complaint(password),
            }
        )


def _unsendable(address: str) -> str:
    """What to say of an address to which no mail can be sent; those of old carriers are none of them."""
    if is_mail_address(address):
        return ""
    return _(
        "メールアドレスの形がまちがっています。「@」の前と後ろを、1文字ずつ確かめてください。例：hanako@example.com"
    )


@dataclass(frozen=True)
class KeyForm(Form):
    """The key that came to the new address."""

    key: str

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "KeyForm":
        """Read a sent form: the key however it was copied."""
        key = read_key(sent.get("key", "")[:_LONGEST_KEY])
        return cls(key).checked({"key": "" if key else _("メールに書かれた認証キーを入力してください。")})


@blueprint.get("/mypage/email")
@allow(SEEKERS)
def change_email() -> str:
    """Ask for the new address and the password."""
    return _address_page(EmailForm("", ""))


@blueprint.post("/mypage/email")
@allow(SEEKERS)
def request_email_key() -> ResponseReturnValue:
    """Mail a key to the new address; whether somebody else has it is answered alike."""
    count_key_request()
    form = EmailForm.parse(request.form, own=own_login())
    if form.errors:
        return form.with_status(_address_page(form))
    who, moment, real_now = session.seeker(), now(), datetime.now(UTC)
    try:
        check_password_again(form.password)
    except WrongPassword as refused:
        return form.with_status(_address_page(form.with_error("password", wrong_own_password())), refused)
    except AccountLocked as refused:
        return form.with_status(_address_page(form, explain(refused)), refused)
    key_id = changing.request_change(
        who,
        form.address,
        asker=who_asks(own_login()),
        replaces=sent_key(KeyPurpose.CHANGE_EMAIL),
        keys=services().keys,
        now=moment,
        real_now=real_now,
    )
    remember_key(KeyPurpose.CHANGE_EMAIL, key_id)
    return redirect(url_for(".confirm_email"), code=303)


@blueprint.get("/mypage/email/confirm")
@allow(SEEKERS)
def confirm_email() -> ResponseReturnValue:
    """Ask for the key."""
    return _key_step().ask(KeyForm(""))


@blueprint.post("/mypage/email/confirm")
@allow(SEEKERS)
def submit_email_key() -> ResponseReturnValue:
    """Change the address."""
    return _key_step().take(_change)


def _key_step() -> KeyStep[KeyForm]:
    return KeyStep(KeyPurpose.CHANGE_EMAIL, KeyForm.parse, _key_page, lambda: url_for(".change_email"))


def _change(key_id: int, form: KeyForm) -> ResponseReturnValue:
    address = changing.confirm_change(
        session.seeker(),
        key_id,
        form.key,
        asker=who_asks(own_login()),
        keys=services().keys,
        now=now(),
        real_now=datetime.now(UTC),
    )
    forget_key(KeyPurpose.CHANGE_EMAIL)
    _know_browser_by(address)
    flash(_("メールアドレスを変更しました。次からは、新しいメールアドレスでログインしてください。"), "success")
    return redirect(url_for(".sign_in_settings"), code=303)


def _know_browser_by(address: str) -> None:
    @after_this_request
    def remember(response: Response) -> Response:
        remember_browser(response, address)
        return response


def _address_page(form: EmailForm, refusal: Explanation | None = None) -> str:
    return render_template(
        "seeker/account/change_email.html", form=form, errors=form.errors, refusal=refusal, login=own_login()
    )


def _key_page(form: KeyForm, refusal: Explanation | None) -> str:
    return render_template("seeker/account/confirm_email.html", form=form, errors=form.errors, refusal=refusal)
