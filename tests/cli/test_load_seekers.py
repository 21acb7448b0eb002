"""`madoguchi sample --seekers N --tokens FILE.csv`: people for load tests."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from booking.availability.offices import contact_of
from booking.availability.procedures import procedure_by_code
from booking.bookings.rules.eligibility import refuse_unless_may_book
from booking.bookings.standing import standing_of
from booking.people import sample_seekers
from booking.people.bearer_tokens import holder_of
from booking.people.sample_seekers import LoadSeeker, make_load_seekers
from booking.tables import Account, ApiToken, Scope, Seeker
from calendars.office_time import day_of
from database.base import db
from tests.cli.conftest import Madoguchi
from tests.town import FRIDAY_MORNING

LOAD_SEEKERS = Seeker.seeker_number.like("80000-%")


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a handful of people is more than one batch."""
    monkeypatch.setattr(sample_seekers, "BATCH", 3)


def made(count: int) -> list[LoadSeeker]:
    batches = make_load_seekers(count, secret_key="the secret", now=FRIDAY_MORNING, real_now=FRIDAY_MORNING)
    return [seeker for batch in batches for seeker in batch]


def how_many_seekers() -> int | None:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Seeker).where(LOAD_SEEKERS))


def test_a_load_seeker_books_with_the_token_and_has_no_password(app: Flask) -> None:
    holder = holder_of(made(1)[0].token)
    assert holder is not None
    assert holder.scopes == frozenset(Scope)
    account = db.session.get_one(Account, holder.principal.account_id)
    assert (account.password_hash, account.sample) == (None, True)


def test_every_load_seeker_may_book(app: Flask) -> None:
    made(7)
    procedure = procedure_by_code(db.session(), "omura-soudan")
    for seeker in db.session.scalars(select(Seeker).where(LOAD_SEEKERS)):
        standing = standing_of(db.session(), seeker.id, procedure, now=FRIDAY_MORNING)
        today, office = day_of(FRIDAY_MORNING), contact_of(procedure.office)
        refuse_unless_may_book(standing, max_open_bookings=1, today=today, office=office)


def test_only_hashes_of_the_tokens_are_kept(app: Flask) -> None:
    tokens = {seeker.token for seeker in made(4)}
    assert not tokens & set(db.session.scalars(select(ApiToken.token_hash)))


def test_a_run_that_was_stopped_goes_on_where_it_ended(app: Flask) -> None:
    batches = make_load_seekers(7, secret_key="the secret", now=FRIDAY_MORNING, real_now=FRIDAY_MORNING)
    stopped: Sequence[LoadSeeker] = next(batches)
    batches.close()  # type: ignore[attr-defined]  # it is a generator
    assert how_many_seekers() == len(stopped) == 3
    assert made(7)[:3] == stopped
    assert how_many_seekers() == 7


def test_more_can_be_asked_for_later(app: Flask) -> None:
    made(4)
    assert len({seeker.token for seeker in made(8)}) == how_many_seekers() == 8


def test_the_command_tells_how_far_it_is_and_writes_the_tokens_for_the_operator_alone(
    madoguchi: Madoguchi, tmp_path: Path
) -> None:
    answer = madoguchi("sample", "--seekers", "5", "--tokens", "tokens.csv")
    assert "3 of 5 load-test seekers\n5 of 5 load-test seekers\n" in answer.printed
    file = tmp_path / "tokens.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    with file.open(encoding="utf-8", newline="") as rows:
        first, *others = csv.DictReader(rows)
    assert (list(first), first["email"], len(others)) == (["email", "token"], "load-0000001@example.com", 4)


def test_tokens_without_seekers_are_a_misuse(madoguchi: Madoguchi) -> None:
    answer = madoguchi("sample", "--tokens", "tokens.csv")
    assert (answer.status, "--seekers" in answer.complaint) == (1, True)


@pytest.mark.parametrize("typed", ["0", "-1", "many", "1000001", "٣"])
def test_a_number_that_is_none_is_refused(madoguchi: Madoguchi, typed: str) -> None:
    answer = madoguchi("sample", f"--seekers={typed}")
    assert (answer.status, "number of people" in answer.complaint) == (2, True)
