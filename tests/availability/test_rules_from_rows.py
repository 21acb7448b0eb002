"""The rules of a procedure as the process knows them: those of the office file, read by few statements."""

import pytest
from flask import Flask
from sqlalchemy import event, select

from booking.availability.holidays import national_holidays
from booking.availability.procedures import procedure_by_code, read_anew, rules_of
from booking.availability.slot_lists import claimed
from booking.offices.file.rules import rules_in
from booking.offices.from_rows import office_file
from booking.tables import Desk
from calendars.office_time import day_of
from database.base import db
from tests.town import FRIDAY_MORNING


@pytest.mark.parametrize("code", ["omura-soudan", "omura-nintei", "shiga-soudan", "shiomizaka-soudan"])
def test_they_are_those_of_the_office_file(app: Flask, code: str) -> None:
    session, procedure = db.session(), procedure_by_code(db.session(), code)
    office, holiday = office_file(session, procedure.office), national_holidays(session).name
    (in_file,) = [one for one in office.procedures if one.code == code]
    desk_ids = {desk.code: desk.id for desk in session.scalars(select(Desk))}
    shown, known = rules_in(office, in_file, national_holiday=holiday, desk_ids=desk_ids), rules_of(session, procedure)
    assert vars(known) == vars(shown)  # rules are equal to themselves alone


def test_the_first_list_takes_seven_statements_and_the_next_one_takes_one(app: Flask) -> None:
    assert [statements_of_a_list("shiomizaka-soudan") for _ in range(3)] == [7, 1, 1]


def test_procedures_with_the_same_weekly_start_share_it(app: Flask) -> None:
    first, second = (read_anew(db.session(), "omura-soudan").rules.timetable.weekly[0] for _ in range(2))
    assert all(one is other for one, other in zip(first.starts, second.starts, strict=True))


def statements_of_a_list(code: str) -> int:
    """How many statements a list of the procedure takes."""
    statements: list[str] = []

    def note(*shown: object) -> None:
        statements.append(str(shown[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    claimed(db.engine, code, first=day_of(FRIDAY_MORNING), last=None, now=FRIDAY_MORNING)
    event.remove(db.engine, "before_cursor_execute", note)
    return sum(statement.startswith("SELECT") for statement in statements)
