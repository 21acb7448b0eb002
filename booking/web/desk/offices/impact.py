"""What a change of an office does, shown before it is made: ask about each booking, then carry the decision out."""

from collections.abc import Collection, Mapping, Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.office_changes.carry_out import Decision, Outcome
from booking.office_changes.refusals import ImpactChanged, OtherDeskTaken
from booking.web.desk.offices.decision_form import DecisionForm
from booking.web.desk.offices.proposals import Concerned, Proposal, all_of
from booking.web.desk.page import page


def show_impact(proposal: Proposal) -> ResponseReturnValue:
    """The page that asks; nothing is chosen beforehand."""
    return _impact_page(proposal, proposal.find(), DecisionForm(reason=proposal.reason)), 200


def decide(proposal: Proposal) -> ResponseReturnValue:
    """Carry out what was decided, or ask again: about bookings left out or made meanwhile, for a reason."""
    form, offices = DecisionForm.parse(request.form), proposal.find()
    whole = all_of(offices)
    if form.shown != whole.fingerprint:
        refused = ImpactChanged(None, tuple(booking.number for booking in whole.bookings))
        return _form_again(proposal, form, refused)
    impacts = [one.impact for one in offices]
    if form.errors(impacts):
        return _impact_page(proposal, offices, form, complain=True), 422
    choices = form.choices(impacts)
    try:
        outcomes = proposal.carry_out(
            {one.code: Decision(one.impact.fingerprint, choices, form.reason) for one in offices}
        )
    except (ImpactChanged, OtherDeskTaken) as refused:
        return _form_again(proposal, form, refused)
    flash(_confirmation(outcomes.values()), "success")
    return redirect(_next_page(outcomes, proposal.back), code=303)


def _form_again(proposal: Proposal, form: DecisionForm, refused: Refusal) -> ResponseReturnValue:
    """The impact as it is now, with what was chosen for those who are still concerned."""
    offices = proposal.find()
    again = form.about_others([one.impact for one in offices])
    return _impact_page(proposal, offices, again, refused=refused), refused.http_status


def _impact_page(
    proposal: Proposal,
    offices: Sequence[Concerned],
    form: DecisionForm,
    *,
    complain: bool = False,
    refused: Refusal | None = None,
) -> str:
    return page(
        "desk/office_impact.html",
        proposal=proposal,
        offices=offices,
        whole=all_of(offices),
        form=form,
        errors=form.errors([one.impact for one in offices]) if complain else {},
        explanation=explain_to_staff(refused) if refused else None,
        action=proposal.action or request.full_path.rstrip("?"),
    )


def _next_page(outcomes: Mapping[str, Outcome], back: str) -> str:
    """The list to call, all lists if several offices have one, or where the change came from."""
    ids = [outcome.change_id for outcome in outcomes.values() if outcome.change_id is not None]
    if not ids:
        return back
    return url_for("desk.calls_of_change", change_id=ids[0]) if len(ids) == 1 else url_for("desk.calls")


def _confirmation(outcomes: Collection[Outcome]) -> str:
    if all(outcome.change_id is None for outcome in outcomes):
        return _("変更しました。")
    return _(
        "変更しました。取り消した予約は%(cancelled)s件、窓口を移した予約は%(moved)s件、"
        "そのまま行う予約は%(kept)s件です。",
        cancelled=sum(outcome.cancelled for outcome in outcomes),
        moved=sum(outcome.moved for outcome in outcomes),
        kept=sum(outcome.kept for outcome in outcomes),
    )
