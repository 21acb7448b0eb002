"""What the log holds of an error: enough to find the fault, nothing that a row holds."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from booking.tables import Seeker
from database.base import db
from database.fault_lines import fault_lines
from database.transactions import transact
from tests.town import MISAKI, seeker_id

SECRETS = (MISAKI, "髙城", "misaki@example.com", "1991")


def _double_misaki() -> None:
    known = db.session.get_one(Seeker, seeker_id(MISAKI))
    facts = {column.key: getattr(known, column.key) for column in Seeker.__table__.columns if column.key != "id"}
    transact(lambda session: session.add(Seeker(**facts)))


def _double_misaki_and_complain() -> None:
    try:
        _double_misaki()
    except IntegrityError as error:
        raise RuntimeError("seekers cannot be doubled") from error


def test_a_broken_constraint_is_told_without_the_row(app: Flask) -> None:
    with pytest.raises(IntegrityError) as broken:
        _double_misaki()
    lines = fault_lines(broken.value)
    assert "IntegrityError" in lines
    assert "_double_misaki" in lines
    assert "23505, uq_seekers_seeker_number" in lines or "SQLITE_CONSTRAINT_UNIQUE" in lines
    assert not [secret for secret in SECRETS if secret in lines]


def test_what_an_error_led_to_is_told_with_its_message(app: Flask) -> None:
    with pytest.raises(RuntimeError) as broken:
        _double_misaki_and_complain()
    lines = fault_lines(broken.value)
    assert lines.endswith("RuntimeError: seekers cannot be doubled")
    assert not [secret for secret in SECRETS if secret in lines]
