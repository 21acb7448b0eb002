"""The second factor of staff: required, taken once, lost, and reset (decision 0049). All moments are real time."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from booking.core.refusals import Refusal
from booking.jobs import deliver_mail
from booking.people.account_keys.make import Asker
from booking.people.passkeys.ceremonies import NewPasskey
from booking.people.passkeys.make import take_made, what_to_make
from booking.people.passkeys.site import Site
from booking.people.refusals import AccountLocked, StepEnded, WrongCode, WrongPassword
from booking.people.second_factors.check import Proof, by_code, second_factor_fits
from booking.people.second_factors.factors import (
    SecondFactors,
    forget_program,
    second_factor_step,
    second_factors_of,
)
from booking.people.second_factors.own_passkeys import (
    begin_passkey_of_staff,
    keep_passkey_of_staff,
    passkey_set_up_fits,
)
from booking.people.second_factors.recovery_codes import new_recovery_codes
from booking.people.second_factors.renew import (
    give_up_second_factor,
    renew_recovery_codes,
    replace_program,
    set_up_first,
)
from booking.people.second_factors.set_up import SetUp, set_up_fits
from booking.people.second_factors.totp import secret_of_set_up
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.second_step import StepPending, take_step
from booking.people.sign_in.signed_in import Entered, principal_of
from booking.people.sign_in.trusted_browsers import AtTheDoor
from booking.people.staff_accounts.charge import Charge
from booking.people.staff_accounts.colleagues import colleague
from booking.people.staff_accounts.disable import disable_colleague
from booking.people.staff_accounts.refusals import NotInCharge, OwnAccount
from booking.people.staff_accounts.rescue import rescue
from booking.people.staff_accounts.reset import request_staff_reset, reset_staff_password
from booking.people.staff_accounts.reset_second_factor import reset_second_factor
from booking.services import services
from booking.tables import Account, AuditLine, Realm, RecoveryCode, Role, SecondStep, SignInFailure, TotpSecret
from database.base import db
from database.transactions import transact
from tests.authenticator import Authenticator
from tests.bookings.builders import all_of, how_many
from tests.bookings.races.at_once import at_once
from tests.mails import link_in, mails_in, text_of
from tests.software_key import SoftwareKey
from tests.town import FRIDAY_MORNING, password_of, staff_id

pytestmark = pytest.mark.any_engine

NOW = datetime(2030, 1, 1, 9, 0, 10, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
CLERKS = "uketsuke.omura@example.com"
CLERK, MANAGER, ADMINISTRATOR = "受付 二郎", "管理 京子", "運用 守"
SITE = Site("localhost", "http://localhost")
PHONE, NEW_PHONE = (Authenticator(secret_of_set_up("a secret key", token)) for token in ("phone", "new phone"))


def give_password(app: Flask, *, required: bool = True, at: datetime = NOW) -> Entered | StepPending:
    """The clerk types the right password."""
    return sign_in(
        realm=Realm.DESK,
        login=CLERKS,
        password=password_of(app, CLERKS),
        known_browser=None,
        wanted_step=second_factor_step(required=required),
        real_now=at,
    )


def step(app: Flask, kind: SecondStep, *, at: datetime = NOW) -> str:
    """The token of the step to which the right password leads."""
    pending = give_password(app, at=at)
    assert isinstance(pending, StepPending)
    assert pending.kind is kind
    return pending.token


def set_up(token: str, *, phone: Authenticator = PHONE, typed: str | None = None, at: datetime = NOW) -> list[str]:
    """Set a phone up at the door; answer the recovery codes."""
    codes = list(new_recovery_codes())
    code = phone.code(at) if typed is None else typed
    fits = set_up_fits(SetUp(phone.secret, codes), code, keys=services().keys, now=FRIDAY_MORNING, real_now=at)
    take_step(token, kind=SecondStep.SET_UP_TOTP, fits=fits, browser=AtTheDoor(), real_now=at)
    return codes


def secured(app: Flask, *, at: datetime = NOW) -> list[str]:
    """The clerk's phone is set up; the recovery codes."""
    return set_up(step(app, SecondStep.SET_UP_TOTP, at=at), at=at)


def enter(token: str, typed: str, *, at: datetime = LATER) -> Entered:
    """Type a code at the door."""
    fits = second_factor_fits(typed, keys=services().keys, now=FRIDAY_MORNING, real_now=at)
    return take_step(token, kind=SecondStep.TOTP, fits=fits, browser=AtTheDoor(), real_now=at)


