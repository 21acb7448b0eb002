"""Keys that go by mail: how long they are good, how often, and for whom. All moments are real time."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from booking.people.account_keys.make import (
    LASTS,
    MOST_OF_A_BROWSER,
    MOST_OF_A_NETWORK,
    MOST_OF_STRANGERS,
    Asker,
    KeyRequest,
    address_and_key,
    end_keys_of,
    make_key,
)
from booking.people.account_keys.refusals import KeyEnded, WrongKey
from booking.people.account_keys.shape import LETTERS, new_code, new_key, read_key
from booking.people.account_keys.spend import key_of_link, spend_key, spend_link
from booking.services import services
from booking.tables import AccountKey, KeyPurpose
from database.base import db
from database.transactions import transact
from tests.bookings.builders import all_of
from tests.bookings.races.at_once import at_once
from tests.town import MISAKI, seeker_id

pytestmark = pytest.mark.each_engine

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
KEY = "KMQX7P2R4T"
ADDRESS = "misaki@example.com"
STRANGER = Asker(network="a network")


def make(
    *, key: str = KEY, known: bool = True, asker: Asker = STRANGER, replaces: int | None = None, at: datetime = NOW
) -> int:
    """Somebody asks for a key with Misaki's address; answer its number."""
    seeker = seeker_id(MISAKI) if known else None
    request = KeyRequest(KeyPurpose.OPEN, ADDRESS, asker, seeker_id=seeker, replaces=replaces)
    keys = services().keys
    return transact(lambda session: make_key(session, request, key, keys=keys, real_now=at).id)


def spend(key_id: int, typed: str = KEY, *, purpose: KeyPurpose = KeyPurpose.OPEN, at: datetime = NOW) -> str:
    """Type a key."""
    return spend_key(key_id, typed, purpose=purpose, real_now=at, act=lambda _session, _key: "done")


def is_mailed(key_id: int) -> bool:
    """Whether a mail with the key finds an address."""
    db.session.rollback()
    return address_and_key(db.session.get_one(AccountKey, key_id), services().keys) is not None


@pytest.mark.parametrize(("minutes", "good"), [(0, True), (49, True), (50, False), (51, False)])
def test_a_key_is_good_for_fifty_minutes(app: Flask, minutes: int, good: bool) -> None:
    made, later = make(), NOW + timedelta(minutes=minutes)
    if good:
        assert spend(made, at=later) == "done"
    else:
        with pytest.raises(KeyEnded):
            spend(made, at=later)


def test_a_key_works_once(app: Flask) -> None:
    made = make()
    spend(made)
    with pytest.raises(KeyEnded):
        spend(made)
    assert not is_mailed(made)


def test_of_two_who_come_with_it_at_once_one_gets_in(app: Flask) -> None:
    made = make()
    outcomes = at_once(app, [lambda: spend(made), lambda: spend(made)])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["KeyEnded", "str"]


def test_wrong_keys_are_counted_and_the_fifth_ends_the_right_one(app: Flask) -> None:
    made = make()
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongKey) as refused:
            spend(made, "WRONG22222")
        assert refused.value.left == left
    for typed in ("WRONG22222", KEY):
        with pytest.raises(KeyEnded):
            spend(made, typed)


def test_four_wrong_keys_leave_the_right_one_good(app: Flask) -> None:
    made = make()
    for _ in range(4):
        with pytest.raises(WrongKey):
            spend(made, "WRONG22222")
    assert spend(made) == "done"


def test_the_newest_key_of_a_browser_alone_works(app: Flask) -> None:
    older = make()
    newer = make(key="ANOTHER234", replaces=older)
    with pytest.raises(KeyEnded):
        spend(older)
    assert spend(newer, "ANOTHER234") == "done"


def test_a_strangers_request_ends_nobody_elses_key(app: Flask) -> None:
    mine = make()
    make(key="STRANGER23")
    assert spend(mine) == "done"


def test_a_key_opens_nothing_but_what_it_was_asked_for(app: Flask) -> None:
    made = make()
    with pytest.raises(KeyEnded):
        spend(made, purpose=KeyPurpose.RESET)
    assert spend(made) == "done"


