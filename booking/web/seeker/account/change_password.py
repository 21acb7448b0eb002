"""A new password for who knows the old one; every other browser is signed out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.people.permissions import ACCOUNT_OWNERS, ANYONE, allow
from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in import change_password as changing
from booking.web import session
from booking.web.accounts.new_passwords import password_complaint
from booking.web.accounts.own_account import own_browser, own_password_complaint, tell_of_lock, wrong_own_password
from booking.web.forms import Form
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now


@dataclass(frozen=True)
class ChangeForm(Form):
    """The old password and the new one, typed twice; none of them is shown again."""

    old: str = field(repr=False)
    password: str = field(repr=False)
    again: str = field(repr=False)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "ChangeForm":
        """Read a sent form; passwords stay as they are."""
        old, password, again = (sent.get(name, "") for name in ("old", "password", "again"))
        return cls(old, password, again).checked(
            {
                "old": own_password_complaint(old),
                "password": password_complaint(password) or _same(old, password),
                "again": "" if again == password else _("2つのパスワードがちがいます。同じものを入力してください。"),
            }
        )


@blueprint.get("/.well-known/change-password")
@allow(ANYONE)
def well_known_change_password() -> ResponseReturnValue:
    """Where programs that keep passwords lead to (W3C: A Well-Known URL for Changing Passwords)."""
    return redirect(url_for(".change_password"), code=303)


@blueprint.get("/mypage/password")
@allow(ACCOUNT_OWNERS)
def change_password() -> str:
    """The form."""
    return _page(ChangeForm("", "", ""))


@blueprint.post("/mypage/password")
@allow(ACCOUNT_OWNERS)
def submit_password() -> ResponseReturnValue:
    """Set the new password."""
    count_sign_in()
    form = ChangeForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(form))
    try:
        renewed = changing.change_password(
            session.account_owner(),
            form.old,
            form.password,
            token=session.token(),
            known_browser=own_browser(),
            now=now(),
            real_now=datetime.now(UTC),
            on_lock=tell_of_lock(now()),
        )
    except WrongPassword as refused:
        return form.with_status(_page(form.with_error("old", wrong_own_password())), refused)
    except AccountLocked as refused:
        return form.with_status(_page(form, explain(refused)), refused)
    session.renew(renewed)
    flash(_("パスワードを変更しました。ほかの端末・ブラウザーは、すべてログアウトしました。"), "success")
    return redirect(url_for(".sign_in_settings"), code=303)


def _same(old: str, password: str) -> str:
    return _("いまのパスワードとはちがうものにしてください。") if old and old == password else ""


def _page(form: ChangeForm, refusal: Explanation | None = None) -> str:
    return render_template("seeker/account/change_password.html", form=form, errors=form.errors, refusal=refusal)
