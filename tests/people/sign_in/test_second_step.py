"""Between the right password and the sign-in: the one-time password by mail (japan.md E2).

All moments are real time.
"""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from booking.core.refusals import Refusal
from booking.jobs import deliver_mail
from booking.people.account_keys.make import MOST_OF_A_NETWORK, Asker
from booking.people.refusals import AccountLocked, StepEnded, TooManyCodes, WrongCode, WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.mail_codes import code_fits, code_unless_trusted, send_another_code
from booking.people.sign_in.reset_password import request_reset, reset_password
from booking.people.sign_in.second_step import STEP_LASTS, StepPending, account_of_step, take_step
from booking.people.sign_in.signed_in import Entered, end_sign_ins, principal_of
from booking.people.sign_in.trusted_browsers import STRANGE, AtTheDoor
from booking.services import services
from booking.tables import PendingSignIn, Realm, SecondStep, SignInFailure, TrustedBrowser
from database.base import db
from database.transactions import transact
from tests.bookings.builders import all_of, how_many
from tests.bookings.races.at_once import at_once
from tests.mails import key_in, mails_in, text_of
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, password_of

pytestmark = pytest.mark.any_engine

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)  # 18:00 in the office
MISAKIS, NEW = "misaki@example.com", "neu-2027!"
WRONG = "no code"


def give_password(
    app: Flask, *, password: str | None = None, browser: AtTheDoor = STRANGE, at: datetime = NOW
) -> Entered | StepPending:
    """Sign in to Misaki's my-page with the right password, unless another is given."""
    keys = services().keys
    return sign_in(
        realm=Realm.MY_PAGE,
        login=MISAKIS,
        password=password or password_of(app, MISAKIS),
        known_browser=None,
        browser=browser,
        wanted_step=code_unless_trusted(browser, Asker(), keys=keys, now=FRIDAY_MORNING, real_now=at),
        real_now=at,
    )


def step_of(outcome: Entered | StepPending) -> str:
    """The token of the step that is still to be taken."""
    assert isinstance(outcome, StepPending)
    return outcome.token


def mailed_code() -> str:
    """The code in the newest mail."""
    db.session.rollback()
    deliver_mail()
    return text_of(mails_in(services().config.mail_folder)[-1]).split("ワンタイムパスワード ： ")[1].split()[0]


def give_code(
    token: str, code: str, *, trusts: bool = False, browser: AtTheDoor = STRANGE, at: datetime = NOW
) -> Entered:
    """Type a code."""
    fits = code_fits(code, real_now=at)
    return take_step(token, kind=SecondStep.MAIL_CODE, fits=fits, browser=browser, trusts=trusts, real_now=at)


def mistype(token: str, times: int) -> list[Refusal]:
    """Type wrong codes."""
    refusals = []
    for _ in range(times):
        with pytest.raises(Refusal) as refused:
            give_code(token, WRONG)
        refusals.append(refused.value)
    return refusals


def trusted_browser(app: Flask, *, at: datetime = NOW) -> AtTheDoor:
    """A browser in which somebody ticked 「3か月間省略する」."""
    entered = give_code(step_of(give_password(app, at=at)), mailed_code(), trusts=True, at=at)
    assert entered.trusted is not None
    return AtTheDoor("Chrome/Android", (entered.trusted,))


@pytest.mark.each_engine
def test_the_code_of_the_mail_signs_in_after_the_password(app: Flask) -> None:
    step = step_of(give_password(app))
    assert principal_of(step, real_now=NOW) is None
    assert principal_of(give_code(step, mailed_code()).token, real_now=NOW) is not None
    assert how_many(PendingSignIn) == 0


def test_a_code_signs_in_once(app: Flask) -> None:
    step = step_of(give_password(app))
    code = mailed_code()
    give_code(step, code)
    with pytest.raises(StepEnded):
        give_code(step, code)


@pytest.mark.each_engine
def test_of_two_who_type_it_at_once_one_is_signed_in(app: Flask) -> None:
    step = step_of(give_password(app))
    code = mailed_code()
    outcomes = at_once(app, [lambda: give_code(step, code), lambda: give_code(step, code)])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Entered", "StepEnded"]


def test_the_code_of_one_browser_opens_no_other(app: Flask) -> None:
    give_password(app)
    first = mailed_code()
    with pytest.raises(WrongCode):
        give_code(step_of(give_password(app)), first)


@pytest.mark.parametrize(("seconds", "good"), [(-1, True), (0, False)])
@pytest.mark.each_engine
def test_ten_minutes_after_the_password_one_begins_again(app: Flask, seconds: int, good: bool) -> None:
    step, later = step_of(give_password(app)), NOW + STEP_LASTS + timedelta(seconds=seconds)
    assert (account_of_step(step, kind=SecondStep.MAIL_CODE, real_now=later) is not None) is good
    if good:
        assert give_code(step, mailed_code(), at=later).login == MISAKIS
    else:
        with pytest.raises(StepEnded):
            give_code(step, mailed_code(), at=later)


