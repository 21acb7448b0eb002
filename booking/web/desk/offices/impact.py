"""What a change of an office does, shown before it is made: ask about each booking, then carry the decision out."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.offices import contact_of
from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.office_changes.affected import Impact
from booking.office_changes.carry_out import Decision, Outcome
from booking.office_changes.change import change_office
from booking.office_changes.changes import Change, CloseDay
from booking.office_changes.impact import PlannedChange, impact_of, planned_change
from booking.office_changes.refusals import ImpactChanged, OtherDeskTaken
from booking.office_changes.words import about, headline
from booking.tables import Office
from booking.web.desk.offices.decision_form import DecisionForm
from booking.web.desk.page import page
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


def show_impact(office: Office, change: Change) -> ResponseReturnValue:
    """The page that asks; nothing is chosen beforehand."""
    reason = change.reason if isinstance(change, CloseDay) else ""
    planned, impact = _found(office, change)
    return _impact_page(office, change, planned, impact, DecisionForm(reason=reason)), 200


def decide(office: Office, change: Change) -> ResponseReturnValue:
    """Carry out what was decided, or ask again: about bookings left out or made meanwhile, for a reason."""
    form = DecisionForm.parse(request.form)
    planned, impact = _found(office, change)
    if form.shown != impact.fingerprint:
        refused = ImpactChanged(contact_of(office), tuple(booking.number for booking in impact.bookings))
        return _form_again(office, change, form, refused)
    if form.errors(impact):
        return _impact_page(office, change, planned, impact, form, complain=True), 422
    decision = Decision(form.shown, form.choices(impact), form.reason)
    try:
        outcome = change_office(office.id, change, decision, actor=staff().actor, now=now())
    except (ImpactChanged, OtherDeskTaken) as refused:
        return _form_again(office, change, form, refused)
    flash(_confirmation(outcome), "success")
    if outcome.change_id is not None:
        return redirect(url_for("desk.calls_of_change", change_id=outcome.change_id), code=303)
    return redirect(url_for("desk.office", office_code=office.code), code=303)


def _found(office: Office, change: Change) -> tuple[PlannedChange, Impact]:
    planned = planned_change(db.session(), office, change, today=day_of(now()))
    return planned, impact_of(db.session(), planned, now=now())


def _form_again(office: Office, change: Change, form: DecisionForm, refused: Refusal) -> ResponseReturnValue:
    """The impact as it is now, with what was chosen for those who are still concerned."""
    planned, impact = _found(office, change)
    shown = _impact_page(office, change, planned, impact, form.about_others(impact), refused=refused)
    return shown, refused.http_status


def _impact_page(
    office: Office,
    change: Change,
    planned: PlannedChange,
    impact: Impact,
    form: DecisionForm,
    *,
    complain: bool = False,
    refused: Refusal | None = None,
) -> str:
    return page(
        "desk/office_impact.html",
        settings=planned.before,
        headline=headline(change, planned.before),
        about=about(change, planned.before),
        called_off=_called_off(change, office),
        impact=impact,
        form=form,
        errors=form.errors(impact) if complain else {},
        explanation=explain_to_staff(refused) if refused else None,
        action=request.full_path.rstrip("?"),
    )


def _called_off(change: Change, office: Office) -> str:
    """The name of the extra opening that a closing calls off."""
    if not isinstance(change, CloseDay):
        return ""
    return next((opening.name for opening in office.extra_openings if opening.day == change.day), "")


def _confirmation(outcome: Outcome) -> str:
    if outcome.change_id is None:
        return _("変更しました。")
    return _(
        "変更しました。取り消した予約は%(cancelled)s件、窓口を移した予約は%(moved)s件、"
        "そのまま行う予約は%(kept)s件です。",
        cancelled=outcome.cancelled,
        moved=outcome.moved,
        kept=outcome.kept,
    )
