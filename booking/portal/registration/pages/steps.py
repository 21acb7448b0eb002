"""求職登録: one screen a step, each kept by 「一時保存」 and on the way to the next (online leaflet, p. 4 to 7)."""

from collections.abc import Mapping
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain
from booking.core.texts import _
from booking.people.opening.recognise import recognise
from booking.people.opening.who import is_known_at_counter
from booking.people.permissions import ACCOUNT_OWNERS, allow
from booking.people.records.fields import PersonField
from booking.people.refusals import NotRecognised
from booking.portal.registration.check import complaints, read_person
from booking.portal.registration.drafts import Draft, draft_of, keep_step
from booking.portal.registration.pages.blueprint import blueprint
from booking.portal.registration.pages.shown import offices, shown_fields, shown_steps, typed_in_form
from booking.portal.registration.postal_codes import address_of
from booking.portal.registration.refusals import StepChanged
from booking.portal.registration.steps import TITLES, Step, first_missing, step_after, step_before
from booking.tables import Account
from booking.web.seen import seen_revision
from booking.web.session import account_owner, now, read_again
from calendars.office_time import day_of
from database.base import db

Typed = dict[str, str | list[str]]


@blueprint.get("/registration")
@allow(ACCOUNT_OWNERS)
def begin() -> ResponseReturnValue:
    """Go on where something is missing."""
    draft = own_draft()
    if not account_owner().is_unregistered:
        return redirect(url_for("registration.summary"), code=303)
    missing = first_missing(draft.steps, draft.complete(offices=offices(), today=day_of(now())))
    return redirect(url_for(".step", step_name=missing.value) if missing else url_for(".confirm"), code=303)


@blueprint.get("/registration/steps/<step_name>")
@allow(ACCOUNT_OWNERS)
def step(step_name: str) -> ResponseReturnValue:
    """A step with what was kept of it."""
    draft, which = own_draft(), step_called(step_name)
    if not account_owner().is_unregistered:
        return redirect(url_for("registration.summary"), code=303)
    if which not in draft.steps:
        return redirect(url_for(".begin"), code=303)
    return _page(draft, which, draft.typed(which), seen=draft.version(which))


@blueprint.post("/registration/steps/<step_name>")
@allow(ACCOUNT_OWNERS)
def keep(step_name: str) -> ResponseReturnValue:
    """Keep it, finished or not, and go where the pressed button says; what is wrong is said only on the way on."""
    which = step_called(step_name)
    if not account_owner().is_unregistered:
        return redirect(url_for("registration.summary"), code=303)
    typed, action = typed_in_form(which), request.form.get("action", "")
    draft = own_draft()
    if action == "back" and typed == draft.typed(which):
        return _go_back(draft, which)  # a step that was only looked at is none that was kept
    if action == "postal" and which is Step.BASIC:
        _look_up(typed)
    try:
        keep_step(account_owner().account_id, which, typed, seen=seen_revision(request.form), now=now())
    except StepChanged as changed:
        page = _page(own_draft(), which, typed, seen=changed.version, refusal=explain(changed))
        return page, changed.http_status
    if action == "postal":
        return redirect(url_for(".step", step_name=which.value, _anchor="field-address"), code=303)
    if action == "save":
        return redirect(url_for(".saved", step_name=which.value), code=303)
    if action == "back":
        return _go_back(draft, which)
    return _go_on(which, typed)


@blueprint.get("/registration/saved/<step_name>")
@allow(ACCOUNT_OWNERS)
def saved(step_name: str) -> ResponseReturnValue:
    """求職登録一時保存: until when it must be finished, and how to go on."""
    draft, which = own_draft(), step_called(step_name)
    if draft.last_day is None:
        return redirect(url_for(".begin"), code=303)
    return render_template("portal/registration/saved.html", last_day=draft.last_day, step=which)


def own_draft() -> Draft:
    """What the signed-in owner of an account has typed so far."""
    return draft_of(db.session(), account_owner().account_id)


def step_called(name: str) -> Step:
    """The step that an address names; 404 for any other."""
    return next((one for one in Step if one.value == name), None) or abort(404)


def _go_back(draft: Draft, which: Step) -> ResponseReturnValue:
    """To the screen before, whatever this one lacks."""
    if which not in draft.steps:
        return redirect(url_for(".begin"), code=303)
    before = step_before(draft.steps, which)
    return redirect(url_for(".step", step_name=before.value) if before else url_for("seeker.next_step"), code=303)


def _go_on(which: Step, typed: Typed) -> ResponseReturnValue:
    errors = complaints(which, typed, offices=offices(), today=day_of(now()))
    draft = own_draft()
    if errors:
        return _page(draft, which, typed, seen=draft.version(which), errors=errors), 422
    if which is Step.BASIC and _is_recognised(typed):
        flash(_("窓口での登録が見つかりました。求職者マイページが開設されました。"), "success")
        return redirect(url_for("seeker.next_step"), code=303)
    following = step_after(draft.steps, which)
    return redirect(url_for(".step", step_name=following.value) if following else url_for(".confirm"), code=303)


def _is_recognised(typed: Typed) -> bool:
    """Whether a counter has registered this person, who then is asked nothing more. Wrong birth dates are counted."""
    account = db.session.get_one(Account, account_owner().account_id)
    born = read_person(PersonField.BIRTH_DATE, typed["birth"], today=day_of(now()))
    if not isinstance(born, date) or not is_known_at_counter(db.session(), account.login):
        return False
    try:
        recognise(account.id, born, now=now())
    except NotRecognised:
        return False
    read_again()
    return True


def _look_up(typed: Typed) -> None:
    """Let the address begin as the postal code says; what stands there already is the owner's."""
    found = address_of(str(typed["postal_code"]))
    if not found:
        flash(_("この郵便番号は見つかりませんでした。住所を入力してください。"), "warning")
    elif typed["address"]:
        flash(_("住所が入力されているため、そのままにしました。郵便番号の住所：%(address)s", address=found), "notice")
    else:
        typed["address"] = found
        flash(_("住所に「%(address)s」を入れました。つづきを入力してください。", address=found), "success")


def _page(
    draft: Draft,
    which: Step,
    typed: Typed,
    *,
    seen: int,
    errors: Mapping[str, str] | None = None,
    refusal: Explanation | None = None,
) -> str:
    return render_template(
        "portal/registration/step.html",
        step=which,
        title=_(TITLES[which]),
        steps=shown_steps(draft),
        fields=shown_fields(which, typed, errors),
        seen=seen,
        errors=errors or {},
        refusal=refusal,
        last_day=draft.last_day,
        is_last=step_after(draft.steps, which) is None,
        action=url_for(".keep", step_name=which.value),
    )
