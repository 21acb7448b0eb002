"""Inviting a colleague by mail."""

from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.people.permissions import MANAGEMENT, allow
from booking.people.staff_accounts.add import LoginTaken
from booking.people.staff_accounts.invite import Invited, invite_colleague
from booking.people.staff_accounts.invite import invite_again as mail_again
from booking.people.staff_accounts.refusals import MailedTooOften, MoreThanOwn
from booking.services import services
from booking.tables import Role
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.staff.colleagues import choices, offices_to_give, own_charge, shown_colleague
from booking.web.desk.staff.invite_form import InviteForm
from booking.web.desk.staff.role_form import ids_of
from booking.web.desk.url_params import STAFF
from booking.web.session import now, staff


@blueprint.get("/staff/invite")
@allow(MANAGEMENT)
def invite() -> str:
    """Ask whom."""
    return _page(InviteForm())


@blueprint.post("/staff/invite")
@allow(MANAGEMENT)
def submit_invite() -> ResponseReturnValue:
    """Add the colleague and mail the link."""
    form = InviteForm.parse(request.form, roles=own_charge().roles, offices=offices_to_give())
    if form.role is None or form.errors:
        return form.with_status(_page(form))
    try:
        _invite(form, form.role)
    except LoginTaken:
        form = form.with_error("login", _taken())
        return form.with_status(_page(form))
    except (MoreThanOwn, MailedTooOften) as refused:
        return form.with_status(_page(form, refused), refused)
    flash(_("%(address)sに招待のメールを送ります。72時間、使えます。", address=form.login), "success")
    return redirect(url_for(".staff_list"), code=303)


@blueprint.post(f"/staff/{STAFF}/invite")
@allow(MANAGEMENT)
def invite_again(staff_id: int) -> ResponseReturnValue:
    """Mail a new link."""
    found = shown_colleague(staff_id)
    mail_again(staff_id, by=staff().as_staff, keys=services().keys, now=now(), real_now=datetime.now(UTC))
    flash(_("%(address)sに招待のメールを送ります。72時間、使えます。", address=found.login), "success")
    return redirect(url_for(".colleague", staff_id=staff_id), code=303)


def _invite(form: InviteForm, role: Role) -> None:
    invite_colleague(
        Invited(form.name, form.login, role, ids_of(offices_to_give(), form.offices)),
        by=staff().as_staff,
        keys=services().keys,
        now=now(),
        real_now=datetime.now(UTC),
    )


def _taken() -> str:
    return _(
        "このメールアドレスは、もう職員として登録されています。ほかの安定所の方は、システム管理者が安定所を追加します。"
    )


def _page(form: InviteForm, refused: Refusal | None = None) -> str:
    explanation = explain_to_staff(refused) if refused else None
    return page("desk/staff/invite.html", form=form, errors=form.errors, explanation=explanation, **choices())
