"""Booking for a caller: the form that is filled in while they speak, and its sending."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.accounts.permissions import RECEPTION, allow
from booking.actions.book import BookingRequest
from booking.actions.book import book as book_now
from booking.actions.judging import Wish, judge
from booking.errors import IdentityNotChecked, LateReasonMissing, Refusal, SlotRefused, TermsOutdated
from booking.models import Consent, Procedure, Seeker
from booking.policy.channels import Channel
from booking.policy.eligibility import ends_before
from booking.policy.wishes import Wish as WishForIt
from booking.queries.procedures import current_terms
from booking.queries.staff_offices import desk_channels, desk_procedure
from booking.web.desk.addresses import moment_asked_for
from booking.web.desk.booking_form import BookingForm, blank_form
from booking.web.desk.door import blueprint
from booking.web.desk.opened import opened_seeker, refuse_unless_checked_lately
from booking.web.desk.page import page
from booking.web.errors import status_of
from booking.web.session import now, staff
from booking.words.refusals import tell
from booking.words.statuses import channel as channel_word
from booking.words.statuses import wish as wish_word
from booking.words.texts import _
from calendars.office_time import day_of
from database.base import db


@dataclass(frozen=True)
class _Call:
    """Who is on the phone or at the counter, and which slot they want (office time)."""

    seeker: Seeker
    procedure: Procedure
    starts_at: datetime


@blueprint.get("/seekers/<int:seeker_id>/book")
@allow(RECEPTION)
def booking_form(seeker_id: int) -> ResponseReturnValue:
    """The form for one slot."""
    seeker = opened_seeker(seeker_id)
    refuse_unless_checked_lately(seeker_id)
    call = _call(seeker, request.args.get("procedure"), request.args.get("starts_at"))
    channels, version = desk_channels(call.procedure), call.procedure.terms_version
    return _form_page(call, blank_form(channels=channels, terms_version=version))


@blueprint.post("/seekers/<int:seeker_id>/book")
@allow(RECEPTION)
def book(seeker_id: int) -> ResponseReturnValue:
    """Book, and go on to what is read back; whatever is refused, what was typed stays."""
    # Of two times the later field counts: the one that was chosen after the first was refused.
    starts_at = (request.form.getlist("starts_at") or [""])[-1]
    call = _call(opened_seeker(seeker_id), request.form.get("procedure"), starts_at)
    form = BookingForm.parse(request.form, channels=desk_channels(call.procedure))
    if form.errors:
        return _form_page(call, form)
    try:
        refuse_unless_checked_lately(seeker_id)
        number = book_now(_request(call, form), now=now())
    except LateReasonMissing as refused:
        return _form_page(call, form.with_error("late_reason", tell(refused).what_to_do))
    except TermsOutdated:
        return _form_page(call, _with_new_terms(call, form))
    except (SlotRefused, IdentityNotChecked) as refused:
        return _form_page(call, form, refused)
    return redirect(url_for("desk.booking", number=number), code=303)


def _call(seeker: Seeker, code: str | None, starts_at: str | None) -> _Call:
    procedure = desk_procedure(db.session(), code or "", office_ids=staff().office_ids)
    return _Call(seeker, procedure, moment_asked_for(starts_at))


def _request(call: _Call, form: BookingForm) -> BookingRequest:
    return BookingRequest(
        procedure=call.procedure.code,
        starts_at=call.starts_at,
        seeker_id=call.seeker.id,
        channel=Channel(form.channel),
        topic=form.topic,
        wishes=form.wishes,
        terms_version=form.terms_version,
        consent=Consent.SPOKEN,
        consented_at=now(),
        key=f"desk:{form.submit_key}",
        staff_id=staff().as_staff,
        late_reason=form.late_reason,
    )


def _with_new_terms(call: _Call, form: BookingForm) -> BookingForm:
    """The form with the current version, to which nobody has consented yet."""
    db.session.refresh(call.procedure)
    renewed = replace(form, consent=False, terms_version=call.procedure.terms_version)
    return renewed.with_error("consent", _("利用規約が新しくなりました。もう一度説明し、同意を得てください。"))


def _form_page(call: _Call, form: BookingForm, refused: Refusal | None = None) -> tuple[str, int]:
    late_since = None
    if refused is None:
        try:
            late_since = _late_since(call)
        except SlotRefused as found:
            refused = found
    shown = page(
        "desk/new_booking.html",
        seeker=call.seeker,
        procedure=call.procedure,
        starts_at=call.starts_at,
        terms=current_terms(db.session(), call.procedure),
        form=form,
        errors=form.errors,
        late_since=late_since,
        channels=[(channel.value, channel_word(channel)) for channel in desk_channels(call.procedure)],
        wishes=[(wish.value, wish_word(wish)) for wish in WishForIt],
        telling=tell(refused) if refused else None,
        refused=refused,
        registration_ends_before=ends_before(call.seeker.registration_valid_until, day_of(call.starts_at)),
    )
    if refused:
        return shown, status_of(refused)
    return shown, 422 if form.errors else 200


def _late_since(call: _Call) -> datetime | None:
    """Since when the desk's deadline has passed, if it has and a reason allows the booking; else None.

    Raises:
        SlotRefused: no reason helps.
    """
    channel = desk_channels(call.procedure)[0]
    try:
        judge(db.session(), Wish(call.procedure, call.starts_at, channel, call.seeker.id, now()))
    except LateReasonMissing as late:
        return late.closes_at
    return None
