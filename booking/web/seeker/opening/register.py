"""Route 2: 「マイページを開設して求職申込み」: an account online, and the registration after it (S3).

Address and consent on one page, then the mailed key with a password. The registration follows at once, signed in.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation
from booking.core.rate_limits import count_key_request
from booking.core.texts import _
from booking.people.account_keys.refusals import KeyEnded, WrongKey
from booking.people.account_keys.spend import was_used
from booking.people.opening import online
from booking.people.opening.draft import Applicant, Draft
from booking.people.opening.resend import draft_of_request
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.tables import KeyPurpose
from booking.web.accounts.askers import who_asks
from booking.web.accounts.signing_in import enter
from booking.web.accounts.trusted_browsers import at_the_door
from booking.web.seeker.account.key_step import KeyStep
from booking.web.seeker.account.new_password_form import FirstPasswordForm
from booking.web.seeker.account.sent_key import remember_key, sent_key
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.choosing import remember_choice, remembered_choice
from booking.web.seeker.opening.consent import keep_agreement, texts_to_agree_to
from booking.web.seeker.opening.next_step import is_registration_offered
from booking.web.seeker.opening.register_form import RegisterForm
from booking.web.session import now
from database.base import db

View = Callable[[], ResponseReturnValue]


def where_offered(view: View) -> View:
    """Lead to an office where nobody can register online: an account alone would be of no use."""

    @wraps(view)
    def look_first() -> ResponseReturnValue:
        if is_registration_offered():
            return view()
        if request.endpoint != "seeker.register":
            return redirect(url_for(".register"), code=303)
        return render_template("seeker/account/register_at_office.html")

    return look_first


@blueprint.get("/register")
@where_offered
@allow(ANYONE)
def register() -> ResponseReturnValue:
    """Ask for an address, and for the consent at the end of each text."""
    return _first_page(RegisterForm())


@blueprint.post("/register")
@where_offered
@allow(ANYONE)
def request_account_key() -> ResponseReturnValue:
    """Mail a key, whoever has the address; the answer is the same if somebody signs in with it already."""
    count_key_request()
    form = RegisterForm.parse(request.form)
    if form.errors:
        return form.with_status(_first_page(form))
    return _mail_key(Draft(form.address, keep_agreement()))


@blueprint.post("/register/resend")
@where_offered
@allow(ANYONE)
def resend_account_key() -> ResponseReturnValue:
    """Mail a new key to the same address; the one before is good no more."""
    count_key_request()
    key_id = sent_key(KeyPurpose.REGISTER)
    if key_id is None:
        return redirect(url_for(".register"), code=303)
    draft = draft_of_request(db.session(), key_id, purpose=KeyPurpose.REGISTER, keys=services().keys)
    flash(_("メールをもう一度お送りしました。新しいメールの認証キーを入力してください。"), "success")
    return _mail_key(draft)


@blueprint.get("/register/password")
@where_offered
@allow(ANYONE)
def register_password() -> ResponseReturnValue:
    """Ask for the password and the key."""
    return _key_step().ask(FirstPasswordForm())


@blueprint.post("/register/password")
@where_offered
@allow(ANYONE)
def open_account() -> ResponseReturnValue:
    """Open the account and sign its owner in; a time that was chosen before stays chosen."""
    return _key_step().take(_open)


def _key_step() -> KeyStep[FirstPasswordForm]:
    return KeyStep(KeyPurpose.REGISTER, FirstPasswordForm.parse, _password_page, lambda: url_for(".register"))


def _open(key_id: int, form: FirstPasswordForm) -> ResponseReturnValue:
    try:
        entered = online.open_account(
            key_id,
            form.key,
            form.password,
            browser=at_the_door(),
            keys=services().keys,
            now=now(),
            real_now=datetime.now(UTC),
        )
    except (WrongKey, KeyEnded):
        if not was_used(db.session(), key_id, purpose=KeyPurpose.REGISTER):
            raise
        flash(_("アカウントの登録は完了しています。ログインしてください。"), "success")  # the form was sent twice
        return redirect(url_for(".sign_in"), code=303)
    choice = remembered_choice()
    enter(entered)  # empties the session
    if choice is not None:
        remember_choice(choice)
    flash(_("アカウントの登録が完了しました。"), "success")
    return redirect(url_for(".next_step"), code=303)


def _mail_key(draft: Draft) -> ResponseReturnValue:
    applicant = Applicant(draft.address, draft.agreement, who_asks(draft.address), sent_key(KeyPurpose.REGISTER))
    key_id = online.request_account(applicant, keys=services().keys, now=now(), real_now=datetime.now(UTC))
    remember_key(KeyPurpose.REGISTER, key_id)
    return redirect(url_for(".register_password"), code=303)


def _first_page(form: RegisterForm) -> str:
    return render_template("seeker/account/register.html", form=form, errors=form.errors, texts=texts_to_agree_to())


def _password_page(form: FirstPasswordForm, refusal: Explanation | None) -> str:
    page = "seeker/account/first_password.html"
    return render_template(page, form=form, errors=form.errors, refusal=refusal, at_counter=False)
