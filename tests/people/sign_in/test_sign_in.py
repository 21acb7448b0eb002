"""Signing in and out, and the lock after five wrong passwords. All moments are real time."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text, update

from booking.core.refusals import Refusal
from booking.people.refusals import AccountLocked, WrongPassword
from booking.people.sign_in import by_password as signing_in
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.passwords import password_fits
from booking.people.sign_in.signed_in import principal_of, sign_out
from booking.tables import Account, Realm, Role, SignIn, Staff
from database.base import db
from database.transactions import transact
from tests.bookings.builders import OMURA_CLERK, how_many
from tests.sign_ins import token_of
from tests.town import MISAKI, password_of, seeker_id, staff_id

pytestmark = pytest.mark.any_engine

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
MISAKIS, CLERKS = "misaki@example.com", "uketsuke.omura@example.com"


def enter(
    app: Flask,
    *,
    realm: Realm = Realm.MY_PAGE,
    login: str = MISAKIS,
    password: str | None = None,
    browser: str | None = None,
    now: datetime = NOW,
) -> str:
    """Sign in with the right password, unless another is given."""
    typed = password if password is not None else password_of(app, login)
    return token_of(sign_in(realm=realm, login=login, password=typed, known_browser=browser, real_now=now))


def mistype(app: Flask, times: int, *, browser: str | None = None, now: datetime = NOW) -> list[Refusal]:
    """Enter a wrong password again and again."""
    refusals = []
    for _ in range(times):
        with pytest.raises(Refusal) as refused:
            enter(app, password="wrong", browser=browser, now=now)
        refusals.append(refused.value)
    return refusals


@pytest.mark.each_engine
def test_a_seeker_signs_in_with_address_and_password(app: Flask) -> None:
    principal = principal_of(enter(app), real_now=NOW)
    assert principal is not None
    assert (principal.realm, principal.seeker_id, principal.role) == (Realm.MY_PAGE, seeker_id(MISAKI), None)
    assert principal.actor == f"seeker:{seeker_id(MISAKI)}"


def test_a_clerk_signs_in_at_the_desk_with_role_and_offices(app: Flask) -> None:
    principal = principal_of(enter(app, realm=Realm.DESK, login=CLERKS), real_now=NOW)
    assert principal is not None
    assert (principal.as_staff, principal.role, len(principal.office_ids)) == (staff_id(OMURA_CLERK), Role.CLERK, 1)
    with pytest.raises(TypeError):
        _ = principal.as_seeker


def test_the_doors_are_apart(app: Flask) -> None:
    with pytest.raises(WrongPassword):
        enter(app, realm=Realm.DESK, login=MISAKIS)


def test_the_address_is_taken_in_any_case_and_with_spaces_around(app: Flask) -> None:
    assert enter(app, login=" Misaki@Example.COM ", password=password_of(app, MISAKIS))


def test_the_token_itself_is_not_kept(app: Flask) -> None:
    token = enter(app)
    assert token not in str(db.session.execute(text("select * from sign_ins")).all())


def test_a_sign_in_ends_after_twelve_hours(app: Flask) -> None:
    token = enter(app)
    assert principal_of(token, real_now=NOW + timedelta(hours=11, minutes=59)) is not None
    assert principal_of(token, real_now=NOW + timedelta(hours=12)) is None


def test_signing_out_ends_the_sign_in_on_the_server(app: Flask) -> None:
    mine, at_home = enter(app), enter(app)
    sign_out(mine)
    assert principal_of(mine, real_now=NOW) is None
    assert principal_of(at_home, real_now=NOW) is not None


def test_signing_out_twice_is_no_error(app: Flask) -> None:
    token = enter(app)
    sign_out(token)
    sign_out(token)


def test_an_invented_token_is_nobody(app: Flask) -> None:
    assert principal_of("nobody-was-given-this", real_now=NOW) is None


@pytest.mark.each_engine
def test_ended_sign_ins_are_cleared_away_with_the_next(app: Flask) -> None:
    enter(app)
    enter(app, now=NOW + timedelta(hours=13))
    assert how_many(SignIn) == 1


def test_who_left_the_office_is_nobody_any_more(app: Flask) -> None:
    token = enter(app, realm=Realm.DESK, login=CLERKS)
    transact(lambda session: session.execute(update(Staff).where(Staff.name == OMURA_CLERK).values(active=False)))
    assert principal_of(token, real_now=NOW) is None


@pytest.mark.each_engine
def test_the_fifth_wrong_password_locks_for_half_an_hour(app: Flask) -> None:
    *four, fifth = mistype(app, 5)
    assert [type(refused) for refused in four] == [WrongPassword] * 4
    assert isinstance(fifth, AccountLocked)
    assert fifth.until == NOW + timedelta(minutes=30)


@pytest.mark.each_engine
def test_while_locked_the_right_password_is_refused_too(app: Flask) -> None:
    mistype(app, 5)
    with pytest.raises(AccountLocked) as refused:
        enter(app, now=NOW + timedelta(minutes=29, seconds=30))
    assert refused.value.until == NOW + timedelta(minutes=30)
    enter(app, now=NOW + timedelta(minutes=30))


def test_after_the_lock_the_count_starts_anew(app: Flask) -> None:
    mistype(app, 5)
    refusals = mistype(app, 4, now=NOW + timedelta(minutes=30))
    assert [type(refused) for refused in refusals] == [WrongPassword] * 4


@pytest.mark.each_engine
def test_the_right_password_forgets_the_wrong_ones(app: Flask) -> None:
    mistype(app, 4)
    enter(app)
    assert [type(refused) for refused in mistype(app, 4)] == [WrongPassword] * 4


def test_strangers_who_guess_do_not_lock_out_the_owners_browser(app: Flask) -> None:
    mistype(app, 5)
    assert enter(app, browser="a browser that signed in before")


def test_a_known_browser_is_locked_by_its_own_mistakes(app: Flask) -> None:
    mistype(app, 5, browser="a browser that signed in before")
    with pytest.raises(AccountLocked):
        enter(app, browser="a browser that signed in before")
    assert enter(app)


def test_an_unknown_address_is_locked_like_any_other(app: Flask) -> None:
    for _ in range(4):
        with pytest.raises(WrongPassword):
            enter(app, login="nobody@example.com", password="wrong")
    with pytest.raises(AccountLocked):
        enter(app, login="nobody@example.com", password="wrong")


def test_an_unknown_address_costs_a_hash_as_well(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str | None] = []

    def fits(password: str, password_hash: str | None) -> bool:
        checked.append(password_hash)
        return password_fits(password, password_hash)

    monkeypatch.setattr(signing_in, "password_fits", fits)
    with pytest.raises(WrongPassword):
        enter(app, login="nobody@example.com", password="wrong")
    assert checked == [None]


def test_a_password_that_is_changed_while_it_is_compared_opens_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = password_of(app, MISAKIS)

    def compared_while_it_changes(password: str, password_hash: str | None) -> bool:
        fits = password_fits(password, password_hash)
        change = update(Account).where(Account.login == MISAKIS).values(password_hash="another")
        transact(lambda session: session.execute(change))
        return fits

    monkeypatch.setattr(signing_in, "password_fits", compared_while_it_changes)
    with pytest.raises(WrongPassword):
        enter(app, password=right)
    assert how_many(SignIn) == 0
