"""Who is signed in with this browser: its session holds the random token of a sign-in that the server can end.

Of the token the server keeps the hash (decision 0095).
"""

from datetime import UTC, datetime
from typing import NamedTuple

from flask import Flask, g, request, session

from booking.people.principals import Principal
from booking.people.sign_in.signed_in import principal_of
from booking.services import services

_SIGN_IN = "_user_id"  # what Flask-Login called it, so that old sessions go on


class _SignedIn(NamedTuple):
    token: str
    principal: Principal


def register(app: Flask) -> None:
    """Read the clock once a request."""

    @app.before_request
    def read_clock() -> None:
        g.now = services().clock()


def principal() -> Principal | None:
    """The signed-in person, or None."""
    found = _signed_in()
    return found.principal if found else None


def _signed_in() -> _SignedIn | None:
    """Read once a request: a page asks a dozen times."""
    if not names_sign_in():
        return None
    if "signed_in" not in g:
        token: str = session[_SIGN_IN]
        found = principal_of(token, real_now=datetime.now(UTC), reads_on=request.method != "POST")
        g.signed_in = _SignedIn(token, found) if found else None
    known: _SignedIn | None = g.signed_in
    return known


def names_sign_in() -> bool:
    """Whether this browser's cookie names a sign-in, which may have ended; asks no database."""
    return _SIGN_IN in session


def seeker_id() -> int:
    """The signed-in seeker's id, on pages that only seekers may call; raises NotRegistered before the registration."""
    return _here().principal.as_seeker


def account_owner() -> Principal:
    """Who is signed in to my-page, on pages that are also for those without a registration."""
    return _here().principal


def staff() -> Principal:
    """The signed-in member of staff, on pages that only staff may call."""
    return _here().principal


def seeker() -> Principal:
    """The signed-in seeker, on pages that only seekers may call."""
    signed_in = principal()
    if signed_in is None or signed_in.seeker_id is None:
        raise TypeError("no seeker is signed in")
    return signed_in


def token() -> str:
    """The token of this browser's sign-in, on pages for who is signed in."""
    return _here().token


def renew(token: str) -> None:
    """Go on with a new token of the same sign-in."""
    _go_on(token, _here().principal)


def now() -> datetime:
    """The office's present moment, read once for this request (UTC)."""
    moment: datetime = g.now
    return moment


def begin(token: str) -> None:
    """Sign this browser in. The old session's contents go, so that nothing planted before survives."""
    found = principal_of(token, real_now=datetime.now(UTC))
    if found is None:
        raise TypeError("a sign-in that just began has ended")
    session.clear()
    session.permanent = True  # ends after 30 idle minutes: every answer renews the cookie
    _go_on(token, found)


def read_again() -> None:
    """Read anew who is signed in: what this request did has made somebody else of them, such as a seeker."""
    found = principal_of(token(), real_now=datetime.now(UTC))
    if found is not None:
        _go_on(token(), found)


def keep(name: str, value: str) -> None:
    """Note something in this browser, signed in or not, until a sign-in begins or ends."""
    session.permanent = True
    session[name] = value


def kept(name: str) -> str | None:
    """What was noted under this name."""
    found: str | None = session.get(name)
    return found


def forget(name: str) -> None:
    """What was noted under this name has done its work."""
    session.pop(name, None)


def end() -> str | None:
    """Sign this browser out; answer the token, which the server must forget as well."""
    ended = _signed_in()
    session.clear()
    g.pop("signed_in", None)
    return ended.token if ended else None


def _here() -> _SignedIn:
    signed_in = _signed_in()
    if signed_in is None:
        raise TypeError("nobody is signed in")
    return signed_in


def _go_on(token: str, who: Principal) -> None:
    session[_SIGN_IN] = token
    g.signed_in = _SignedIn(token, who)
