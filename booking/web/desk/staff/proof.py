"""How who is signed in shows their second factor in a form: by a typed code, or a passkey (a button of a script)."""

from datetime import UTC, datetime

from flask import request

from booking.core.texts import _
from booking.people.passkeys.refusals import PasskeyCopied, PasskeyEnded, WrongPasskey
from booking.people.refusals import AccountLocked, WrongCode
from booking.people.second_factors.check import Proof, by_code, by_passkey
from booking.people.second_factors.factors import SecondFactors, second_factors_of
from booking.services import services
from booking.web.accounts.own_account import own_browser
from booking.web.accounts.passkeys import answer_of_device
from booking.web.desk.staff.code_form import CodeForm
from booking.web.session import now, staff
from database.base import db

NOT_SHOWN = (WrongCode, AccountLocked, WrongPasskey, PasskeyCopied, PasskeyEnded)


def code_or_passkey(name: str = "code") -> CodeForm:
    """The form that was sent; a passkey is as good as a code."""
    if request.form.get("credential"):
        return CodeForm()
    has_program = own_factors().totp
    return CodeForm.parse(request.form, name, in_words="" if has_program else _("回復コードを入力してください。"))


def sent_proof(form: CodeForm) -> Proof:
    """The passkey that was sent, or else the code.

    Raises:
        PasskeyEnded, WrongPasskey: see `answer_of_device`.
    """
    real_now = datetime.now(UTC)
    if request.form.get("credential"):
        return by_passkey(answer_of_device(), now=now(), real_now=real_now)
    return by_code(form.code, known_browser=own_browser(), keys=services().keys, now=now(), real_now=real_now)


def own_factors() -> SecondFactors:
    """What whoever is signed in has beside the password."""
    return second_factors_of(db.session(), staff().account_id)
