"""The one-time password that comes by mail, asked for after the right password (my-page guide)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain
from booking.core.rate_limits import count_key_request, count_sign_in
from booking.core.texts import _
from booking.people.account_keys.shape import read_key
from booking.people.permissions import ANYONE, allow
from booking.people.refusals import AccountLocked, StepEnded, TooManyCodes, WrongCode
from booking.people.sign_in.mail_codes import code_fits, send_another_code
from booking.services import services
from booking.tables import SecondStep
from booking.web.accounts.askers import who_asks
from booking.web.accounts.signing_in import account_at_step, step_token, take
from booking.web.forms import Form, is_ticked
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.sign_in import come_in
from booking.web.session import now
from booking.web.way_back import local_path

_LONGEST = 40  # as typed, with whatever was copied along


@dataclass(frozen=True)
class CodeForm(Form):
    """The code, and whether this browser skips it from now on. What was typed is no secret for long."""

    code: str = field(repr=False)
    skips: bool = False

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "CodeForm":
        """Read a sent form: the digits however they were copied."""
        code = read_key(sent.get("code", "")[:_LONGEST])
        complaint = "" if code else _("メールに書かれたワンタイムパスワード（6けたの数字）を入力してください。")
        return cls(code, is_ticked(sent, "skips")).checked({"code": complaint})


@blueprint.get("/login/code")
@allow(ANYONE)
def one_time_password() -> ResponseReturnValue:
    """Ask for the code."""
    if account_at_step(SecondStep.MAIL_CODE) is None:
        return redirect(url_for(".sign_in", next=_next()), code=303)
    return _page(CodeForm(""))


@blueprint.post("/login/code")
@allow(ANYONE)
def check_one_time_password() -> ResponseReturnValue:
    """Sign in with the code."""
    count_sign_in()
    form = CodeForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(form))
    try:
        entered = take(SecondStep.MAIL_CODE, code_fits(form.code, real_now=datetime.now(UTC)), trusts=form.skips)
    except WrongCode as refused:
        return form.with_status(_page(form, explain(refused)), refused)
    except (AccountLocked, StepEnded) as refused:
        return _begin_again(explain(refused))
    return come_in(entered)


@blueprint.post("/login/code/again")
@allow(ANYONE)
def send_one_time_password_again() -> ResponseReturnValue:
    """Mail another code."""
    count_key_request()
    account = account_at_step(SecondStep.MAIL_CODE)
    asker, keys = who_asks(account.login if account else ""), services().keys
    try:
        send_another_code(step_token(), asker, keys=keys, now=now(), real_now=datetime.now(UTC))
    except TooManyCodes as refused:
        form = CodeForm("")
        return form.with_status(_page(form, explain(refused)), refused)
    except StepEnded as refused:
        return _begin_again(explain(refused))
    flash(_("新しいワンタイムパスワードをメールでお送りしました。前のものは使えません。"), "success")
    return redirect(url_for(".one_time_password", next=_next()), code=303)


def _page(form: CodeForm, refusal: Explanation | None = None) -> str:
    return render_template(
        "seeker/account/one_time_password.html", form=form, errors=form.errors, refusal=refusal, next=_next()
    )


def _begin_again(why: Explanation) -> ResponseReturnValue:
    flash(why.sentences, "warning")
    return redirect(url_for(".sign_in", next=_next()), code=303)


def _next() -> str | None:
    return local_path(request.args.get("next"))