def set_new_password(password: str) -> None:
    """The clerk, or whoever reads the mailbox, has a link mailed and sets a password behind it."""
    asker, keys = Asker(network="a network"), services().keys
    request_staff_reset(CLERKS, asker=asker, keys=keys, now=FRIDAY_MORNING, real_now=LATER)
    deliver_mail()
    link = link_in(mails_in(services().config.mail_folder)[-1])
    reset_staff_password(link, password, now=FRIDAY_MORNING, real_now=LATER)


def clerks() -> Account:
    """The clerk's account."""
    db.session.rollback()
    return db.session.scalars(select(Account).where(Account.login == CLERKS)).one()


@pytest.mark.each_engine
def test_whoever_has_none_sets_one_up_before_anything_else_and_then_shows_it(app: Flask) -> None:
    secured(app)
    entered = enter(step(app, SecondStep.TOTP, at=LATER), PHONE.code(LATER))
    assert principal_of(entered.token, real_now=LATER) is not None
    assert all_of(AuditLine)[-1].act == "set_up_second_factor"


def test_where_none_is_required_the_password_is_enough(app: Flask) -> None:
    assert isinstance(give_password(app, required=False), Entered)


def test_whoever_has_one_shows_it_even_where_none_is_required(app: Flask) -> None:
    secured(app)
    assert isinstance(give_password(app, required=False), StepPending)


def test_a_phone_that_shows_another_code_is_not_set_up(app: Flask) -> None:
    with pytest.raises(WrongCode):
        set_up(step(app, SecondStep.SET_UP_TOTP), typed="000000")
    assert how_many(TotpSecret) == 0


def test_who_knows_the_password_alone_replaces_no_second_factor(app: Flask) -> None:
    """A stranger's set-up that began before the owner's ends with it."""
    strangers = step(app, SecondStep.SET_UP_TOTP)
    secured(app)
    with pytest.raises(StepEnded):
        set_up(strangers, phone=NEW_PHONE)
    enter(step(app, SecondStep.TOTP, at=LATER), PHONE.code(LATER))


@pytest.mark.each_engine
def test_a_code_is_taken_once(app: Flask) -> None:
    secured(app)
    code = PHONE.code(LATER)
    enter(step(app, SecondStep.TOTP, at=LATER), code)
    with pytest.raises(WrongCode):
        enter(step(app, SecondStep.TOTP, at=LATER), code)


def test_the_code_of_the_set_up_does_not_sign_in(app: Flask) -> None:
    secured(app)
    with pytest.raises(WrongCode):
        enter(step(app, SecondStep.TOTP), PHONE.code(NOW), at=NOW)


def test_the_owner_is_mailed_that_a_recovery_code_was_used(app: Flask) -> None:
    codes = secured(app)
    enter(step(app, SecondStep.TOTP, at=LATER), codes[0])
    deliver_mail()
    mail = mails_in(services().config.mail_folder)[-1]
    assert (mail["To"], "回復コードが使われました" in mail["Subject"]) == (CLERKS, True)
    assert codes[0] not in text_of(mail)


@pytest.mark.each_engine
def test_of_two_who_type_one_code_at_once_one_comes_in(app: Flask) -> None:
    secured(app)
    first, second = (step(app, SecondStep.TOTP, at=LATER) for _ in range(2))
    code = PHONE.code(LATER)
    outcomes = at_once(app, [lambda: enter(first, code), lambda: enter(second, code)])
    assert sorted(type(one).__name__ for one in outcomes) == ["Entered", "WrongCode"]


def test_five_wrong_codes_lock_and_the_password_does_not_begin_anew(app: Flask) -> None:
    secured(app)
    refused: list[Refusal] = []
    for _ in range(5):
        token = step(app, SecondStep.TOTP, at=LATER)
        with pytest.raises((WrongCode, AccountLocked)) as caught:
            enter(token, "000000")
        refused.append(caught.value)
    assert [type(one) for one in refused] == [WrongCode] * 4 + [AccountLocked]
    with pytest.raises(AccountLocked):
        give_password(app, at=LATER)


@pytest.mark.each_engine
@pytest.mark.each_engine
def test_a_new_password_by_mail_makes_no_wrong_code_forgotten(app: Flask) -> None:
    """Who reads the mailbox would set one after every fourth code."""
    secured(app)
    for _ in range(4):
        with pytest.raises(WrongCode):
            enter(step(app, SecondStep.TOTP, at=LATER), "000000")
    set_new_password(password_of(app, CLERKS))
    with pytest.raises(AccountLocked):
        enter(step(app, SecondStep.TOTP, at=LATER), "000000")


