"""The nearest open times that somebody refused is offered."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from booking.availability.open_slots import nearest_open, slots_of
from booking.availability.procedures import known, procedure_by_code
from booking.availability.slots import Slot, SlotState
from booking.core.channels import Channel
from booking.tables import Procedure
from calendars.office_time import day_of
from database.base import db
from tests.bookings.builders import web_request
from tests.town import FRIDAY_MORNING, office_time


def window(session: Session, procedure: Procedure) -> tuple[Slot, ...]:
    first = day_of(FRIDAY_MORNING)
    last = first + timedelta(days=procedure.window_days)
    return slots_of(session, procedure, first=first, last=last, channel=Channel.WEB, now=FRIDAY_MORNING)


def test_however_far_away_the_six_nearest_of_the_whole_window_are_offered(app: Flask) -> None:
    session, procedure = db.session(), procedure_by_code(db.session(), web_request().procedure)
    shown = window(session, procedure)
    starts = [slot.starts_at for slot in shown if slot.state is SlotState.OPEN]
    for wished in (slot.starts_at for slot in shown):
        nearest = sorted(sorted(starts, key=lambda start: abs(start - wished))[:6])
        offered = nearest_open(
            session, known(session, procedure), wished=wished, channel=Channel.WEB, now=FRIDAY_MORNING
        )
        assert offered == tuple(nearest)


def test_who_wished_for_a_day_beyond_the_window_is_offered_its_last_times(app: Flask) -> None:
    session, procedure = db.session(), procedure_by_code(db.session(), web_request().procedure)
    starts = [slot.starts_at for slot in window(session, procedure) if slot.state is SlotState.OPEN]
    wished = office_time("2027-03-03 10:00")  # Wednesday
    offered = nearest_open(session, known(session, procedure), wished=wished, channel=Channel.WEB, now=FRIDAY_MORNING)
    assert offered == tuple(starts[-6:])
