"""Who calls the API: the bearer token of a request, whom it stands for, what it allows. No cookie is looked at."""

from datetime import UTC, datetime

from flask import Flask, current_app, g, request

from booking.api.blueprint import blueprint
from booking.api.problem_types import own_problem
from booking.api.rates import count_request
from booking.api.token_use import TokenUse
from booking.people.bearer_tokens import TokenHolder, holder_of
from booking.people.permissions import Callers, callers_of
from booking.people.principals import Principal
from booking.tables import Realm, Scope

_USE = "api_token_use"


def register(app: Flask) -> None:
    """Gather the uses of this app's tokens."""
    app.extensions[_USE] = TokenUse()


def caller() -> Principal:
    """Whoever the token stands for, in operations that ask for one."""
    holder: TokenHolder = g.token_holder
    return holder.principal


def is_staff() -> bool:
    """Whether somebody of an office calls; nobody, and whoever is not let in, is not."""
    holder: TokenHolder | None = g.get("token_holder")
    return holder is not None and holder.principal.realm is Realm.DESK


def token_id() -> int:
    """The token itself, which every audit line of the request names beside the caller."""
    holder: TokenHolder = g.token_holder
    return holder.token_id


def may_read_bookings() -> bool:
    """Whether the token is for reading bookings, too: only then do answers to what it writes name the way to join."""
    holder: TokenHolder = g.token_holder
    return Scope.BOOKINGS_READ in holder.scopes


def now() -> datetime:
    """The office's present moment, read once for this request (UTC)."""
    moment: datetime = g.now
    return moment


@blueprint.before_request
def _check_caller() -> None:
    """Refuse a caller for whom the operation is not meant."""
    callers = callers_of(current_app.view_functions[str(request.endpoint)])
    if callers is None or callers.scope is None:
        return
    holder = _holder()
    count_request(holder.token_id)
    _refuse_unless_allowed(callers, holder)
    g.token_holder = holder
    use: TokenUse = current_app.extensions[_USE]
    use.note(holder, real_now=datetime.now(UTC))


def _holder() -> TokenHolder:
    authorization = request.authorization
    if authorization is None or authorization.type != "bearer" or not authorization.token:
        raise own_problem("token-missing", headers={"WWW-Authenticate": "Bearer"})
    holder = holder_of(authorization.token)
    if holder is None:
        raise own_problem("token-unknown", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return holder


def _refuse_unless_allowed(callers: Callers, holder: TokenHolder) -> None:
    if callers.include(holder.principal, holder.scopes):
        return
    scope = callers.scope.value if callers.scope else ""
    challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
    raise own_problem("not-allowed", {"scope": scope}, headers={"WWW-Authenticate": challenge})