def made_by_a_device() -> tuple[int, NewPasskey]:
    """The clerk's account, and a passkey for it that is checked and not kept yet."""
    account_id, key = clerks().id, SoftwareKey()
    challenge = begin_passkey_of_staff(account_id, None, real_now=LATER)
    sent = key.make(what_to_make(account_id, challenge, SITE, service="窓口"))
    return account_id, take_made(account_id, challenge, sent, site=SITE, real_now=LATER)


@pytest.mark.each_engine
def test_of_a_passkey_and_a_program_set_up_at_once_one_is_kept(app: Flask) -> None:
    first, second = (step(app, SecondStep.SET_UP_TOTP, at=LATER) for _ in range(2))
    _, made = made_by_a_device()
    fits = passkey_set_up_fits(made, new_recovery_codes(), name="key", **at(LATER))
    take = partial(take_step, kind=SecondStep.SET_UP_TOTP, fits=fits, browser=AtTheDoor(), real_now=LATER)
    outcomes = at_once(app, [lambda: take(first), lambda: set_up(second, at=LATER)])
    assert [type(one) for one in outcomes].count(StepEnded) == 1
    found = second_factors_of(db.session(), clerks().id)
    assert (found.totp != found.passkey, found.recovery_codes_left) == (True, 10)


def test_recovery_codes_stay_as_long_as_there_is_something_for_which_they_stand_in(app: Flask) -> None:
    account_id, made = made_by_a_device()
    assert keep_passkey_of_staff(account_id, made, new_recovery_codes(), name="key", **at(LATER))
    transact(lambda session: forget_program(session, account_id))
    assert second_factors_of(db.session(), account_id) == SecondFactors(False, 10, passkey=True)


@pytest.mark.each_engine
def test_of_many_codes_at_once_five_are_looked_at(app: Flask) -> None:
    secured(app)
    steps = [step(app, SecondStep.TOTP, at=LATER) for _ in range(8)]
    outcomes = at_once(app, [partial(enter, token, "000000") for token in steps])
    assert [type(one) for one in outcomes].count(WrongCode) == 4
    assert {failure.count for failure in all_of(SignInFailure)} == {0, 5}


def test_a_recovery_code_stands_in_once(app: Flask) -> None:
    first, second, *_ = secured(app)
    enter(step(app, SecondStep.TOTP, at=LATER), first)
    assert second_factors_of(db.session(), clerks().id).recovery_codes_left == 9
    assert all_of(AuditLine)[-1].act == "use_recovery_code"
    with pytest.raises(WrongCode):
        enter(step(app, SecondStep.TOTP, at=LATER), first)
    enter(step(app, SecondStep.TOTP, at=LATER), second)


def test_neither_secret_nor_recovery_codes_lie_open(app: Flask) -> None:
    codes = secured(app)
    (kept,) = all_of(TotpSecret)
    assert PHONE.secret.encode() not in kept.secret_sealed
    assert services().keys.open(kept.secret_sealed) == PHONE.secret
    assert {row.code_hash for row in all_of(RecoveryCode)} & set(codes) == set()


def test_new_recovery_codes_end_the_old_ones(app: Flask) -> None:
    old, *_ = secured(app)
    new = new_recovery_codes()
    renew_recovery_codes(clerks().id, new, by(PHONE.code(LATER)), **at(LATER))
    with pytest.raises(WrongCode):
        enter(step(app, SecondStep.TOTP, at=LATER), old)
    enter(step(app, SecondStep.TOTP, at=LATER), new[0])


def at(real_now: datetime) -> dict[str, Any]:
    """When it is, at both clocks."""
    return {"now": FRIDAY_MORNING, "real_now": real_now}


def by(code: str) -> Proof:
    """The clerk shows this code while being signed in."""
    return by_code(code, known_browser=None, keys=services().keys, **at(LATER))


def test_a_new_phone_is_set_up_by_showing_the_old_one(app: Flask) -> None:
    secured(app)
    made = SetUp(NEW_PHONE.secret, new_recovery_codes())
    replace_program(clerks().id, made, NEW_PHONE.code(LATER), by(PHONE.code(LATER)), keys=services().keys, **at(LATER))
    with pytest.raises(WrongCode):
        enter(step(app, SecondStep.TOTP, at=LATER), PHONE.code(LATER, steps=1))
    enter(step(app, SecondStep.TOTP, at=LATER), NEW_PHONE.code(LATER, steps=1))


