"""Route 1: 「ハローワークをご利用中の方のマイページ開設」 (my-page guide p. 1, flyer steps 2 to 6).

Consent, address and birth date, then the mailed key with a password. Which key this browser was sent stands in its
session; who closes the browser begins again.
"""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation
from booking.core.rate_limits import count_key_request
from booking.core.texts import _
from booking.people.account_keys.refusals import KeyEnded, WrongKey
from booking.people.account_keys.spend import was_used
from booking.people.opening import at_counter
from booking.people.opening.draft import Applicant, Draft
from booking.people.opening.resend import draft_of_request
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.tables import KeyPurpose
from booking.web.accounts.askers import who_asks
from booking.web.seeker.account.key_step import KeyStep
from booking.web.seeker.account.new_password_form import FirstPasswordForm
from booking.web.seeker.account.sent_key import forget_key, remember_key, sent_key
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.opening.consent import (
    ConsentForm,
    agreement,
    begin_anew,
    end_or,
    finish,
    keep_agreement,
    texts_to_agree_to,
)
from booking.web.seeker.opening.opening_form import OpeningForm
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/open")
@allow(ANYONE)
def opening() -> str:
    """Privacy policy and terms, each with its box at its end."""
    begin_anew()
    return _consent_page(ConsentForm())


@blueprint.post("/open")
@allow(ANYONE)
def agree_to_open() -> ResponseReturnValue:
    """Go on once both were agreed to."""
    form = ConsentForm.parse(request.form)
    if form.errors:
        return form.with_status(_consent_page(form))
    keep_agreement()
    return redirect(url_for(".opening_address"), code=303)


@blueprint.get("/open/address")
@allow(ANYONE)
def opening_address() -> ResponseReturnValue:
    """Ask for the address and the birth date that the counter has registered."""
    return _address_page(OpeningForm()) if agreement() is not None else redirect(end_or(url_for(".opening")), code=303)


@blueprint.post("/open/address")
@allow(ANYONE)
def request_opening_key() -> ResponseReturnValue:
    """Mail a key if they fit; the answer is the same if they do not."""
    count_key_request()
    agreed, form = agreement(), OpeningForm.parse(request.form, today=day_of(now()))
    if agreed is None:
        return redirect(end_or(url_for(".opening")), code=303)
    if form.errors:
        return form.with_status(_address_page(form))
    return _mail_key(Draft(form.address, agreed, form.birth_date))


@blueprint.post("/open/resend")
@allow(ANYONE)
def resend_opening_key() -> ResponseReturnValue:
    """Mail a new key to the same address; the one before is good no more."""
    count_key_request()
    key_id = sent_key(KeyPurpose.OPEN)
    if key_id is None:
        return redirect(end_or(url_for(".opening")), code=303)
    draft = draft_of_request(db.session(), key_id, purpose=KeyPurpose.OPEN, keys=services().keys)
    flash(_("メールをもう一度お送りしました。新しいメールの認証キーを入力してください。"), "success")
    return _mail_key(draft)


@blueprint.get("/open/password")
@allow(ANYONE)
def opening_password() -> ResponseReturnValue:
    """Ask for the password and the key."""
    return _key_step().ask(FirstPasswordForm())


@blueprint.post("/open/password")
@allow(ANYONE)
def open_my_page() -> ResponseReturnValue:
    """Open the my-page; the sign-in is next, and then the time that was chosen before."""
    return _key_step().take(_open)


def _key_step() -> KeyStep[FirstPasswordForm]:
    return KeyStep(KeyPurpose.OPEN, FirstPasswordForm.parse, _password_page, lambda: end_or(url_for(".opening")))


def _open(key_id: int, form: FirstPasswordForm) -> ResponseReturnValue:
    try:
        at_counter.open_my_page(
            key_id, form.key, form.password, keys=services().keys, now=now(), real_now=datetime.now(UTC)
        )
    except (WrongKey, KeyEnded):
        if not was_used(db.session(), key_id, purpose=KeyPurpose.OPEN):  # else the form was sent twice
            raise
    forget_key(KeyPurpose.OPEN)
    finish(url_for(".opened"))
    return redirect(url_for(".opened"), code=303)


@blueprint.get("/open/done")
@allow(ANYONE)
def opened() -> str:
    """Say that the my-page is opened; the page holds nothing of anybody."""
    return render_template("seeker/account/opened.html")


def _mail_key(draft: Draft) -> ResponseReturnValue:
    if draft.birth_date is None:
        raise KeyEnded(None)
    applicant = Applicant(draft.address, draft.agreement, who_asks(draft.address), sent_key(KeyPurpose.OPEN))
    key_id = at_counter.request_opening(
        applicant, draft.birth_date, keys=services().keys, now=now(), real_now=datetime.now(UTC)
    )
    remember_key(KeyPurpose.OPEN, key_id)
    return redirect(url_for(".opening_password"), code=303)


def _consent_page(form: ConsentForm) -> str:
    return render_template("seeker/account/opening.html", form=form, errors=form.errors, texts=texts_to_agree_to())


def _address_page(form: OpeningForm) -> str:
    return render_template("seeker/account/opening_address.html", form=form, errors=form.errors)


def _password_page(form: FirstPasswordForm, refusal: Explanation | None) -> str:
    page = "seeker/account/first_password.html"
    return render_template(page, form=form, errors=form.errors, refusal=refusal, at_counter=True)