def test_who_fits_nobody_has_a_key_that_is_never_mailed(app: Flask) -> None:
    made = make(known=False)
    assert not is_mailed(made)
    with pytest.raises(WrongKey):
        spend(made, "GUESSED234")


def test_a_stranger_who_asks_again_and_again_floods_no_mailbox(app: Flask) -> None:
    made = [make() for _ in range(MOST_OF_A_NETWORK + 1)]
    assert [is_mailed(one) for one in made] == [True] * MOST_OF_A_NETWORK + [False]
    assert is_mailed(make(at=NOW + timedelta(days=1)))


def test_a_stranger_uses_up_the_owners_mails_neither_at_home_nor_on_a_new_phone(app: Flask) -> None:
    for _ in range(MOST_OF_A_NETWORK + 1):
        make()
    assert is_mailed(make(asker=Asker(browser="known", network="a network")))
    assert is_mailed(make(asker=Asker(network="the network of the new phone")))


def test_strangers_in_many_places_flood_no_mailbox_either(app: Flask) -> None:
    made = [make(asker=Asker(network=f"network {n}")) for n in range(MOST_OF_STRANGERS + 1)]
    assert [is_mailed(one) for one in made[-2:]] == [True, False]
    known = [make(asker=Asker(browser="known")) for _ in range(MOST_OF_A_BROWSER + 1)]
    assert [is_mailed(one) for one in known[-2:]] == [True, False]


def test_neither_address_nor_key_stands_readable_in_the_row(app: Flask) -> None:
    make()
    (row,) = all_of(AccountKey)
    assert row.secret_sealed is not None
    stored = b"\n".join([row.secret_sealed, row.key_hash.encode(), row.address_hash.encode()])
    assert KEY.encode() not in stored
    assert ADDRESS.encode() not in stored


def test_the_link_of_an_invitation_works_once_until_it_is_ended(app: Flask) -> None:
    make(key="a token")
    assert key_of_link(db.session(), "a token", purpose=KeyPurpose.OPEN, real_now=NOW).tries == 0
    db.session.rollback()
    spend_link("a token", purpose=KeyPurpose.OPEN, real_now=NOW, act=lambda _session, _key: None)
    with pytest.raises(KeyEnded):
        key_of_link(db.session(), "a token", purpose=KeyPurpose.OPEN, real_now=NOW)
    with pytest.raises(KeyEnded):
        spend_link("another", purpose=KeyPurpose.OPEN, real_now=NOW, act=lambda _session, _key: None)


def test_the_keys_of_an_account_can_be_ended(app: Flask) -> None:
    made = make()
    transact(lambda session: end_keys_of(session, 1, purpose=KeyPurpose.OPEN, real_now=NOW))
    assert spend(made) == "done"  # it was for a seeker, who has no account yet


def test_what_the_act_refuses_leaves_the_key_good(app: Flask) -> None:
    def refuse(_session: object, _key: object) -> None:
        raise WrongKey(None, 0)

    made = make()
    with pytest.raises(WrongKey):
        spend_key(made, KEY, purpose=KeyPurpose.OPEN, real_now=NOW, act=refuse)
    assert spend(made) == "done"


@pytest.mark.any_engine
@pytest.mark.parametrize(
    "typed", ["kmqx7p2r4t", "　ＫＭＱＸ７Ｐ２Ｒ４Ｔ ", "KMQX7-P2R4T", "kmqx 7p2r 4t\t", "\u200bKMQX7P2R4T"]
)
def test_a_key_is_read_however_it_was_typed(typed: str) -> None:
    assert read_key(typed) == KEY


@pytest.mark.any_engine
def test_keys_hold_nothing_that_looks_like_something_else() -> None:
    assert not set("01OIL") & set(LETTERS)
    assert len({new_key() for _ in range(100)}) == 100
    assert all(len(key) == 10 and set(key) <= set(LETTERS) for key in (new_key() for _ in range(100)))
    assert all(len(code) == 6 and code.isdecimal() for code in (new_code() for _ in range(100)))
    assert timedelta(minutes=50) == LASTS
