"""Cancelling at the desk: for a seeker who gave notice, or because the office cannot hold the consultation."""

from dataclasses import replace
from functools import partial

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings import cancel as cancelling
from booking.bookings.refusals import NotifiedInFuture, NotifiedTooLate
from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.core.text_limits import LONGEST_REASON
from booking.core.texts import _
from booking.people.permissions import RECEPTION, allow
from booking.people.refusals import IdentityNotChecked
from booking.tables import Booking
from booking.web.desk.blueprint import blueprint
from booking.web.desk.call.cancel_form import BY_OFFICE, BY_SEEKER, CancelForm
from booking.web.desk.call.page import call_page, checked_first
from booking.web.desk.own_booking import own_booking, still_open
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import is_checked, may_open, opened_seeker, refuse_unless_checked_lately
from booking.web.kept.typing import author_mark, typed_before
from booking.web.seen import seen_revision
from booking.web.session import now, staff

_ALONE = "desk/call/cancel.html"


@blueprint.get("/bookings/<number>/cancel")
@allow(RECEPTION)
def cancel(number: str) -> ResponseReturnValue:
    """The form; a booking that cannot be cancelled any more is shown instead."""
    found, typed = own_booking(number), typed_before()
    if not still_open(found):
        return redirect(url_for("desk.booking", number=number), code=303)
    blank = CancelForm.blank(now=now(), by=BY_SEEKER if is_checked(found.seeker_id) else "")
    return _form_page(found, replace(CancelForm.parse(typed), errors={}) if typed is not None else blank)


@blueprint.post("/bookings/<number>/cancel")
@allow(RECEPTION)
def submit_cancel(number: str) -> ResponseReturnValue:
    """Cancel; whatever is refused, what was typed stays.

    Whoever gives notice on the phone must be who they say; the office's own wish needs nobody on the phone.
    """
    found, form = own_booking(number), CancelForm.parse(request.form)
    if form.errors:
        return _form_page(found, form)
    who = staff()
    by = cancelling.Canceller(actor=who.actor, office_ids=who.office_ids)
    try:
        if form.by == BY_SEEKER:
            refuse_unless_checked_lately(found.seeker_id)
        seen = seen_revision(request.form)
        cancelling.cancel(number, by, reason=form.reason, notified_at=form.notified_at, seen=seen, now=now())
    except (NotifiedTooLate, NotifiedInFuture) as refused:
        explanation = explain_to_staff(refused)
        return _form_page(own_booking(number), form.with_error("notified_day", explanation.sentences))
    except IdentityNotChecked as refused:
        if may_open(found.seeker):
            return checked_first(opened_seeker(found.seeker_id))
        return _form_page(own_booking(number), form, refused)
    if is_checked(found.seeker_id):
        return redirect(url_for("desk.called", number=number), code=303)
    flash(_("予約を取り消しました。求職者にお知らせを送りました。"), "success")
    return redirect(url_for("desk.booking", number=number), code=303)


def _form_page(found: Booking, form: CancelForm, refused: Refusal | None = None) -> tuple[str, int]:
    """The form below the caller; without one, alone: the office's own wish needs nobody on the phone."""
    frame = partial(call_page, found.seeker, "cancel") if is_checked(found.seeker_id) else partial(page, _ALONE)
    shown = frame(
        booking=found,
        form=form,
        errors=form.errors,
        who_wishes=((BY_SEEKER, _("求職者から連絡があった")), (BY_OFFICE, _("安定所の都合"))),
        longest=LONGEST_REASON,
        may_open=may_open(found.seeker),
        author=author_mark(),
        explanation=explain_to_staff(refused) if refused else None,
    )
    return form.with_status(shown, refused)
