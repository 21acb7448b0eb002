"""Correcting a seeker's mail address, with the seeker on the phone or at the counter."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain_to_staff
from booking.core.lookup_limit import MINUTES, tried_too_often
from booking.core.texts import _
from booking.people.permissions import RECEPTION, allow
from booking.people.records.correct import Correction, correct_record
from booking.people.records.fields import PersonField
from booking.people.refusals import EmailTaken, IdentityNotChecked, MyPageNotOpened
from booking.tables import Seeker
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.email_form import EmailForm
from booking.web.desk.people.reason_form import ReasonForm
from booking.web.desk.people.seeker_access import is_checked, opened_seeker, refuse_unless_checked_lately
from booking.web.desk.url_params import SEEKER
from booking.web.forms import is_ticked
from booking.web.session import now, staff

_ADDRESS = f"/seekers/{SEEKER}/email"


@blueprint.get(_ADDRESS)
@allow(RECEPTION)
def correct_email(seeker_id: int) -> ResponseReturnValue:
    """The form; whoever is not checked yet is checked first, which then leads here."""
    person = opened_seeker(seeker_id)
    if not is_checked(seeker_id):
        flash(_("メールアドレスを直す前に、本人確認を記録してください。"), "notice")
        return redirect(url_for("desk.call", seeker_id=seeker_id, next=request.path), code=303)
    if person.email and person.my_page_opened:
        return _form_page(person, EmailForm(), ReasonForm())
    return redirect(url_for("desk.seeker", seeker_id=seeker_id), code=303)


@blueprint.post(_ADDRESS)
@allow(RECEPTION)
def submit_correct_email(seeker_id: int) -> ResponseReturnValue:
    """Correct it; whatever is refused, what was typed stays."""
    person = opened_seeker(seeker_id)
    if not person.my_page_opened:
        raise MyPageNotOpened(None)  # there is no sign-in to correct: the address is a field of the record
    form, why = EmailForm.parse(request.form), ReasonForm.parse(request.form)
    if form.errors or why.errors:
        return _form_page(person, form, why), 422
    try:
        refuse_unless_checked_lately(seeker_id)
        if tried_too_often(staff().actor):
            return _form_page(person, form.with_error("email", stopped()), why), 429, {"Retry-After": str(MINUTES * 60)}
        correction = Correction({PersonField.EMAIL: form.address}, why.reason)
        changed = bool(correct_record(seeker_id, correction, staff_id=staff().as_staff, now=now()))
    except EmailTaken as taken:
        explanation = explain_to_staff(taken)
        complaint = explanation.sentences
        return _form_page(opened_seeker(seeker_id), form.with_error("email", complaint), why), 409
    except IdentityNotChecked as lapsed:
        return _form_page(opened_seeker(seeker_id), form, why, explain_to_staff(lapsed)), lapsed.http_status
    _flash_outcome(changed=changed)
    was_impostor = changed and is_ticked(request.form, "impostor")
    return redirect(url_for("desk.access" if was_impostor else "desk.seeker", seeker_id=seeker_id), code=303)


def stopped() -> str:
    """What to say to who has tried out many addresses."""
    return _(
        "直した回数が多いため、いまは直せません。%(minutes)s分ほど待ってから、もう一度押してください。", minutes=MINUTES
    )


def _form_page(person: Seeker, form: EmailForm, why: ReasonForm, explanation: Explanation | None = None) -> str:
    checked = is_checked(person.id)
    return page(
        "desk/correct_email.html",
        seeker=person,
        checked=checked,
        form=form,
        why=why,
        errors={**form.errors, **why.errors},
        impostor=is_ticked(request.form, "impostor"),
        explanation=explanation,
    )


def _flash_outcome(*, changed: bool) -> None:
    if changed:
        flash(_("メールアドレスを直しました。マイページと新しいアドレスに、お知らせを送ります。"), "success")
    else:
        flash(_("このメールアドレスは、もう登録されています。何も変えていません。"), "notice")
