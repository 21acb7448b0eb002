"""Booking for a caller: the form that is filled in while they speak, and its sending."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.audit.refusals import KeyReused
from booking.availability.offices import contact_of
from booking.availability.open_slots import nearest_open
from booking.availability.procedures import known, values_on
from booking.availability.refusals import SlotRefused
from booking.bookings.book import BookingRequest
from booking.bookings.book import book as book_now
from booking.bookings.refusals import LateReasonMissing, RegistrationNotValid, TermsOutdated
from booking.bookings.rules.eligibility import ends_before, refuse_unless_may_book
from booking.bookings.rules.wishes import Wish
from booking.bookings.standing import standing_of
from booking.bookings.steps.judge import SlotRequest, judge
from booking.bookings.words import channel as channel_word
from booking.bookings.words import wish as wish_word
from booking.core.channels import Channel
from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.offices.staff_offices import desk_channels, desk_procedure
from booking.people.permissions import RECEPTION, allow
from booking.tables import Consent, Procedure, Seeker
from booking.web.desk.addresses import SEEKER, another_start, moment_asked_for
from booking.web.desk.blueprint import blueprint
from booking.web.desk.bookings.booking_form import BookingForm, blank_form
from booking.web.desk.page import page
from booking.web.desk.people.opened import opened_seeker, refuse_unless_checked_lately
from booking.web.refusal_links import links_of
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@dataclass(frozen=True)
class _Call:
    """Who is on the phone or at the counter, and which slot they want (office time)."""

    seeker: Seeker
    procedure: Procedure
    starts_at: datetime


@dataclass(frozen=True)
class _Verdict:
    """What stands against booking the call's slot: nothing, lateness, for which a reason is asked, or a refusal.

    `late_since` is the first refused moment (office time).
    """

    late_since: datetime | None = None
    refused: Refusal | None = None


@blueprint.get(f"/seekers/{SEEKER}/book")
@allow(RECEPTION)
def booking_form(seeker_id: int) -> ResponseReturnValue:
    """The form for one slot."""
    seeker = opened_seeker(seeker_id)
    refuse_unless_checked_lately(seeker_id)
    call = _call(seeker, request.args.get("procedure"), request.args.get("starts_at"))
    channels, version = desk_channels(call.procedure), call.procedure.terms_version
    return _form_page(call, blank_form(channels=channels, terms_version=version), _judged(call))


@blueprint.post(f"/seekers/{SEEKER}/book")
@allow(RECEPTION)
def book(seeker_id: int) -> ResponseReturnValue:
    """Book, and go on to what is read back; whatever is refused, what was typed stays.

    Another time after a lost one is shown first: nobody books what was not repeated to the caller.
    """
    another = another_start()
    call = _call(opened_seeker(seeker_id), request.form.get("procedure"), request.form.get("starts_at"), another)
    form = BookingForm.parse(request.form, channels=desk_channels(call.procedure))
    if another is not None:
        return _form_page(call, form.without_errors(), _judged(call))
    if form.errors:
        return _form_page(call, form, _judged(call))
    try:
        refuse_unless_checked_lately(seeker_id)
        number = book_now(_request(call, form), now=now())
    except Refusal as refused:
        return _refused_page(call, form, refused)
    flash(_("予約を受け付けました。"), "success")
    return redirect(url_for("desk.booking", number=number), code=303)


def _call(seeker: Seeker, code: str | None, starts_at: str | None, another: datetime | None = None) -> _Call:
    procedure = desk_procedure(db.session(), code or "", office_ids=staff().office_ids)
    return _Call(seeker, procedure, another or moment_asked_for(starts_at))


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


def _refused_page(call: _Call, form: BookingForm, refused: Refusal) -> tuple[str, int]:
    match refused:
        case LateReasonMissing():
            kept = form.with_error("late_reason", explain_to_staff(refused).what_to_do)
            return _form_page(call, kept, _Verdict(late_since=refused.closes_at))
        case TermsOutdated():
            complaint = _("利用規約が新しくなりました。もう一度説明し、同意を得てください。")
            kept = form.with_terms(refused.current).with_error("consent", complaint)
            return _form_page(call, kept, _judged(call))
        case KeyReused():
            return _form_page(call, form.renewed(), _Verdict(refused=refused))
        case _:
            return _form_page(call, form, _Verdict(refused=refused))


def _judged(call: _Call) -> _Verdict:
    """What can be told of the slot before it is booked."""
    channel = desk_channels(call.procedure)[0]  # phone and counter close at the same moment
    try:
        refuse_unless_checked_lately(call.seeker.id)
        _refuse_unless_may_book(call)
        procedure = known(db.session(), call.procedure)
        judge(db.session(), SlotRequest(procedure, call.starts_at, channel, call.seeker.id, now()))
    except LateReasonMissing as late:
        return _Verdict(late_since=late.closes_at)
    except SlotRefused as refused:
        refused.alternatives = nearest_open(
            db.session(),
            known(db.session(), call.procedure),
            wished=call.starts_at,
            channel=channel,
            now=now(),
            seeker_id=call.seeker.id,
        )
        return _Verdict(refused=refused)
    except Refusal as refused:  # of the person, or nobody has checked who calls
        return _Verdict(refused=refused)
    return _Verdict()


def _refuse_unless_may_book(call: _Call) -> None:
    refuse_unless_may_book(
        standing_of(db.session(), call.seeker.id, call.procedure, now=now()),
        max_open_bookings=call.procedure.max_open_bookings,
        today=day_of(now()),
        office=contact_of(call.procedure.office),
    )


def _form_page(call: _Call, form: BookingForm, verdict: _Verdict) -> tuple[str, int]:
    refused = verdict.refused
    shown = page(
        "desk/new_booking.html",
        seeker=call.seeker,
        procedure=call.procedure,
        starts_at=call.starts_at,
        terms=values_on(db.session(), call.procedure, day_of(now())).terms,
        form=form,
        errors=form.errors,
        late_since=verdict.late_since,
        channels=[(channel.value, channel_word(channel)) for channel in desk_channels(call.procedure)],
        wishes=[(wish.value, wish_word(wish)) for wish in Wish],
        mails=_mails(call.procedure),
        explanation=explain_to_staff(refused) if refused else None,
        links=links_of(refused, to_staff=True),
        about_the_slot=isinstance(refused, SlotRefused),
        alternatives=refused.alternatives if isinstance(refused, SlotRefused) else (),
        registration_ends_before=not isinstance(refused, RegistrationNotValid)
        and ends_before(call.seeker.registration_valid_until, day_of(call.starts_at)),
    )
    return form.with_status(shown, refused)


def _mails(procedure: Procedure) -> list[tuple[list[str], str]]:
    """What the mail of a booking holds, each with the ways of booking (in words) of which it is true."""
    by_carried: dict[str, list[str]] = {}
    for channel in desk_channels(procedure):
        by_carried.setdefault(procedure.mail_carries[channel.value], []).append(channel_word(channel))
    return [(ways, carried) for carried, ways in by_carried.items()]
