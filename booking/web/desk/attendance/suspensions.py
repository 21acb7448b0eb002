"""欠席: proposed and running suspensions, what the seekers answer, and what managers decide."""

from collections.abc import Callable, Mapping

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.attendance.refusals import ReasonMissing, SuspensionEndWrong
from booking.attendance.rules.absences import last_day_of_suspension
from booking.attendance.suspensions.answer import note_answers_read
from booking.attendance.suspensions.impose import Decider, decline_suspension, impose_suspension, lift_suspension
from booking.attendance.suspensions.reads import (
    answers_of,
    grounds_of,
    open_answers,
    running_at,
    seeker_of_number,
    suspension_at_offices,
    undecided_at,
    with_open_answers,
)
from booking.attendance.suspensions.reply import reply_to_answers
from booking.core.explain import explain_to_staff
from booking.core.input.parsing import LARGEST_ID, read_typed_day
from booking.core.text_limits import LONGEST_REASON
from booking.core.texts import _
from booking.offices.from_rows import absence_rules_of
from booking.people.permissions import MANAGEMENT, RECEPTION, allow
from booking.tables import Suspension
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import may_open
from booking.web.desk.url_params import shown_up_to
from booking.web.forms import figures, line, lines, text_complaint, too_long
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db

_SUSPENSION = f"/suspensions/<int(max={LARGEST_ID}):suspension_id>"


@blueprint.get("/suspensions")
@allow(RECEPTION)
def suspensions() -> str:
    """What waits for a decision or a reply, and what runs, at the own offices."""
    offices = chosen_office_ids()
    return page(
        "desk/suspensions.html",
        proposed=undecided_at(db.session(), office_ids=offices),
        waiting=with_open_answers(db.session(), office_ids=offices),
        running=running_at(db.session(), office_ids=offices, today=day_of(now())),
    )


@blueprint.get(_SUSPENSION)
@allow(RECEPTION)
def suspension(suspension_id: int) -> str:
    """One suspension: the no-shows on which it rests, the seeker's answers, and for managers the decision."""
    return _page(_own(suspension_id))


@blueprint.post(f"{_SUSPENSION}/impose")
@allow(MANAGEMENT)
def impose(suspension_id: int) -> ResponseReturnValue:
    """Suspend until the day that was chosen."""
    own, typed = _own(suspension_id), figures(request.form, "ends_on")
    ends_on = read_typed_day(typed)
    if ends_on is None:
        complaint = {"ends_on": _("停止の最後の日を入力してください。例：2027-02-18")}
        return _page(own, ends_on=typed, errors=complaint), 422
    try:
        impose_suspension(suspension_id, _decider(), ends_on=ends_on, now=now())
    except SuspensionEndWrong as refused:
        return _page(
            _own(suspension_id), ends_on=typed, errors={"ends_on": explain_to_staff(refused).what_happened}
        ), 422
    flash(_("利用を停止しました。求職者にお知らせを送りました。"), "success")
    return redirect(url_for("desk.suspension", suspension_id=suspension_id), code=303)


@blueprint.post(f"{_SUSPENSION}/decline")
@allow(MANAGEMENT)
def decline(suspension_id: int) -> ResponseReturnValue:
    """Decide against the proposal."""
    done = _("停止しないことにしました。求職者にお知らせを送りました。")
    return _with_reason(suspension_id, decline_suspension, done)


@blueprint.post(f"{_SUSPENSION}/lift")
@allow(MANAGEMENT)
def lift(suspension_id: int) -> ResponseReturnValue:
    """Lift the suspension before its last day."""
    return _with_reason(suspension_id, lift_suspension, _("利用停止を解きました。求職者にお知らせを送りました。"))


@blueprint.post(f"{_SUSPENSION}/read")
@allow(RECEPTION)
def read_answers(suspension_id: int) -> ResponseReturnValue:
    """Note that the answers that were shown have been read."""
    own, who = _own(suspension_id), staff()
    note_answers_read(own.id, up_to=shown_up_to(), staff_id=who.as_staff, office_ids=who.office_ids, now=now())
    return redirect(url_for("desk.suspension", suspension_id=suspension_id), code=303)


@blueprint.post(f"{_SUSPENSION}/reply")
@allow(MANAGEMENT)
def reply_to_suspension(suspension_id: int) -> ResponseReturnValue:
    """Write back to what the seeker wrote, without changing the suspension."""
    own, text = _own(suspension_id), lines(request.form, "reply")
    complaint = text_complaint(text, LONGEST_REASON, missing=_("本人への返事を書いてください。"))
    if complaint:
        return _page(own, reply=text, errors={"reply": complaint}), 422
    reply_to_answers(suspension_id, _decider(), text=text, up_to=shown_up_to(), now=now())
    flash(_("返事を送りました。"), "success")
    return redirect(url_for("desk.suspension", suspension_id=suspension_id), code=303)


def _with_reason(suspension_id: int, decide: Callable[..., None], done: str) -> ResponseReturnValue:
    own, reason = _own(suspension_id), line(request.form, "reason")
    complaint = too_long(reason, LONGEST_REASON)
    if complaint:
        return _page(own, reason=reason, errors={"reason": complaint}), 422
    try:
        decide(suspension_id, _decider(), reason=reason, now=now())
    except ReasonMissing as refused:
        return _page(_own(suspension_id), errors={"reason": explain_to_staff(refused).what_happened}), 422
    flash(done, "success")
    return redirect(url_for("desk.suspension", suspension_id=suspension_id), code=303)


def _own(suspension_id: int) -> Suspension:
    return suspension_at_offices(db.session(), suspension_id, office_ids=staff().office_ids)


def _decider() -> Decider:
    return Decider(staff().as_staff, staff().office_ids)


def _page(
    own: Suspension,
    *,
    ends_on: str | None = None,
    reason: str = "",
    reply: str = "",
    errors: Mapping[str, str] | None = None,
) -> str:
    today = day_of(now())
    person = seeker_of_number(db.session(), own.seeker_number)
    return page(
        "desk/suspension.html",
        suspension=own,
        runs=own.is_in_force(today),
        person=person,
        may_open=person is not None and may_open(person),
        grounds=grounds_of(db.session(), own),
        answers=answers_of(db.session(), own),
        open_answers=open_answers(db.session(), own),
        may_decide=MANAGEMENT.include(staff()),
        ends_on=last_day_of_suspension(absence_rules_of(own.office), today=today) if ends_on is None else ends_on,
        reason=reason,
        reply=reply,
        errors=errors or {},
        longest=LONGEST_REASON,
    )