def test_an_open_screen_alone_changes_no_second_factor(app: Flask) -> None:
    secured(app)
    account_id, made = clerks().id, SetUp(NEW_PHONE.secret, new_recovery_codes())
    with pytest.raises(WrongCode):
        replace_program(account_id, made, NEW_PHONE.code(LATER), by("000000"), keys=services().keys, **at(LATER))
    with pytest.raises(WrongCode):
        set_up_first(account_id, made, NEW_PHONE.code(LATER), keys=services().keys, now=FRIDAY_MORNING, real_now=LATER)
    with pytest.raises(WrongCode):
        give_up_second_factor(account_id, by("000000"), now=FRIDAY_MORNING)
    enter(step(app, SecondStep.TOTP, at=LATER), PHONE.code(LATER))


def test_a_wrong_code_of_the_new_phone_leaves_everything_as_it_was(app: Flask) -> None:
    secured(app)
    made, code = SetUp(NEW_PHONE.secret, new_recovery_codes()), PHONE.code(LATER)
    with pytest.raises(WrongCode):
        replace_program(clerks().id, made, "000000", by(code), keys=services().keys, **at(LATER))
    enter(step(app, SecondStep.TOTP, at=LATER), code)


def test_whoever_gives_it_up_comes_in_with_the_password(app: Flask) -> None:
    secured(app)
    give_up_second_factor(clerks().id, by(PHONE.code(LATER)), now=FRIDAY_MORNING)
    assert isinstance(give_password(app, required=False, at=LATER), Entered)


@pytest.mark.each_engine
def test_a_lost_second_factor_is_reset_by_a_manager_and_its_owner_told(app: Flask) -> None:
    codes = secured(app)
    inside = enter(step(app, SecondStep.TOTP, at=LATER), codes[0])
    reset_second_factor(staff_id(CLERK), by=staff_id(MANAGER), now=FRIDAY_MORNING)
    assert principal_of(inside.token, real_now=LATER) is None
    step(app, SecondStep.SET_UP_TOTP, at=LATER)
    deliver_mail()
    *_, told = mails_in(services().config.mail_folder)
    assert told["To"] == CLERKS
    assert "認証アプリとパスキーの登録が、管理者によって取り消されました" in "".join(text_of(told).splitlines())
    assert all_of(AuditLine)[-1].act == "reset_second_factor"


def test_whoever_is_disabled_half_way_does_not_come_in(app: Flask) -> None:
    secured(app)
    token = step(app, SecondStep.TOTP, at=LATER)
    disable_colleague(staff_id(CLERK), by=staff_id(MANAGER), now=FRIDAY_MORNING, real_now=LATER)
    with pytest.raises(StepEnded):
        enter(token, PHONE.code(LATER))


def test_who_reads_the_mailbox_alone_does_not_come_in(app: Flask) -> None:
    """A password that is set anew by mail leaves the second factor as it was."""
    secured(app)
    set_new_password("neu-2027!")
    outcome = sign_in(
        realm=Realm.DESK,
        login=CLERKS,
        password="neu-2027!",
        known_browser=None,
        wanted_step=second_factor_step(required=True),
        real_now=LATER,
    )
    assert isinstance(outcome, StepPending)
    assert outcome.kind is SecondStep.TOTP


def test_the_operator_lets_the_last_administrator_in_again(app: Flask) -> None:
    secured(app)
    token = step(app, SecondStep.TOTP, at=LATER)
    password = rescue(CLERKS, actor="operator:command", now=FRIDAY_MORNING, real_now=LATER)
    with pytest.raises(StepEnded):
        enter(token, PHONE.code(LATER))
    with pytest.raises(WrongPassword):
        give_password(app, at=LATER)
    entered = sign_in(realm=Realm.DESK, login=CLERKS, password=password, known_browser=None, real_now=LATER)
    assert isinstance(entered, Entered)
    assert second_factors_of(db.session(), clerks().id) == SecondFactors(totp=False, recovery_codes_left=0)


def test_nobody_resets_their_own_or_an_administrators(app: Flask) -> None:
    with pytest.raises(OwnAccount):
        reset_second_factor(staff_id(MANAGER), by=staff_id(MANAGER), now=FRIDAY_MORNING)
    with pytest.raises(NotInCharge):
        reset_second_factor(staff_id(ADMINISTRATOR), by=staff_id(MANAGER), now=FRIDAY_MORNING)


def test_the_list_tells_who_has_one_and_when_they_signed_in(app: Flask) -> None:
    charge = Charge(staff_id(ADMINISTRATOR), Role.ADMINISTRATOR, frozenset())
    before = colleague(db.session(), charge, staff_id(CLERK), real_now=NOW)
    secured(app)
    db.session.rollback()
    after = colleague(db.session(), charge, staff_id(CLERK), real_now=NOW)
    assert before is not None
    assert after is not None
    assert (before.has_second_factor, before.signed_in_at) == (False, None)
    assert (after.has_second_factor, after.signed_in_at) == (True, NOW)