def test_a_step_of_another_kind_is_not_taken_with_it(app: Flask) -> None:
    step = step_of(give_password(app))
    with pytest.raises(StepEnded):
        take_step(step, kind=SecondStep.TOTP, fits=lambda *_: True, browser=STRANGE, real_now=NOW)


@pytest.mark.each_engine
def test_the_fifth_wrong_code_locks_and_the_right_one_comes_too_late(app: Flask) -> None:
    step = step_of(give_password(app))
    *four, fifth = mistype(step, 5)
    assert [type(refused) for refused in four] == [WrongCode] * 4
    assert isinstance(fifth, AccountLocked)
    assert fifth.until == NOW + timedelta(minutes=30)
    with pytest.raises(StepEnded):
        give_code(step, mailed_code())
    with pytest.raises(AccountLocked):
        give_password(app)


def test_giving_the_password_anew_does_not_make_wrong_codes_forgotten(app: Flask) -> None:
    mistype(step_of(give_password(app)), 4)
    (locked,) = mistype(step_of(give_password(app)), 1)
    assert isinstance(locked, AccountLocked)


def test_wrong_passwords_and_wrong_codes_count_together_until_one_is_in(app: Flask) -> None:
    with pytest.raises(WrongPassword):
        give_password(app, password="wrong")
    step = step_of(give_password(app))
    mistype(step, 3)
    give_code(step, mailed_code())
    assert how_many(SignInFailure) == 0


def test_another_code_ends_the_one_before_and_begins_the_ten_minutes_anew(app: Flask) -> None:
    step, later = step_of(give_password(app)), NOW + timedelta(minutes=9)
    first = mailed_code()
    send_another_code(step, Asker(), keys=services().keys, now=FRIDAY_MORNING, real_now=later)
    second = mailed_code()
    with pytest.raises(WrongCode):
        give_code(step, first, at=later)
    assert give_code(step, second, at=later + timedelta(minutes=9)).login == MISAKIS


@pytest.mark.each_engine
def test_a_trusted_browser_is_asked_for_the_password_alone(app: Flask) -> None:
    assert token_of(give_password(app, browser=trusted_browser(app)))


@pytest.mark.parametrize(
    ("moment", "skips"),
    [
        (datetime(2027, 2, 28, 8, 59, tzinfo=UTC), True),
        (datetime(2027, 2, 28, 9, 0, tzinfo=UTC), False),  # from 30 November three months, in a year without a 30th
    ],
)
@pytest.mark.each_engine
def test_it_is_asked_again_after_three_months(app: Flask, moment: datetime, skips: bool) -> None:
    browser = trusted_browser(app)
    assert isinstance(give_password(app, browser=browser, at=moment), Entered) is skips


def test_it_is_trusted_for_one_account_and_not_for_who_else_uses_it(app: Flask) -> None:
    browser = trusted_browser(app)
    transact(lambda session: session.execute(update(TrustedBrowser).values(account_id=1)))  # Taro's
    assert isinstance(give_password(app, browser=browser), StepPending)


def test_codes_that_were_used_are_not_counted(app: Flask) -> None:
    for _ in range(MOST_OF_A_NETWORK + 1):
        assert give_code(step_of(give_password(app)), mailed_code()).token


def test_signing_every_browser_out_ends_trust_and_pending_steps(app: Flask) -> None:
    browser = trusted_browser(app)
    account_id = all_of(TrustedBrowser)[0].account_id
    step = step_of(give_password(app))
    transact(lambda session: end_sign_ins(session, account_id))
    assert isinstance(give_password(app, browser=browser), StepPending)
    with pytest.raises(StepEnded):
        give_code(step, mailed_code())


def test_a_new_password_gives_the_mails_of_the_day_back(app: Flask) -> None:
    """Whoever knew the old one may have had them all sent."""
    for _ in range(MOST_OF_A_NETWORK):
        give_password(app)
    with pytest.raises(TooManyCodes):
        give_password(app)
    assert how_many(PendingSignIn) == MOST_OF_A_NETWORK
    deliver_mail()
    asked = services()
    key_id = request_reset(MISAKIS, asker=Asker(), replaces=None, keys=asked.keys, now=FRIDAY_MORNING, real_now=NOW)
    deliver_mail()
    key = key_in(mails_in(asked.config.mail_folder)[-1])
    reset_password(key_id, key, NEW, now=FRIDAY_MORNING, real_now=NOW)
    step = step_of(give_password(app, password=NEW))
    assert give_code(step, mailed_code()).login == MISAKIS
