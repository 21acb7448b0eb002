"""API tokens for the people of a manager's offices: made and shown once, listed, ended (rules.md#tokens)."""

from datetime import UTC, datetime

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.people.permissions import MANAGEMENT, allow
from booking.people.token_list import account_for_token, issued_tokens
from booking.people.tokens import UnknownToken, create_token, revoke_token
from booking.people.words import scope as scope_words
from booking.tables import Realm, Scope
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import is_checked
from booking.web.desk.people.token_form import TokenForm
from booking.web.desk.url_params import TOKEN
from booking.web.one_time_page import show_only_once
from booking.web.session import now, staff
from database.base import db


@blueprint.get("/tokens")
@allow(MANAGEMENT)
def tokens() -> str:
    """The tokens of the own offices' people, and the form for a new one."""
    return _page(TokenForm())


@blueprint.post("/tokens")
@allow(MANAGEMENT)
def make_token() -> ResponseReturnValue:
    """Make a token and show it, this once: a page that was seen is kept nowhere."""
    form = TokenForm.parse(request.form)
    realm = form.realm
    if realm is None or form.errors:
        return _page(form), 422
    complaint = _complaint_of_owner(realm, form.login)
    if complaint:
        return _page(form.with_error("login", complaint)), 422
    show_only_once()
    return page("desk/token.html", token=_made(form, realm), form=form), 201


@blueprint.post(f"/tokens/{TOKEN}/revoke")
@allow(MANAGEMENT)
def end_token(token_id: int) -> ResponseReturnValue:
    """End a token; one that was ended before is not there any more."""
    try:
        revoke_token(
            token_id, actor=staff().actor, office_ids=staff().office_ids, now=now(), real_now=datetime.now(UTC)
        )
    except UnknownToken:
        abort(404)
    flash(_("トークンを取り消しました。もう使えません。"), "success")
    return redirect(url_for("desk.tokens"), code=303)


def _made(form: TokenForm, realm: Realm) -> str:
    return create_token(
        realm,
        form.login,
        name=form.name,
        scopes=form.scopes,
        actor=staff().actor,
        office_ids=staff().office_ids,
        now=now(),
        real_now=datetime.now(UTC),
    )


def _complaint_of_owner(realm: Realm, login: str) -> str:
    """Why none is made for this person; empty if one may be.

    A seeker's token reads passcodes: it is made in their presence, after the identity check (rules.md#identity-check).
    """
    account = account_for_token(db.session(), realm, login, office_ids=staff().office_ids)
    if account is None:
        return _(
            "このメールアドレスでログインする方は、担当の安定所にいません。"
            "ほかの安定所にも所属する職員のトークンは、運用担当が発行します。"
        )
    if account.seeker_id is not None and not is_checked(account.seeker_id):
        return _("この方の本人確認がまだです。「求職者をさがす」で本人確認を記録してから、もう一度発行してください。")
    return ""


def _page(form: TokenForm) -> str:
    return page(
        "desk/tokens.html",
        issued=issued_tokens(db.session(), office_ids=staff().office_ids),
        form=form,
        errors=form.errors,
        doors=[(Realm.MY_PAGE.value, _("求職者")), (Realm.DESK.value, _("職員"))],
        scopes=[(scope.value, scope_words(scope)) for scope in Scope],
    )
