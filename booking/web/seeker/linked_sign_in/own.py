"""「マイナポータルとの連携」: link the account to the provider's sign-in, and unlink it; both want the password."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.people.linked_sign_in.links import linked_at, unlink
from booking.people.linked_sign_in.refusals import ProviderAway
from booking.people.permissions import ACCOUNT_OWNERS, allow
from booking.people.refusals import AccountLocked, WrongPassword
from booking.web import session
from booking.web.accounts.own_account import (
    OwnPasswordForm,
    check_password_again,
    own_browser,
    tell_of_lock,
    wrong_own_password,
)
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.linked_sign_in.provider_visit import go, identities, way_there
from booking.web.session import now
from calendars.office_time import day_of


@blueprint.get("/mypage/mynaportal")
@allow(ACCOUNT_OWNERS)
def link_page() -> str:
    """Whether the account is linked, and the form that changes it."""
    identities()
    return _page(OwnPasswordForm())


@blueprint.post("/mypage/mynaportal")
@allow(ACCOUNT_OWNERS)
def begin_link() -> ResponseReturnValue:
    """Go on to the provider, once the password shows that it is really them."""
    identities()
    count_sign_in()
    form = OwnPasswordForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(form))
    try:
        check_password_again(form.password)
        go(session.account_owner().account_id)
    except WrongPassword as refused:
        return form.with_status(_page(form.with_error("password", wrong_own_password())), refused)
    except (AccountLocked, ProviderAway) as refused:
        return form.with_status(_page(form, explain(refused)), refused)
    return redirect(url_for(".leave_for_provider"), code=303)


@blueprint.get("/mypage/mynaportal/go")
@allow(ACCOUNT_OWNERS)
def leave_for_provider() -> ResponseReturnValue:
    """Lead to the provider by a link: browsers follow no form to other places than ours (the pages' policy)."""
    address = way_there()
    if address is None:
        return redirect(url_for(".link_page"), code=303)
    return render_template("seeker/account/leave_for_provider.html", address=address)


@blueprint.post("/mypage/mynaportal/unlink")
@allow(ACCOUNT_OWNERS)
def end_link_of_account() -> ResponseReturnValue:
    """End the link."""
    identities()
    count_sign_in()
    form = OwnPasswordForm.parse(request.form)
    if form.errors:
        return form.with_status(_page(form))
    moment = now()
    try:
        unlink(
            session.account_owner(),
            form.password,
            known_browser=own_browser(),
            now=moment,
            real_now=datetime.now(UTC),
            on_lock=tell_of_lock(moment),
        )
    except WrongPassword as refused:
        return form.with_status(_page(form.with_error("password", wrong_own_password())), refused)
    except AccountLocked as refused:
        return form.with_status(_page(form, explain(refused)), refused)
    flash(_("マイナポータルとの連携を解除しました。"), "success")
    return redirect(url_for(".link_page"), code=303)


def _page(form: OwnPasswordForm, refusal: Explanation | None = None) -> str:
    since = linked_at(session.account_owner().account_id)
    return render_template(
        "seeker/account/linked_sign_in.html",
        form=form,
        errors=form.errors,
        refusal=refusal,
        linked_on=day_of(since) if since else None,
    )
