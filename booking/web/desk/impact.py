"""What a change of an office does, shown before it is made: ask about each booking, then carry the decision out."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.actions.change_office import change_office
from booking.actions.office_changes import Decision, Outcome
from booking.errors import ImpactChanged, Refusal
from booking.models import Office
from booking.office_files.changes import Change, CloseDay
from booking.queries.impact import impact_of, proposal_of
from booking.refusal_status import status_of
from booking.web.desk.office_forms import DecisionForm
from booking.web.desk.page import page
from booking.web.session import now, staff
from booking.words.office_changes import about, headline
from booking.words.refusals import tell_staff
from booking.words.texts import _
from calendars.office_time import day_of
from database.base import db


def show_impact(office: Office, change: Change) -> ResponseReturnValue:
    """The page that asks; everything is kept unless something is ticked."""
    reason = change.reason if isinstance(change, CloseDay) else ""
    return _impact_page(office, change, DecisionForm(reason=reason))


def decide(office: Office, change: Change) -> ResponseReturnValue:
    """Carry out what was decided, or ask again: with all ticked or none, for a reason, about who booked meanwhile."""
    form = DecisionForm.parse(request.form)
    if "tick" in request.form:
        return _impact_page(office, change, form, tick_all=request.form["tick"] == "all")
    if form.errors:
        return _impact_page(office, change, form)
    decision = Decision(form.shown, form.cancelled, form.reason)
    try:
        outcome = change_office(office.id, change, decision, actor=staff().actor, now=now())
    except ImpactChanged as refused:
        return _impact_page(office, change, form, refused=refused)
    flash(_told(outcome), "success")
    return redirect(url_for("desk.office", office_code=office.code), code=303)


def _impact_page(
    office: Office,
    change: Change,
    form: DecisionForm,
    *,
    tick_all: bool | None = None,
    refused: Refusal | None = None,
) -> tuple[str, int]:
    proposal = proposal_of(db.session(), office, change, today=day_of(now()))
    impact = impact_of(db.session(), proposal, now=now())
    numbers = frozenset(booking.number for booking in impact.bookings)
    errors = form.errors if tick_all is None else {}
    shown = page(
        "desk/office_impact.html",
        settings=proposal.before,
        headline=headline(change, proposal.before),
        about=about(change, proposal.before),
        called_off=_called_off(change, office),
        impact=impact,
        ticked=form.cancelled if tick_all is None else numbers if tick_all else frozenset(),
        form=form,
        errors=errors,
        telling=tell_staff(refused) if refused else None,
        action=request.full_path.rstrip("?"),
    )
    if refused:
        return shown, status_of(refused)
    return shown, 422 if errors else 200


def _called_off(change: Change, office: Office) -> str:
    """The name of the extra opening that a closing calls off."""
    if not isinstance(change, CloseDay):
        return ""
    return next((opening.name for opening in office.extra_openings if opening.day == change.day), "")


def _told(outcome: Outcome) -> str:
    if not (outcome.cancelled or outcome.kept):
        return _("変更しました。")
    return _(
        "変更しました。取り消した予約は%(cancelled)s件、そのままの予約は%(kept)s件です。",
        cancelled=outcome.cancelled,
        kept=outcome.kept,
    )
