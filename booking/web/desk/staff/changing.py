"""What whoever looks after an account does with it: role and offices, disabling, signing out, a new password."""

from datetime import UTC, datetime

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.people.permissions import MANAGEMENT, allow
from booking.people.staff_accounts import change_role as changing
from booking.people.staff_accounts import disable as disabling
from booking.people.staff_accounts import reset as resetting
from booking.people.staff_accounts.refusals import MoreThanOwn, NotInCharge, OwnAccount
from booking.people.staff_accounts.reset_second_factor import reset_second_factor
from booking.services import services
from booking.web.desk.blueprint import blueprint
from booking.web.desk.staff.colleagues import colleague_page, offices_to_give, own_charge, shown_colleague
from booking.web.desk.staff.role_form import RoleForm, ids_of
from booking.web.desk.url_params import STAFF
from booking.web.session import now, staff


@blueprint.post(f"/staff/{STAFF}/role")
@allow(MANAGEMENT)
def change_role(staff_id: int) -> ResponseReturnValue:
    """Give another role, or other offices."""
    found, offices = shown_colleague(staff_id), offices_to_give()
    form = RoleForm.parse(request.form, roles=own_charge().roles, offices=offices)
    if form.role is None or form.errors:
        return form.with_status(colleague_page(found, form))
    try:
        changed = changing.change_role(
            staff_id, form.role, ids_of(offices, form.offices), by=staff().as_staff, now=now()
        )
    except (NotInCharge, OwnAccount, MoreThanOwn) as refused:
        return form.with_status(colleague_page(shown_colleague(staff_id), form, refused), refused)
    flash(
        _("変更しました。次に画面を開いたときから変わります。") if changed else _("変わったところはありません。"),
        "success",
    )
    return _back_to(staff_id)


@blueprint.post(f"/staff/{STAFF}/disable")
@allow(MANAGEMENT)
def disable_colleague(staff_id: int) -> ResponseReturnValue:
    """Let the colleague in no more."""
    found = shown_colleague(staff_id)
    disabling.disable_colleague(staff_id, by=staff().as_staff, now=now(), real_now=datetime.now(UTC))
    flash(_("%(name)sさんの利用を停止しました。開いていた画面も、もう使えません。", name=found.name), "success")
    return _back_to(staff_id)


@blueprint.post(f"/staff/{STAFF}/enable")
@allow(MANAGEMENT)
def enable_colleague(staff_id: int) -> ResponseReturnValue:
    """Let the colleague in again."""
    found = shown_colleague(staff_id)
    disabling.enable_colleague(staff_id, by=staff().as_staff, now=now())
    flash(_("%(name)sさんの利用を再開しました。", name=found.name), "success")
    return _back_to(staff_id)


@blueprint.post(f"/staff/{STAFF}/sign-out")
@allow(MANAGEMENT)
def end_sign_ins(staff_id: int) -> ResponseReturnValue:
    """Sign the colleague out everywhere."""
    found = shown_colleague(staff_id)
    disabling.end_sign_ins_of(staff_id, by=staff().as_staff, now=now())
    flash(_("%(name)sさんを、すべての端末でログアウトしました。", name=found.name), "success")
    return _back_to(staff_id)


@blueprint.post(f"/staff/{STAFF}/reset")
@allow(MANAGEMENT)
def mail_reset(staff_id: int) -> ResponseReturnValue:
    """Mail the colleague a link to set a new password."""
    found = shown_colleague(staff_id)
    resetting.mail_reset(staff_id, by=staff().as_staff, keys=services().keys, now=now(), real_now=datetime.now(UTC))
    flash(_("%(address)sに、パスワードを決めなおすメールを送ります。50分、使えます。", address=found.login), "success")
    return _back_to(staff_id)


@blueprint.post(f"/staff/{STAFF}/second-factor/reset")
@allow(MANAGEMENT)
def reset_colleagues_second_factor(staff_id: int) -> ResponseReturnValue:
    """Take the second factor away from a colleague who has lost it."""
    found = shown_colleague(staff_id)
    reset_second_factor(staff_id, by=staff().as_staff, now=now())
    flash(
        _("%(name)sさんの認証アプリとパスキーの登録を取り消しました。本人にメールで知らせます。", name=found.name),
        "success",
    )
    return _back_to(staff_id)


def _back_to(staff_id: int) -> ResponseReturnValue:
    return redirect(url_for(".colleague", staff_id=staff_id), code=303)
