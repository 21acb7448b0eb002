"""A page that answered a form is its owner's alone, for half an hour, and nobody fills the database with them."""

import base64
import os
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from booking.core.keys import DataKeys
from booking.operations.purge import purge
from booking.services import services
from booking.tables import KeptPage
from booking.web.kept.pages import KEPT, LARGEST, MOST_A_PERSON, Page, forget_form, keep_page, kept_page
from database.base import db
from database.transactions import transact
from tests.town import FRIDAY_MORNING

pytestmark = pytest.mark.any_engine

NOW = datetime(2030, 1, 1, tzinfo=UTC)
REFUSED = Page("<p>090-0000-0002</p>", 422, 600)
MISAKI, CLERK = "account:1", "account:2"


def kept(page: Page = REFUSED, *, owner: str = MISAKI, after: str | None = None, at: datetime = NOW) -> str:
    """The key of a page that was kept."""
    key = keep_page(page, owner=owner, after=after, keys=services().keys, real_now=at)
    assert key is not None
    return key


def seen(key: str, *, owner: str = MISAKI, at: datetime = NOW) -> Page | None:
    return kept_page(key, owner=owner, keys=services().keys, real_now=at)


def how_many() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(KeptPage)) or 0


@pytest.mark.each_engine
def test_its_owner_sees_it_as_it_was(app: Flask) -> None:
    key = kept()
    assert [seen(key), seen(key)] == [REFUSED, REFUSED]


def test_nobody_else_sees_it(app: Flask) -> None:
    assert seen(kept(), owner=CLERK) is None
    assert seen("another key") is None


@pytest.mark.parametrize(("after", "there"), [(KEPT - timedelta(seconds=1), True), (KEPT, False)])
def test_it_ends_by_itself(app: Flask, after: timedelta, there: bool) -> None:
    assert (seen(kept(), at=NOW + after) is not None) is there


@pytest.mark.each_engine
def test_the_next_page_and_the_night_take_along_what_has_ended(app: Flask) -> None:
    for _ in range(3):
        kept()
    kept(owner=CLERK, at=NOW + KEPT)
    assert how_many() == 1
    purge(now=FRIDAY_MORNING, real_now=NOW + 2 * KEPT)
    assert how_many() == 0


@pytest.mark.each_engine
def test_a_person_has_so_many_and_the_oldest_goes(app: Flask) -> None:
    keys = [kept() for _ in range(MOST_A_PERSON + 1)]
    theirs = kept(owner=CLERK)
    assert [seen(keys[0]), seen(keys[1])] == [None, REFUSED]
    assert seen(theirs, owner=CLERK)
    assert how_many() == MOST_A_PERSON + 1


def test_a_page_that_is_too_large_is_not_kept(app: Flask) -> None:
    noise = base64.b64encode(os.urandom(LARGEST)).decode()
    assert keep_page(Page(noise, 422), owner=MISAKI, after=None, keys=services().keys, real_now=NOW) is None


@pytest.mark.each_engine
def test_a_secret_is_seen_once(app: Flask) -> None:
    key = kept(Page("482917", 200, once=True))
    assert [seen(key) is None, seen(key) is None] == [False, True]


@pytest.mark.each_engine
def test_what_was_corrected_ends_as_a_whole_and_nothing_else(app: Flask) -> None:
    first = kept()
    second, another_form = kept(after=first), kept()
    forget_form(second, owner=CLERK)
    assert seen(first)
    forget_form(second, owner=MISAKI)
    assert [seen(first), seen(second), seen(another_form)] == [None, None, REFUSED]


def test_what_was_typed_stands_sealed(app: Flask) -> None:
    kept()
    assert b"090" not in db.session.scalars(select(KeptPage.page_sealed)).one()


def test_a_page_whose_key_was_taken_away_has_ended(app: Flask) -> None:
    other = DataKeys(["another data key, which is long enough, too"])
    assert kept_page(kept(), owner=MISAKI, keys=other, real_now=NOW) is None


def test_what_an_earlier_release_packed_in_its_way_has_ended(app: Flask) -> None:
    key = kept()
    packed = base64.b85encode(zlib.compress(REFUSED.text.encode())).decode()
    sealed = services().keys.seal(packed)
    transact(lambda session: session.execute(update(KeptPage).values(page_sealed=sealed)))
    assert seen(key) is None
