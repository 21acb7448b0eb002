"""Booking for a caller: the form that is filled in while they speak, and its sending."""

from dataclasses import replace
from datetime import datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.audit.refusals import KeyReused
from booking.availability.offices import contact_of
from booking.availability.open_slots import nearest_open
from booking.availability.procedures import current_terms, known, values_on
from booking.availability.refusals import SlotRefused
from booking.bookings.book import BookingRequest
from booking.bookings.book import book as book_now
from booking.bookings.refusals import LateReasonMissing, TermsOutdated
from booking.bookings.rules.eligibility import refuse_unless_may_book
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
from booking.people.refusals import IdentityNotChecked
from booking.tables import Consent, Seeker
from booking.web.chosen_time import ChosenTime
from booking.web.desk.blueprint import blueprint
from booking.web.desk.call.booking_form import BookingForm, blank_form
from booking.web.desk.call.page import call_page, checked_first, identity_page
from booking.web.desk.people.seeker_access import is_checked, opened_seeker
from booking.web.desk.url_params import SEEKER, another_start, requested_moment
from booking.web.kept.typing import typed_before
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@blueprint.get(f"/call/{SEEKER}/book")
@allow(RECEPTION)
def booking_form(seeker_id: int) -> ResponseReturnValue:
    """The form for one slot, with what was typed before a sign-in or an identity check ended."""
    typed = typed_before()
    starts_at = (typed or request.args).get("starts_at")  # chosen in the form, perhaps, after another was lost
    wanted = _wanted(opened_seeker(seeker_id), request.args.get("procedure"), starts_at)
    if not is_checked(seeker_id):
        return identity_page(wanted.seeker), IdentityNotChecked.http_status
    if typed is not None:
        return _form_page(_judged(wanted), BookingForm.parse(typed, channels=_channels(wanted)).without_errors())
    version = current_terms(db.session(), wanted.procedure, today=day_of(now())).version
    return _form_page(_judged(wanted), blank_form(channels=_channels(wanted), terms_version=version))


@blueprint.post(f"/call/{SEEKER}/book")
@allow(RECEPTION)
def book(seeker_id: int) -> ResponseReturnValue:
    """Book, and go on to what is read back; whatever is refused, what was typed stays.

    Another time after a lost one is shown first: nobody books what was not repeated to the caller.
    """
    another = another_start()
    wanted = _wanted(opened_seeker(seeker_id), request.form.get("procedure"), request.form.get("starts_at"), another)
    if not is_checked(seeker_id):
        return checked_first(wanted.seeker)
    form = BookingForm.parse(request.form, channels=_channels(wanted))
    if another is not None:
        return _form_page(_judged(wanted), form.without_errors())
    if form.errors:
        return _form_page(_judged(wanted), form)
    try:
        number = book_now(_request(wanted, form), now=now())
    except Refusal as refused:
        return _refused_page(wanted, form, refused)
    return redirect(url_for("desk.called", number=number), code=303)


def _wanted(seeker: Seeker, code: str | None, starts_at: str | None, another: datetime | None = None) -> ChosenTime:
    procedure = desk_procedure(db.session(), code or "", office_ids=staff().office_ids, today=day_of(now()))
    return ChosenTime(seeker, procedure, another or requested_moment(starts_at))


def _channels(wanted: ChosenTime) -> tuple[Channel, ...]:
    """The ways in which staff may take this booking."""
    return desk_channels(db.session(), wanted.procedure, day_of(wanted.starts_at))


def _request(wanted: ChosenTime, form: BookingForm) -> BookingRequest:
    return BookingRequest(
        procedure=wanted.procedure.code,
        starts_at=wanted.starts_at,
        seeker_id=wanted.seeker.id,
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


def _refused_page(wanted: ChosenTime, form: BookingForm, refused: Refusal) -> tuple[str, int]:
    match refused:
        case LateReasonMissing():
            kept = form.with_error("late_reason", explain_to_staff(refused).what_to_do)
            return _form_page(replace(wanted, late_since=refused.closes_at), kept)
        case TermsOutdated():
            complaint = _("利用規約が新しくなりました。もう一度説明し、同意を得てください。")
            kept = form.with_terms(refused.current).with_error("consent", complaint)
            return _form_page(_judged(wanted), kept)
        case KeyReused():
            return _form_page(replace(wanted, refused=refused), form.renewed())
        case _:
            return _form_page(replace(wanted, refused=refused), form)


def _judged(wanted: ChosenTime) -> ChosenTime:
    """The same with what stands against it before it is booked."""
    channel = next(iter(_channels(wanted)), Channel.PHONE)  # phone and counter close at the same moment
    procedure = known(db.session(), wanted.procedure)
    try:
        _refuse_unless_may_book(wanted)
        judge(db.session(), SlotRequest(procedure, wanted.starts_at, channel, wanted.seeker.id, now()))
    except LateReasonMissing as late:
        return replace(wanted, late_since=late.closes_at)
    except SlotRefused as refused:
        refused.alternatives = nearest_open(
            db.session(),
            procedure,
            wished=wanted.starts_at,
            channel=channel,
            now=now(),
            seeker_id=wanted.seeker.id,
        )
        return replace(wanted, refused=refused)
    except Refusal as refused:  # of the person
        return replace(wanted, refused=refused)
    return wanted


def _refuse_unless_may_book(wanted: ChosenTime) -> None:
    refuse_unless_may_book(
        standing_of(db.session(), wanted.seeker.id, wanted.procedure, now=now()),
        max_open_bookings=values_on(db.session(), wanted.procedure, day_of(now())).max_open_bookings,
        today=day_of(now()),
        office=contact_of(wanted.procedure.office),
    )


def _form_page(wanted: ChosenTime, form: BookingForm) -> tuple[str, int]:
    shown = call_page(
        wanted.seeker,
        "book",
        **wanted.shown(explain_to_staff),
        form=form,
        errors=form.errors,
        channels=[(channel.value, channel_word(channel)) for channel in _channels(wanted)],
        wishes=[(wish.value, wish_word(wish)) for wish in Wish],
        mails=_mails(wanted),
        about_the_slot=isinstance(wanted.refused, SlotRefused),
    )
    return form.with_status(shown, wanted.refused)


def _mails(wanted: ChosenTime) -> list[tuple[list[str], str]]:
    """What the mail of a booking holds, each with the ways of booking (in words) of which it is true."""
    by_carried: dict[str, list[str]] = {}
    for channel in _channels(wanted):
        by_carried.setdefault(wanted.rules.mail_carries[channel].value, []).append(channel_word(channel))
    return [(ways, carried) for carried, ways in by_carried.items()]
