"""A month of made-up bookings and demands, drawn by lot; rows alone, for statistics look at nothing else."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import insert, select

from booking.core.channels import Channel
from booking.core.decisions import BookingStatus
from booking.core.demands import DemandKind
from booking.tables import Booking, Demand, Procedure, Seeker
from booking.tables.bookings import Consent
from calendars.office_time import at
from database.base import db
from database.transactions import transact

_STARTS = (time(10), time(10, 45), time(11, 30), time(13, 30), time(14, 15), time(15))


def book_a_month(first: date, *, bookings: int, demands: int, seed: int) -> None:
    """Insert so many bookings and at most so many demands of all offices with days in the 30 from `first` on."""
    lot = random.Random(seed)
    procedures = db.session.scalars(select(Procedure).order_by(Procedure.id)).all()
    seekers = db.session.scalars(select(Seeker.id).order_by(Seeker.id)).all()
    desks = {one.id: [desk.id for desk in one.office.desks] for one in procedures}
    rows = [_booking(lot, number, first, procedures, desks, seekers) for number in range(bookings)]
    wanted = {_demand_key(lot, first, procedures, seekers) for _ in range(demands)}
    asked = [_demand(lot, *key) for key in sorted(wanted)]
    transact(lambda session: (session.execute(insert(Booking), rows), session.execute(insert(Demand), asked)))


def _booking(
    lot: random.Random,
    number: int,
    first: date,
    procedures: Sequence[Procedure],
    desks: dict[int, list[int]],
    seekers: Sequence[int],
) -> dict[str, object]:
    procedure = lot.choice(procedures)
    day = first + timedelta(days=lot.randrange(30))
    starts_at = at(day, lot.choice(_STARTS))
    booked_at = starts_at - timedelta(days=lot.randrange(1, 28), hours=lot.randrange(24))
    return {
        "number": f"{number:09d}",
        "procedure_id": procedure.id,
        "office_id": procedure.office_id,
        "desk_id": lot.choice(desks[procedure.id]),
        "seeker_id": lot.choice(seekers),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "day": day,
        "status": lot.choice(list(BookingStatus)),
        "channel": lot.choice(list(Channel)),
        "display_name": f"{number:05d}",
        "display_word": "ながれぼし",
        "topic": "=SUM(A1)",
        "wishes": [],
        "booked_at": booked_at,
        "late_reason": lot.choice(["", "", "", "お急ぎのため"]),
        "consent": Consent.WEB,
        "consented_at": booked_at,
        "terms_version": "1",
        "calendar_uid": f"made-up-{number}",
        "sequence": 0,
        "revised_at": booked_at,
        "moves": lot.choice([0, 0, 0, 1, 2]),
    }


def _demand_key(
    lot: random.Random, first: date, procedures: Sequence[Procedure], seekers: Sequence[int]
) -> tuple[int, int, date, DemandKind]:
    day = first + timedelta(days=lot.randrange(30))
    return lot.choice(seekers), lot.choice(procedures).id, day, lot.choice(list(DemandKind))


def _demand(lot: random.Random, seeker: int, procedure: int, day: date, kind: DemandKind) -> dict[str, object]:
    noted_at: datetime = at(day, time(9)) - timedelta(days=lot.randrange(1, 20))
    return {
        "seeker_id": seeker,
        "procedure_id": procedure,
        "day": day,
        "kind": kind,
        "channel": lot.choice(list(Channel)),
        "noted_at": noted_at,
    }
