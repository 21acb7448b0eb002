"""Who is signed in with this browser: Flask-Login over sign-ins that can be ended on the server."""

from datetime import UTC, datetime

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from booking.people.principals import Principal
from booking.people.sign_in.signed_in import principal_of
from booking.services import services


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """Flask-Login's view of a sign-in; its id is the random token, of which the server keeps the hash."""

    def __init__(self, token: str, principal: Principal) -> None:
        self.token = token
        self.principal = principal

    def get_id(self) -> str:
        """The token."""
        return self.token


def register(app: Flask) -> None:
    """Read clock and sign-in once a request."""
    # Templates get `signed_in`; Flask-Login's own context would ask the database on error pages, too.
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None  # mobile carriers change addresses; the token is random and can be ended
    # Nor hashes it address and browser for that, with each request, nor puts the hash into the cookie.
    manager._session_identifier_generator = lambda: None  # noqa: SLF001  it has no other way to say so

    @manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
    def load(token: str) -> SignedIn | None:
        principal = principal_of(token, real_now=datetime.now(UTC), reads_on=request.method != "POST")
        return SignedIn(token, principal) if principal else None

    @app.before_request
    def read_clock() -> None:
        g.now = services().clock()


def principal() -> Principal | None:
    """The signed-in person, or None."""
    if not names_sign_in():
        return None  # without Flask-Login's way round it, which takes as long for nobody as for somebody
    who = current_user._get_current_object()  # noqa: SLF001  looked up once: a page asks a dozen times
    return who.principal if who.is_authenticated else None


def names_sign_in() -> bool:
    """Whether this browser's cookie names a sign-in, which may have ended; asks no database."""
    return "_user_id" in session  # where Flask-Login keeps it


def seeker_id() -> int:
    """The signed-in seeker's id, on pages that only seekers may call; raises NotRegistered before the registration."""
    signed_in = principal()
    if signed_in is None:
        raise TypeError("nobody is signed in")
    return signed_in.as_seeker


def account_owner() -> Principal:
    """Who is signed in to my-page, on pages that are also for those without a registration."""
    signed_in = principal()
    if signed_in is None:
        raise TypeError("nobody is signed in")
    return signed_in


def staff() -> Principal:
    """The signed-in member of staff, on pages that only staff may call."""
    signed_in = principal()
    if signed_in is None:
        raise TypeError("nobody is signed in")
    return signed_in


def seeker() -> Principal:
    """The signed-in seeker, on pages that only seekers may call."""
    signed_in = principal()
    if signed_in is None or signed_in.seeker_id is None:
        raise TypeError("no seeker is signed in")
    return signed_in


def token() -> str:
    """The token of this browser's sign-in, on pages for who is signed in."""
    found: str = current_user.token
    return found


def renew(token: str) -> None:
    """Go on with a new token of the same sign-in."""
    login_user(SignedIn(token, current_user.principal))


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
    login_user(SignedIn(token, found))


def read_again() -> None:
    """Read anew who is signed in: what this request did has made somebody else of them, such as a seeker."""
    found = principal_of(current_user.token, real_now=datetime.now(UTC))
    if found is not None:
        login_user(SignedIn(current_user.token, found))


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
    token: str | None = current_user.token if current_user.is_authenticated else None
    logout_user()
    session.clear()
    return token
