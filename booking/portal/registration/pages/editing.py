"""「求職情報を編集」: what was registered online, and changing it, but for what an office has checked."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.offices import contact_of
from booking.core.explain import Explanation, explain
from booking.core.texts import _
from booking.people.permissions import SEEKERS, allow
from booking.portal.registration.check import complaints
from booking.portal.registration.drafts import Draft, keep_step
from booking.portal.registration.fields import OF_STEP, is_fixed
from booking.portal.registration.pages.blueprint import blueprint
from booking.portal.registration.pages.shown import offices, shown_fields, shown_steps, typed_in_form
from booking.portal.registration.pages.steps import own_draft, step_called
from booking.portal.registration.refusals import OnlyOfficeChanges, StepChanged
from booking.portal.registration.steps import TITLES, Step
from booking.tables import Seeker
from booking.web.seen import seen_revision
from booking.web.session import account_owner, now, seeker_id
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/mypage/registration")
@allow(SEEKERS)
def summary() -> ResponseReturnValue:
    """Everything that was registered online; whoever registered at a counter asks there."""
    draft, seeker = own_draft(), db.session.get_one(Seeker, seeker_id())
    steps = [
        (one, shown_fields(one.step, draft.typed(one.step)), not is_fixed(one.step))
        for one in (shown_steps(draft) if draft.sent_at else ())
    ]
    return render_template(
        "portal/registration/summary.html", steps=steps, seeker=seeker, office=contact_of(seeker.office)
    )


@blueprint.get("/mypage/registration/<step_name>")
@allow(SEEKERS)
def edit(step_name: str) -> ResponseReturnValue:
    """A step as it is registered."""
    draft, which = own_draft(), step_called(step_name)
    if draft.sent_at is None or which not in draft.steps:
        return redirect(url_for(".summary"), code=303)
    if is_fixed(which):
        raise OnlyOfficeChanges(contact_of(db.session.get_one(Seeker, seeker_id()).office))
    return _page(draft, which, draft.typed(which), seen=draft.version(which))


@blueprint.post("/mypage/registration/<step_name>")
@allow(SEEKERS)
def change(step_name: str) -> ResponseReturnValue:
    """Change it as a whole; fields that only an office changes stay, whatever was sent."""
    draft, which = own_draft(), step_called(step_name)
    if draft.sent_at is None or which not in draft.steps:
        return redirect(url_for(".summary"), code=303)
    if is_fixed(which):
        raise OnlyOfficeChanges(contact_of(db.session.get_one(Seeker, seeker_id()).office))
    typed = _as_it_would_be(draft, which)
    errors = complaints(which, typed, offices=offices(), today=day_of(now()))
    if errors:
        return _page(draft, which, typed, seen=seen_revision(request.form), errors=errors), 422
    try:
        keep_step(account_owner().account_id, which, typed, seen=seen_revision(request.form), now=now())
    except StepChanged as changed:
        return _page(draft, which, typed, seen=changed.version, refusal=explain(changed)), changed.http_status
    flash(_("登録の内容を変更しました。"), "success")
    return redirect(url_for(".summary"), code=303)


def _as_it_would_be(draft: Draft, which: Step) -> dict[str, str | list[str]]:
    sent, before = typed_in_form(which), draft.typed(which)
    return {one.name: (before if one.fixed else sent)[one.name] for one in OF_STEP[which]}


def _page(
    draft: Draft,
    which: Step,
    typed: dict[str, str | list[str]],
    *,
    seen: int,
    errors: Mapping[str, str] | None = None,
    refusal: Explanation | None = None,
) -> str:
    return render_template(
        "portal/registration/step.html",
        step=which,
        title=_(TITLES[which]),
        steps=(),
        fields=shown_fields(which, typed, errors, sent=True),
        seen=seen,
        errors=errors or {},
        refusal=refusal,
        last_day=draft.last_day,
        is_last=True,
        action=url_for(".change", step_name=which.value),
    )
