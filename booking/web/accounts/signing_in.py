"""What both doors share: the form, the check of the password, a second step, the way on; shows nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Response, after_this_request

from booking.announcements.accounts import announce_code_locked, announce_locked
from booking.core.text_limits import LONGEST_MAIL_ADDRESS
from booking.core.texts import _
from booking.people.mail_addresses import may_sign_in_with, read_mail_address
from booking.people.sign_in.by_password import no_second_step, sign_in
from booking.people.sign_in.second_step import Fits, StepPending, WantedStep, account_of_step, take_step
from booking.people.sign_in.signed_in import Entered
from booking.tables import Account, Realm, SecondStep
from booking.web import session
from booking.web.accounts.chosen_language import chosen_language, remember_language
from booking.web.accounts.known_browsers import known_browser, remember_browser
from booking.web.accounts.trusted_browsers import at_the_door, remember_trust
from booking.web.forms import Form
from booking.web.session import now

_STEP = "pending_sign_in"


@dataclass(frozen=True)
class SignInForm(Form):
    """Address and password as typed; without errors both have their shape."""

    login: str
    password: str = field(repr=False)

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "SignInForm":
        """Read a sent form: the address as it is kept, whichever keyboard typed it; the password stays as it is."""
        login = read_mail_address(sent.get("login", ""))
        password = sent.get("password", "")
        complaints = {"login": login_complaint(login), "password": _password_complaint(password)}
        return cls(login[:LONGEST_MAIL_ADDRESS], password).checked(complaints)


def empty_form() -> SignInForm:
    """The form before anything is typed."""
    return SignInForm("", "")


def check(realm: Realm, form: SignInForm, wanted_step: WantedStep = no_second_step) -> Entered | StepPending:
    """A new sign-in for `enter`, or a step for `go_on_to`; only for a form without errors.

    Raises:
        WrongPassword: address and password do not belong together at this door.
        MyPageClosed, AccountDisabled: nobody is let in.
        AccountLocked: five wrong passwords in a row from browsers like this one.
    """
    moment = now()
    return sign_in(
        realm=realm,
        login=form.login,
        password=form.password,
        known_browser=known_browser(form.login),
        browser=at_the_door(),
        wanted_step=wanted_step,
        real_now=datetime.now(UTC),
        on_lock=lambda session, account_id: announce_locked(session, account_id, now=moment),
    )


def enter(entered: Entered) -> None:
    """Sign this browser in: its session begins empty, and it is known from now on."""
    session.begin(entered.token)

    @after_this_request
    def remember(response: Response) -> Response:
        remember_browser(response, entered.login)
        if entered.language is not None and chosen_language() is None:
            remember_language(response, entered.language)
        if entered.trusted is not None:
            remember_trust(response, entered.trusted)
        return response


def go_on_to(step: StepPending) -> None:
    """Note in this browser that it is at a second step. What stood in its session stays until it is signed in."""
    session.keep(_STEP, step.token)


def take(kind: SecondStep, fits: Fits, *, trusts: bool = False) -> Entered:
    """Take the step that this browser is at, and answer the sign-in for `enter`.

    Raises:
        WrongCode, AccountLocked, StepEnded: see `take_step`.
    """
    moment = now()
    return take_step(
        step_token(),
        kind=kind,
        fits=fits,
        browser=at_the_door(),
        trusts=trusts,
        real_now=datetime.now(UTC),
        on_lock=lambda session, account_id: announce_code_locked(session, account_id, now=moment),
    )


def account_at_step(kind: SecondStep) -> Account | None:
    """Whose step of this kind this browser is at; None when it is at none (any more)."""
    return account_of_step(step_token(), kind=kind, real_now=datetime.now(UTC))


def step_token() -> str:
    """The token of the step that this browser is at; one that fits nothing if it is at none."""
    return session.kept(_STEP) or ""


def login_complaint(login: str) -> str:
    """What to say of an address that nobody can sign in with; empty if it has the shape of one."""
    if not login:
        return _("メールアドレスを入力してください。")
    if len(login) > LONGEST_MAIL_ADDRESS:
        return _("メールアドレスは100文字以内で入力してください。")
    if not may_sign_in_with(login):
        return _("メールアドレスを、半角の英数字で入力してください。例：hanako@example.com")
    return ""


def _password_complaint(password: str) -> str:
    if not password:
        return _("パスワードを入力してください。")
    if not password.isascii():
        return _("パスワードは半角で入力してください。全角の文字は使えません。")
    return ""
