"""The list of browsers in which one is signed in, and the end of them. All moments are real time."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from booking.people.principals import Principal
from booking.people.sign_in.agents import agent_of
from booking.people.sign_in.browsers import browsers_of, end_browser, end_other_browsers, signed_in_before
from booking.people.sign_in.by_password import sign_in
from booking.people.sign_in.signed_in import principal_of
from booking.people.sign_in.trusted_browsers import AtTheDoor, trust
from booking.tables import Realm
from database.transactions import transact
from tests.days import day
from tests.sign_ins import token_of
from tests.town import FRIDAY_MORNING, password_of

pytestmark = pytest.mark.any_engine

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # Friday, 18:00 in the office
MISAKIS, TAROS = "misaki@example.com", "taro.mihon@example.com"


def enter(
    app: Flask, agent: str = "Chrome/Android", *, trusted: str = "", login: str = MISAKIS, at: datetime = NOW
) -> str:
    """Sign in with this browser; the token."""
    browser = AtTheDoor(agent, (trusted,) if trusted else ())
    password = password_of(app, login)
    entered = sign_in(
        realm=Realm.MY_PAGE, login=login, password=password, known_browser=None, browser=browser, real_now=at
    )
    return token_of(entered)


def who(token: str) -> Principal:
    """Who is signed in with it."""
    found = principal_of(token, real_now=NOW)
    assert found is not None
    return found


def trusted_by(token: str, agent: str) -> str:
    """Let a browser of the account skip the one-time password; the token of its cookie."""
    account_id = who(token).account_id
    return transact(lambda session: trust(session, account_id, agent=agent, real_now=NOW))


@pytest.mark.each_engine
def test_this_browser_stands_first_and_each_says_what_it_is_and_since_when(app: Flask) -> None:
    mine = enter(app, "Safari/iPhone", at=NOW - timedelta(hours=1))
    enter(app, "Edge/Windows")
    shown = browsers_of(who(mine).account_id, token=mine, real_now=NOW)
    assert [(one.agent, one.since, one.is_this) for one in shown] == [
        ("Safari/iPhone", NOW - timedelta(hours=1), True),
        ("Edge/Windows", NOW, False),
    ]


def test_a_browser_that_skips_the_code_stands_there_when_it_is_not_signed_in(app: Flask) -> None:
    mine = enter(app)
    trusted = trusted_by(mine, "Firefox/Windows")
    *_, rest = browsers_of(who(mine).account_id, token=mine, real_now=NOW)
    assert (rest.agent, rest.sign_in_id, rest.trusted_until is not None) == ("Firefox/Windows", None, True)
    enter(app, "Firefox/Windows", trusted=trusted)
    shown = browsers_of(who(mine).account_id, token=mine, real_now=NOW)
    assert [one.trusted_until is not None for one in shown] == [False, True]


@pytest.mark.each_engine
def test_one_browser_is_ended_with_its_trust(app: Flask) -> None:
    mine = enter(app)
    other = enter(app, "Firefox/Windows", trusted=trusted_by(mine, "Firefox/Windows"))
    _, shown = browsers_of(who(mine).account_id, token=mine, real_now=NOW)
    end_browser(who(mine), sign_in_id=shown.sign_in_id, trusted_id=shown.trusted_id, now=FRIDAY_MORNING)
    assert principal_of(other, real_now=NOW) is None
    assert len(browsers_of(who(mine).account_id, token=mine, real_now=NOW)) == 1


def test_nobody_ends_the_browser_of_somebody_else(app: Flask) -> None:
    mine, taros = enter(app), enter(app, login=TAROS)
    (shown,) = browsers_of(who(taros).account_id, token=taros, real_now=NOW)
    end_browser(who(mine), sign_in_id=shown.sign_in_id, trusted_id=None, now=FRIDAY_MORNING)
    assert principal_of(taros, real_now=NOW) is not None


@pytest.mark.each_engine
def test_all_others_are_ended_and_this_one_keeps_its_trust(app: Flask) -> None:
    first = enter(app)
    trusted_by(first, "Firefox/Windows")
    mine = enter(app, "Chrome/Android", trusted=trusted_by(first, "Chrome/Android"))
    renewed = end_other_browsers(who(mine), token=mine, now=FRIDAY_MORNING)
    (shown,) = browsers_of(who(renewed).account_id, token=renewed, real_now=NOW)
    assert (shown.is_this, shown.trusted_until is not None) == (True, True)
    assert [principal_of(token, real_now=NOW) for token in (first, mine)] == [None, None]


def test_the_previous_sign_in_is_that_of_any_browser(app: Flask) -> None:
    first = enter(app, at=NOW - timedelta(days=1))
    assert signed_in_before(first) is None
    assert signed_in_before(enter(app)) == NOW - timedelta(days=1)


@pytest.mark.each_engine
def test_the_first_page_of_a_day_is_noted(app: Flask) -> None:
    mine, tomorrow = enter(app), NOW + timedelta(hours=7)  # Saturday, 1:00 in the office
    account_id = who(mine).account_id
    assert browsers_of(account_id, token=mine, real_now=NOW)[0].seen_on == day("2026-11-20 Fri")
    principal_of(mine, real_now=tomorrow)
    assert browsers_of(account_id, token=mine, real_now=tomorrow)[0].seen_on == day("2026-11-21 Sat")


@pytest.mark.parametrize(
    ("header", "agent"),
    [
        ("Mozilla/5.0 (Linux; Android 10; K) Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome/Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile/15E148 Safari/604.1", "Safari/iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge/Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox/Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Mobile/15E148 Safari Line/14.9.0", "LINE/iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) SomethingElse/1", "Linux"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("\x00" * 5000, ""),
    ],
)
def test_a_browser_is_told_by_program_and_device_and_by_nothing_else(header: str, agent: str) -> None:
    assert agent_of(header) == agent
