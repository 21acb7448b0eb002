"""What the pages of a hold share: whose it is, whether it still counts, which step comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.availability.placed_outside import lost_place
from booking.availability.procedures import Identified
from booking.availability.rule_values import Terms
from booking.bookings.holds import OwnHold, begun_hold, hold_of, unused_holds
from booking.bookings.rules.holding import LAPSES_A_DAY, lapses
from booking.web.seeker.bookings.topic_form import topic_complaint
from booking.web.session import now, principal, seeker_id
from calendars.office_time import day_of
from database.base import db


def own_hold(view: Callable[[OwnHold], ResponseReturnValue]) -> Callable[[str], ResponseReturnValue]:
    """Give `view` the signed-in seeker's hold (else UnknownHold); a used one leads to its booking."""

    @wraps(view)
    def with_hold(token: str) -> ResponseReturnValue:
        held = hold_of(db.session(), token, seeker_id=seeker_id())
        return to_booking(held.booking_number) if held.booking_number is not None else view(held)

    return with_hold


def to_booking(number: str) -> ResponseReturnValue:
    """To the page that says that the booking is done: back, reload, double click and a second tab all end there."""
    return redirect(url_for(".done", number=number), code=303)


def missing_step(held: OwnHold) -> str | None:
    """The endpoint of the first step that is still to be taken before the booking can be confirmed."""
    if held.terms_version != terms_today(held).version:
        return ".terms"
    return ".topic" if topic_complaint(held.topic) else None


def terms_today(held: OwnHold) -> Terms:
    """The terms that whoever books today has to accept."""
    return held.procedure.on(day_of(now())).terms


@dataclass(frozen=True)
class Begun:
    """What the seeker may go on with, and the endpoint of the step that comes next."""

    held: OwnHold
    next_step: str


def begun() -> Begun | None:
    """The booking that the signed-in seeker has begun and not sent; None for anybody else."""
    who = principal()
    if who is None or who.seeker_id is None:
        return None
    held = begun_hold(db.session(), seeker_id=who.seeker_id, now=now())
    return Begun(held, f"seeker{missing_step(held) or '.confirm'}") if held else None


def lapses_today(procedure: Identified) -> int:
    """How many holds of the procedure the signed-in seeker has let lapse today."""
    unused = unused_holds(db.session(), seeker_id=seeker_id(), procedure_id=procedure.id, day=day_of(now()))
    return lapses(unused, now())


def step_page(template: str, held: OwnHold, **facts: Any) -> str:
    """A step's page, with the hold that it belongs to."""
    rules = held.procedure.on(day_of(held.starts_at))
    return render_template(
        template,
        held=held,
        live=held.ended_at is None and held.expires_at > now(),
        procedure=held.procedure,
        office=held.procedure.office,
        ends_at=held.starts_at + timedelta(minutes=rules.length_minutes),
        rules=rules,
        lost=lost_place(held, held.procedure.rules) if held.taken_away else None,
        lapses_today=lapses_today(held.procedure),
        lapses_a_day=LAPSES_A_DAY,
        **facts,
    )
