"""`madoguchi people erase`."""

from datetime import date

from sqlalchemy import select, update

from booking.cli.wiring import prepared_app
from booking.tables import Seeker
from database.base import db
from database.transactions import transact
from tests.cli.conftest import Madoguchi
from tests.town import MISAKI


def misaki_ended() -> int:
    """Misaki's registration ended long ago; everybody else's lasts. Answers her id."""
    with prepared_app():
        others = update(Seeker).where(Seeker.seeker_number != MISAKI)
        ended = update(Seeker).where(Seeker.seeker_number == MISAKI)
        transact(lambda session: session.execute(others.values(registration_valid_until=date(2099, 1, 31))))
        transact(lambda session: session.execute(ended.values(registration_valid_until=date(2015, 1, 31))))
        return db.session.scalars(select(Seeker.id).where(Seeker.seeker_number == MISAKI)).one()


def test_a_dry_run_lists_ids_and_nothing_else(madoguchi: Madoguchi) -> None:
    person = misaki_ended()
    assert madoguchi("people", "erase", "--dry-run").printed == f"seeker:{person}\n1 people are due\n"
    assert madoguchi("people", "erase", "--dry-run").printed == f"seeker:{person}\n1 people are due\n"


def test_without_it_they_are_erased_once(madoguchi: Madoguchi) -> None:
    person = misaki_ended()
    assert madoguchi("people", "erase").printed == f"seeker:{person}\n1 people erased\n"
    assert madoguchi("people", "erase").printed == "0 people erased\n"
