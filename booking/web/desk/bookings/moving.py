"""Moving a booking at the desk, with the seeker on the phone or at the counter: times, then the form, then the move."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.procedures import values_on
from booking.availability.refusals import SlotRefused
from booking.bookings import move as moving
from booking.bookings.refusals import LateReasonMissing, TermsOutdated
from booking.bookings.rules.eligibility import ends_before
from booking.bookings.standing import refuse_unless_movable
from booking.bookings.words import channel as channel_word
from booking.bookings.words import explain_not_moved
from booking.core.channels import Channel
from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.offices.staff_offices import desk_channels
from booking.people.permissions import RECEPTION, allow
from booking.people.refusals import IdentityNotChecked
from booking.tables import Booking, BookingStatus
from booking.web.desk.addresses import another_start, day_asked_for, moment_asked_for
from booking.web.desk.blueprint import blueprint
from booking.web.desk.bookings.move_form import MoveForm
from booking.web.desk.bookings.slots import DAYS_SHOWN, Offer, days_of_offers
from booking.web.desk.own_booking import may_move, own_booking
from booking.web.desk.page import page
from booking.web.desk.people.opened import refuse_unless_checked_lately
from booking.web.seen import seen_revision
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@dataclass(frozen=True)
class _Target:
    """A booking and the start (office time) to which it shall go; `offer` is that slot, if there is one."""

    booking: Booking
    starts_at: datetime
    offer: Offer | None

    @classmethod
    def of(cls, booking: Booking, starts_at: datetime) -> "_Target":
        day = day_of(starts_at)
        days = days_of_offers(booking.procedure, booking.seeker, day, day, moving=booking)
        offers = (offer for each in days for offer in each.offers)
        return cls(booking, starts_at, next((one for one in offers if one.slot.starts_at == starts_at), None))


@blueprint.get("/bookings/<number>/move")
@allow(RECEPTION)
def move(number: str) -> ResponseReturnValue:
    """Three weeks of times; a booking that cannot move any more is shown instead."""
    found = own_booking(number)
    if not may_move(found):
        return redirect(url_for("desk.booking", number=number), code=303)
    refuse_unless_checked_lately(found.seeker_id)
    refuse_unless_movable(db.session(), found, by_seeker=False, now=now())
    today = day_of(now())
    first = day_asked_for(request.args.get("from"), today=today)
    last = first + timedelta(days=DAYS_SHOWN - 1)
    return page(
        "desk/move.html",
        booking=found,
        procedure=found.procedure,
        first=first,
        earlier=max(today, first - timedelta(days=DAYS_SHOWN)) if first > today else None,
        later=last + timedelta(days=1),
        days=days_of_offers(found.procedure, found.seeker, first, last, moving=found),
    )


@blueprint.get("/bookings/<number>/move/form")
@allow(RECEPTION)
def move_form(number: str) -> ResponseReturnValue:
    """Old and new time, and what the seeker has to agree to.

    Whoever comes back here after the move reads that it is done.
    """
    found, starts_at = own_booking(number), moment_asked_for(request.args.get("starts_at"))
    if starts_at == found.starts_at and found.status is BookingStatus.BOOKED:
        flash(_("この日時に変更してあります。") if found.sequence else _("この日時で予約してあります。"), "success")
        return redirect(url_for("desk.booking", number=number), code=303)
    if not may_move(found):
        return redirect(url_for("desk.booking", number=number), code=303)
    refuse_unless_checked_lately(found.seeker_id)
    refuse_unless_movable(db.session(), found, by_seeker=False, now=now())
    return _form_for(_Target.of(found, starts_at), MoveForm.blank(channels=desk_channels(found.procedure)))


@blueprint.post("/bookings/<number>/move")
@allow(RECEPTION)
def submit_move(number: str) -> ResponseReturnValue:
    """Move; whatever is refused, the booking stays as it was and what was typed stays too."""
    found, another = own_booking(number), another_start()
    form = MoveForm.parse(request.form, channels=desk_channels(found.procedure))
    if another is not None:
        return _form_for(_Target.of(found, another), form.for_another_time())
    starts_at = moment_asked_for(request.form.get("starts_at"))
    if form.errors:
        return _form_page(_Target.of(found, starts_at), form)
    try:
        refuse_unless_checked_lately(found.seeker_id)
        moving.move(_request(number, starts_at, form), now=now())
    except LateReasonMissing as refused:
        target = _Target.of(own_booking(number), starts_at)
        return _form_page(target, form.with_error("late_reason", explain_to_staff(refused).what_to_do))
    except TermsOutdated:
        target = _Target.of(own_booking(number), starts_at)
        return _form_page(target, form.with_error("terms_accepted", _("新しい利用規約を説明し、同意を得てください。")))
    except (SlotRefused, IdentityNotChecked) as refused:
        return _form_page(_Target.of(own_booking(number), starts_at), form, refused)
    flash(_("日時を変更しました。求職者にお知らせを送りました。"), "success")
    return redirect(url_for("desk.booking", number=number), code=303)


def _form_for(target: _Target, form: MoveForm) -> ResponseReturnValue:
    """What is to be repeated with the chosen time; all times, if it cannot be chosen."""
    if target.offer is not None and target.offer.bookable:
        return _form_page(target, form)
    flash(_("その日時は、いまは選べません。予約はそのままです。"), "warning")
    return redirect(url_for("desk.move", number=target.booking.number), code=303)


def _request(number: str, starts_at: datetime, form: MoveForm) -> moving.MoveRequest:
    return moving.MoveRequest(
        number=number,
        starts_at=starts_at,
        channel=Channel(form.channel),
        actor=staff().actor,
        key=f"desk:{form.submit_key}",
        office_ids=staff().office_ids,
        late_reason=form.late_reason,
        terms_version=form.accepted_version,
        seen=seen_revision(request.form),
    )


def _form_page(target: _Target, form: MoveForm, refused: Refusal | None = None) -> tuple[str, int]:
    found = target.booking
    terms = values_on(db.session(), found.procedure, day_of(now())).terms
    slot = target.offer.slot if target.offer else None
    shown = page(
        "desk/move_form.html",
        booking=found,
        procedure=found.procedure,
        starts_at=target.starts_at,
        ends_at=target.starts_at + timedelta(minutes=found.procedure.length_minutes),
        late_since=slot.closes_at if slot and target.offer and target.offer.late else None,
        terms=terms if terms.version != found.terms_version else None,
        form=form,
        errors=form.errors,
        channels=[(channel.value, channel_word(channel)) for channel in desk_channels(found.procedure)],
        explanation=_telling(refused),
        alternatives=[start for start in getattr(refused, "alternatives", ()) if start != found.starts_at],
        registration_ends_before=ends_before(found.seeker.registration_valid_until, day_of(target.starts_at)),
    )
    return form.with_status(shown, refused)


def _telling(refused: Refusal | None) -> object:
    if refused is None:
        return None
    return (
        explain_not_moved(refused, say=explain_to_staff)
        if isinstance(refused, SlotRefused)
        else explain_to_staff(refused)
    )
