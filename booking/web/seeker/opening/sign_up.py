"""「新規登録」 (Omura guide p. 10) up to the mail: terms, then the address 「登録する」."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.rate_limits import count_key_request
from booking.core.texts import _
from booking.people.opening import by_link
from booking.people.opening.draft import Applicant, Draft
from booking.people.opening.resend import draft_of_request
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.tables import KeyPurpose
from booking.web.accounts.askers import who_asks
from booking.web.seeker.account.sent_key import remember_key, sent_key
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.opening.consent import (
    ConsentForm,
    agreement,
    begin_anew,
    end_or,
    keep_agreement,
    texts_to_agree_to,
)
from booking.web.seeker.opening.sign_up_form import SignUpForm
from booking.web.session import now
from database.base import db


@blueprint.get("/sign-up")
@allow(ANYONE)
def sign_up() -> str:
    """Privacy policy and terms, each with its box at its end."""
    begin_anew()
    return _consent_page(ConsentForm())


@blueprint.post("/sign-up")
@allow(ANYONE)
def agree_to_sign_up() -> ResponseReturnValue:
    """Go on once both were agreed to."""
    form = ConsentForm.parse(request.form)
    if form.errors:
        return form.with_status(_consent_page(form))
    keep_agreement()
    return redirect(url_for(".sign_up_address"), code=303)


@blueprint.get("/sign-up/address")
@allow(ANYONE)
def sign_up_address() -> ResponseReturnValue:
    """Ask for the address."""
    return _address_page(SignUpForm()) if agreement() is not None else redirect(end_or(url_for(".sign_up")), code=303)


@blueprint.post("/sign-up/address")
@allow(ANYONE)
def request_sign_up_link() -> ResponseReturnValue:
    """Mail a link, whoever has the address; the answer is the same if somebody signs in with it already."""
    count_key_request()
    agreed, form = agreement(), SignUpForm.parse(request.form)
    if agreed is None:
        return redirect(end_or(url_for(".sign_up")), code=303)
    if form.errors:
        return form.with_status(_address_page(form))
    return _mail_link(Draft(form.address, agreed))


@blueprint.post("/sign-up/resend")
@allow(ANYONE)
def resend_sign_up_link() -> ResponseReturnValue:
    """Mail a new link to the same address; the one before is good no more."""
    count_key_request()
    key_id = sent_key(KeyPurpose.REGISTER)
    if key_id is None:
        return redirect(end_or(url_for(".sign_up")), code=303)
    draft = draft_of_request(db.session(), key_id, purpose=KeyPurpose.REGISTER, keys=services().keys)
    flash(_("メールをもう一度お送りしました。新しいメールのURLを開いてください。"), "success")
    return _mail_link(draft)


@blueprint.get("/sign-up/sent")
@allow(ANYONE)
def sign_up_sent() -> ResponseReturnValue:
    """Say that a mail is on its way."""
    if sent_key(KeyPurpose.REGISTER) is None:
        return redirect(end_or(url_for(".sign_up")), code=303)
    return render_template("seeker/account/sign_up_sent.html")


def _mail_link(draft: Draft) -> ResponseReturnValue:
    applicant = Applicant(draft.address, draft.agreement, who_asks(draft.address), sent_key(KeyPurpose.REGISTER))
    key_id = by_link.request_link(applicant, keys=services().keys, now=now(), real_now=datetime.now(UTC))
    remember_key(KeyPurpose.REGISTER, key_id)
    return redirect(url_for(".sign_up_sent"), code=303)


def _consent_page(form: ConsentForm) -> str:
    return render_template("seeker/account/sign_up.html", form=form, errors=form.errors, texts=texts_to_agree_to())


def _address_page(form: SignUpForm) -> str:
    return render_template("seeker/account/sign_up_address.html", form=form, errors=form.errors)
