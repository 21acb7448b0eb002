"""Moving a booking during a call: times, then what is repeated, then the move."""

from dataclasses import replace
from datetime import datetime, timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.procedures import values_on
from booking.availability.refusals import SlotRefused
from booking.bookings import move as moving
from booking.bookings.refusals import LateReasonMissing, TermsOutdated
from booking.bookings.standing import refuse_unless_movable
from booking.bookings.words import channel as channel_word
from booking.core.channels import Channel
from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.offices.staff_offices import desk_channels
from booking.people.permissions import RECEPTION, allow
from booking.people.refusals import IdentityNotChecked
from booking.tables import Booking, Procedure
from booking.web.chosen_time import ChosenTime, is_there_already
from booking.web.desk.blueprint import blueprint
from booking.web.desk.call.move_form import MoveForm
from booking.web.desk.call.offers import DAYS_SHOWN, Offer, days_of_offers, first_offer
from booking.web.desk.call.page import call_page, checked_first, identity_page
from booking.web.desk.own_booking import may_move, own_booking
from booking.web.desk.people.seeker_access import is_checked, may_open, opened_seeker, refuse_unless_checked_lately
from booking.web.desk.url_params import another_start, requested_day, requested_moment
from booking.web.kept.typing import typed_before
from booking.web.seen import seen_revision
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/bookings/<number>/move")
@allow(RECEPTION)
def move(number: str) -> ResponseReturnValue:
    """Three weeks of times; a booking that cannot move any more is shown instead."""
    found, today = own_booking(number), day_of(now())
    first = requested_day(request.args.get("from"), today=today)
    if not may_move(found):
        return redirect(url_for("desk.booking", number=number), code=303)
    if not is_checked(found.seeker_id):
        return _check_first(found)
    refuse_unless_movable(db.session(), found, by_seeker=False, now=now())
    last = first + timedelta(days=DAYS_SHOWN - 1)
    days = days_of_offers(found.procedure, found.seeker, first, last, moving=found)
    return call_page(
        found.seeker,
        "move",
        booking=found,
        procedure=found.procedure,
        rules=values_on(db.session(), found.procedure, first),
        first=first,
        earlier=max(today, first - timedelta(days=DAYS_SHOWN)) if first > today else None,
        later=last + timedelta(days=1),
        days=days,
        begins_at=first_offer(days),
    )


@blueprint.get("/bookings/<number>/move/form")
@allow(RECEPTION)
def move_form(number: str) -> ResponseReturnValue:
    """Old and new time, and what the seeker has to agree to.

    Whoever comes back here after the move reads that it is done.
    """
    found, typed = own_booking(number), typed_before()
    starts_at = requested_moment((typed or request.args).get("starts_at"))
    if is_there_already(found, starts_at) or not may_move(found):
        return redirect(url_for("desk.booking", number=number), code=303)
    if not is_checked(found.seeker_id):
        return _check_first(found)
    refuse_unless_movable(db.session(), found, by_seeker=False, now=now())
    channels = _channels(found.procedure, starts_at)
    form = MoveForm.blank(channels=channels) if typed is None else MoveForm.parse(typed, channels=channels)
    return _form_for(found, starts_at, form.without_errors())


def _check_first(found: Booking) -> tuple[str, int]:
    """The identity check of the seeker whose booking it is; whoever belongs to another office is looked for first."""
    if not may_open(found.seeker):
        raise IdentityNotChecked(None, found.seeker_id)
    return identity_page(opened_seeker(found.seeker_id)), IdentityNotChecked.http_status


@blueprint.post("/bookings/<number>/move")
@allow(RECEPTION)
def submit_move(number: str) -> ResponseReturnValue:
    """Move; whatever is refused, the booking stays as it was and what was typed stays too."""
    found, another = own_booking(number), another_start()
    starts_at = another or requested_moment(request.form.get("starts_at"))
    if not is_checked(found.seeker_id) and may_open(found.seeker):
        return checked_first(opened_seeker(found.seeker_id))
    form = MoveForm.parse(request.form, channels=_channels(found.procedure, starts_at))
    if another is not None:
        return _form_for(found, another, form.for_another_time())
    if form.errors:
        return _form_again(found, starts_at, form)
    try:
        refuse_unless_checked_lately(found.seeker_id)
        moving.move(_request(number, starts_at, form), now=now())
    except LateReasonMissing as refused:
        late = form.with_error("late_reason", explain_to_staff(refused).what_to_do)
        return _form_again(own_booking(number), starts_at, late)
    except TermsOutdated:
        outdated = form.with_error("terms_accepted", _("新しい利用規約を説明し、同意を得てください。"))
        return _form_again(own_booking(number), starts_at, outdated)
    except SlotRefused as refused:
        return _form_again(own_booking(number), starts_at, form, refused)
    return redirect(url_for("desk.called", number=number), code=303)


def _channels(procedure: Procedure, starts_at: datetime) -> tuple[Channel, ...]:
    """The ways in which staff may take a booking of the procedure to this time."""
    return desk_channels(db.session(), procedure, day_of(starts_at))


def _form_for(found: Booking, starts_at: datetime, form: MoveForm) -> ResponseReturnValue:
    """What is to be repeated with the chosen time; all times, if it cannot be chosen."""
    offer = _offer(found, starts_at)
    if offer is not None and offer.bookable:
        return _form_page(_chosen(found, starts_at, offer), form)
    flash(_("その日時は、いまは選べません。予約はそのままです。"), "warning")
    return redirect(url_for("desk.move", number=found.number), code=303)


def _offer(found: Booking, starts_at: datetime) -> Offer | None:
    day = day_of(starts_at)
    days = days_of_offers(found.procedure, found.seeker, day, day, moving=found)
    return next((offer for each in days for offer in each.offers if offer.slot.starts_at == starts_at), None)


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


def _chosen(found: Booking, starts_at: datetime, offer: Offer | None) -> ChosenTime:
    late_since = offer.slot.closes_at if offer and offer.late else None
    return ChosenTime(found.seeker, found.procedure, starts_at, moving=found, late_since=late_since)


def _form_again(found: Booking, starts_at: datetime, form: MoveForm, refused: Refusal | None = None) -> tuple[str, int]:
    """The form as it was sent, with what is wrong with it or what was refused."""
    return _form_page(replace(_chosen(found, starts_at, _offer(found, starts_at)), refused=refused), form)


def _form_page(wanted: ChosenTime, form: MoveForm) -> tuple[str, int]:
    starts_at = wanted.starts_at
    shown = call_page(
        wanted.seeker,
        "move_form",
        **wanted.shown(explain_to_staff),
        booking=wanted.moving,
        nothing_changed=_("予約は変わっていません。"),
        ends_at=starts_at + timedelta(minutes=wanted.rules.length_minutes),
        form=form,
        errors=form.errors,
        channels=[(channel.value, channel_word(channel)) for channel in _channels(wanted.procedure, starts_at)],
    )
    return form.with_status(shown, wanted.refused)
