"""Which identity of the provider opens which account (decision 0053). All moments are real time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from booking.core.refusals import Refusal
from booking.people.linked_sign_in.links import link, linked_at, sign_in_linked, unlink
from booking.people.linked_sign_in.provider import Identity
from booking.people.linked_sign_in.refusals import AlreadyLinked, IdentityTaken, ProviderVisitEnded
from booking.people.linked_sign_in.visits import Visit, begin_visit, end_visit
from booking.people.principals import Principal
from booking.people.records.closing import close_my_page, reopen_my_page
from booking.people.records.end_access import end_access
from booking.people.refusals import MyPageClosed, WrongPassword
from booking.people.sign_in.signed_in import Entered, principal_of, principal_of_account
from booking.people.sign_in.trusted_browsers import STRANGE
from booking.people.sign_in.ways_in import Ended
from booking.tables import Account, AuditLine, LinkedIdentity
from database.base import db
from notifier.tables import Message
from tests.bookings.builders import all_of, how_many
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI, password_of, seeker_id

pytestmark = pytest.mark.any_engine

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
KEY = "a secret key that is long enough for tests"
HERS, ANOTHER = Identity("https://id.example", "hers"), Identity("https://id.example", "another")
MISAKIS, KAKUTOS = "misaki@example.com", "kakuto@example.com"


def owner(login: str = MISAKIS) -> Principal:
    """Who is signed in to this account."""
    account = db.session.scalars(select(Account).where(Account.login == login)).one()
    found = principal_of_account(account)
    assert found is not None
    return found


def linked(identity: Identity = HERS, login: str = MISAKIS) -> None:
    """Link, as its owner does."""
    link(owner(login), identity, secret_key=KEY, now=FRIDAY_MORNING, real_now=NOW)


def come_in(identity: Identity = HERS) -> Entered | None:
    """Come back from the provider with this identity."""
    return sign_in_linked(identity, browser=STRANGE, secret_key=KEY, real_now=NOW)


def unlinked(app: Flask, password: str = "") -> None:
    """Unlink with the password of the samples, unless another is given."""
    typed = password or password_of(app, MISAKIS)
    unlink(owner(), typed, known_browser=None, now=FRIDAY_MORNING, real_now=NOW)


@pytest.mark.each_engine
def test_the_identity_opens_its_account_and_no_other_does(app: Flask) -> None:
    linked()
    entered = come_in()
    assert entered is not None
    who = principal_of(entered.token, real_now=NOW)
    assert who is not None
    assert who.account_id == owner().account_id
    assert come_in(ANOTHER) is None


def test_the_same_subject_of_another_issuer_is_somebody_else(app: Flask) -> None:
    linked()
    assert come_in(Identity("https://another.example", HERS.subject)) is None


def test_nothing_of_the_identity_can_be_read_off_the_row(app: Flask) -> None:
    linked()
    (row,) = all_of(LinkedIdentity)
    assert HERS.subject not in row.subject_hash
    assert sign_in_linked(HERS, browser=STRANGE, secret_key="another secret key of the service", real_now=NOW) is None


@pytest.mark.each_engine
def test_linking_the_same_twice_is_told_once(app: Flask) -> None:
    linked()
    linked()
    assert (how_many(LinkedIdentity), [message.kind for message in all_of(Message)]) == (1, ["identity_linked"])


@pytest.mark.each_engine
def test_an_identity_belongs_to_one_account_and_an_account_to_one_identity(app: Flask) -> None:
    linked()
    with pytest.raises(IdentityTaken):
        linked(HERS, KAKUTOS)
    with pytest.raises(AlreadyLinked):
        linked(ANOTHER)


@pytest.mark.each_engine
def test_two_accounts_that_link_one_identity_at_once_are_one_linked_and_one_refused(app: Flask) -> None:
    both: list[Callable[[], None]] = [lambda: linked(HERS, MISAKIS), lambda: linked(HERS, KAKUTOS)]
    outcomes = at_once(app, both)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["IdentityTaken", "NoneType"]
    assert how_many(LinkedIdentity) == 1


@pytest.mark.each_engine
def test_two_identities_at_once_for_one_account_are_one_linked_and_one_refused(app: Flask) -> None:
    both: list[Callable[[], None]] = [lambda: linked(HERS), lambda: linked(ANOTHER)]
    outcomes = at_once(app, both)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyLinked", "NoneType"]
    assert how_many(Message) == 1


@pytest.mark.each_engine
def test_a_link_that_was_ended_opens_nothing_and_is_told_and_noted(app: Flask) -> None:
    linked()
    unlinked(app)
    unlinked(app)
    assert (come_in(), linked_at(owner().account_id)) == (None, None)
    assert [message.kind for message in all_of(Message)] == ["identity_linked", "identity_unlinked"]
    lines = [(line.act, line.facts) for line in all_of(AuditLine) if "identity" in line.act]
    assert lines == [("link_identity", {}), ("unlink_identity", {})]


def test_a_wrong_password_ends_no_link(app: Flask) -> None:
    linked()
    with pytest.raises(WrongPassword):
        unlinked(app, "wrong-1!")
    assert come_in() is not None


def test_a_closed_my_page_stays_closed_until_staff_open_it(app: Flask) -> None:
    linked()
    misaki = seeker_id(MISAKI)
    close_my_page(misaki, reason="貸されていたため", staff_id=1, now=FRIDAY_MORNING, real_now=NOW)
    with pytest.raises(MyPageClosed):
        come_in()
    reopen_my_page(misaki, reason="確認できたため", staff_id=1, now=FRIDAY_MORNING)
    assert come_in() is not None


def test_staff_who_end_every_way_in_end_the_link(app: Flask) -> None:
    linked()
    ended = end_access(seeker_id(MISAKI), actor="staff:1", now=FRIDAY_MORNING, real_now=NOW)
    assert (ended, come_in()) == (Ended(0, 0, 0, links=1), None)


@pytest.mark.each_engine
def test_a_visit_is_over_when_the_browser_is_back(app: Flask) -> None:
    state = begin_visit(owner().account_id, real_now=NOW)
    assert end_visit(state, state, real_now=NOW) == Visit(owner().account_id)
    with pytest.raises(ProviderVisitEnded):
        end_visit(state, state, real_now=NOW)


@pytest.mark.each_engine
def test_of_two_that_come_back_at_once_one_does(app: Flask) -> None:
    state = begin_visit(None, real_now=NOW)
    outcomes = at_once(app, [lambda: end_visit(state, state, real_now=NOW)] * 2)
    assert len([outcome for outcome in outcomes if isinstance(outcome, Refusal)]) == 1


@pytest.mark.parametrize(("minutes", "in_time"), [(9, True), (10, False), (11, False)])
def test_a_visit_lasts_ten_minutes(app: Flask, minutes: int, in_time: bool) -> None:
    state = begin_visit(None, real_now=NOW)
    later = NOW + timedelta(minutes=minutes)
    if in_time:
        assert end_visit(state, state, real_now=later) == Visit(None)
    else:
        with pytest.raises(ProviderVisitEnded):
            end_visit(state, state, real_now=later)


@pytest.mark.parametrize("went_with", [None, "", "another", "状態"])
def test_who_comes_back_with_another_state_uses_up_nothing(app: Flask, went_with: str | None) -> None:
    state = begin_visit(None, real_now=NOW)
    with pytest.raises(ProviderVisitEnded):
        end_visit(went_with, state, real_now=NOW)
    assert end_visit(state, state, real_now=NOW) == Visit(None)
