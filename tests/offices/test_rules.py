"""The rules that an office file says are those that its rows say."""

from flask import Flask
from sqlalchemy import select

from booking.availability.holidays import national_holidays
from booking.availability.procedures import rules_of
from booking.office_changes.settings.parts import procedure_in
from booking.offices.file.rules import rules_in
from booking.offices.from_rows import office_file
from booking.tables import Desk, Procedure
from database.base import db


def test_a_file_and_its_rows_say_the_same(app: Flask) -> None:
    holiday = national_holidays(db.session()).name
    desk_ids = {desk.code: desk.id for desk in db.session.scalars(select(Desk))}
    for procedure in db.session.scalars(select(Procedure)):
        office = office_file(db.session(), procedure.office)
        said = rules_in(office, procedure_in(office, procedure.code), national_holiday=holiday, desk_ids=desk_ids)
        assert vars(said) == vars(rules_of(db.session(), procedure))  # rules are equal to themselves alone
