"""「マイナポータルでログイン」: to the provider, and back with whoever it says it is (E1, E5).

What a browser comes back with signs in or links, as it went (`own.py`).
"""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain
from booking.core.rate_limits import count_sign_in
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.people.linked_sign_in.links import link, sign_in_linked
from booking.people.linked_sign_in.provider import CALLBACK, ComeBack, Identity
from booking.people.linked_sign_in.refusals import (
    AlreadyLinked,
    IdentityTaken,
    ProviderAnswerWrong,
    ProviderAway,
    ProviderVisitEnded,
)
from booking.people.linked_sign_in.visits import end_visit
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.web import session
from booking.web.accounts.trusted_browsers import at_the_door
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.linked_sign_in.provider_visit import go, identities, visit_over, visit_state
from booking.web.seeker.sign_in import come_in
from booking.web.session import now
from booking.web.way_back import local_path
from database.base import db

_WANTED = "wanted_after_provider"
_LONGEST = 4096  # of what the provider sends back


@blueprint.get("/login/mynaportal")
@allow(ANYONE)
def sign_in_linked_page() -> ResponseReturnValue:
    """Go to the provider; its own page of services leads here as well."""
    identities()
    if session.principal() is not None:
        return redirect(url_for(".sign_in"), code=303)
    count_sign_in()
    session.forget(_WANTED)
    if wanted := local_path(request.args.get("next")):
        session.keep(_WANTED, wanted)
    try:
        return redirect(go(None), code=303)
    except ProviderAway as refused:
        return _back_to(refused, ".sign_in")


@blueprint.get(CALLBACK)
@allow(ANYONE)
def come_back() -> ResponseReturnValue:
    """Sign in or link with what the provider sent along; whatever fails, the password works as ever."""
    identities()
    count_sign_in()
    signs_in = session.principal() is None
    try:
        return _come_back()
    except (ProviderAway, ProviderAnswerWrong, ProviderVisitEnded, IdentityTaken, AlreadyLinked) as refused:
        return _back_to(refused, ".sign_in" if signs_in else ".link_page")


@blueprint.get("/login/mynaportal/not-linked")
@allow(ANYONE)
def not_linked() -> str:
    """「属性連携不整合確認」: the provider knows them, and no account is linked."""
    identities()
    return render_template("seeker/account/not_linked.html")


def _come_back() -> ResponseReturnValue:
    visit = end_visit(visit_state(), _sent("state"), real_now=datetime.now(UTC))
    visit_over()
    signed_in = session.principal()
    if visit.account_id != (signed_in.account_id if signed_in else None):
        raise ProviderVisitEnded(None)  # somebody else signed in, or out, meanwhile
    if request.args.get("error") == "access_denied":
        flash(_("マイナポータルでの手続きをやめました。何も変わっていません。"), "info")
        return redirect(url_for(".link_page" if signed_in else ".sign_in"), code=303)
    identity = _identity(_sent("state"))
    if signed_in is None:
        return _sign_in(identity)
    link(signed_in, identity, secret_key=services().config.secret_key, now=now(), real_now=datetime.now(UTC))
    flash(_("マイナポータルとつながりました。これからは、マイナポータルからもログインできます。"), "success")
    return redirect(url_for(".link_page"), code=303)


def _identity(state: str) -> Identity:
    provider = identities()
    db.session.rollback()  # no connection waits for the provider
    code = _sent("code")
    if not code:
        raise ProviderAnswerWrong(None)
    return provider.identity(ComeBack(code, request.args.get("iss")), state=state, real_now=datetime.now(UTC))


def _sign_in(identity: Identity) -> ResponseReturnValue:
    secret_key, wanted = services().config.secret_key, session.kept(_WANTED)
    entered = sign_in_linked(identity, browser=at_the_door(), secret_key=secret_key, real_now=datetime.now(UTC))
    if entered is None:
        return redirect(url_for(".not_linked"), code=303)
    return come_in(entered, wanted=wanted)


def _sent(name: str) -> str:
    return request.args.get(name, "")[:_LONGEST]


def _back_to(refused: Refusal, page: str) -> ResponseReturnValue:
    why = explain(refused)
    flash(why.sentences, "warning")
    return redirect(url_for(page), code=303)
