"""After an upgrade the names of everybody are made ready for the search, whoever was registered before."""

from flask import Flask
from sqlalchemy import update

from booking.people.fold_names import fold_names
from booking.people.seekers import seekers_of_offices
from booking.tables import Seeker
from database.base import db
from database.transactions import transact
from tests.availability.rows_to_read import offices


def test_people_registered_before_the_upgrade_are_found_after_it(app: Flask) -> None:
    omura = offices("omura")
    transact(lambda session: session.execute(update(Seeker).values(names_folded=None)))
    assert not seekers_of_offices(db.session(), "高城", office_ids=omura)
    assert sum(fold_names()) > 0
    assert [seeker.name for seeker in seekers_of_offices(db.session(), "高城", office_ids=omura)] == ["髙城 美咲"]
    assert list(fold_names()) == []
