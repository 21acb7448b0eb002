"""A procedure's public page: for whom, what is needed, which days and times are free; anybody may look."""

import io
from dataclasses import dataclass
from datetime import date, timedelta

import segno
from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.accounts.permissions import ANYONE, allow
from booking.models import Procedure
from booking.policy.channels import Channel
from booking.queries.procedures import current_terms, procedure_by_code, rules_of
from booking.queries.slots import slots_of
from booking.services import services
from booking.slots import Rules, Slot
from booking.web.reading import read_day
from booking.web.seeker.days import first_open_day, shown_slots, weeks_of
from booking.web.seeker.door import blueprint
from booking.web.session import now, principal
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/procedures/<code>")
@allow(ANYONE)
def procedure(code: str) -> ResponseReturnValue:
    """The calendar and the slots of one day: `?day=`, or else the first day with an open one."""
    shown = procedure_by_code(db.session(), code)
    calendar = _Calendar.of(shown)
    asked = request.args.get("day")
    wished = read_day(asked) if asked else None
    day = wished or first_open_day(calendar.window) or calendar.first
    page = render_template(
        "seeker/procedure.html",
        procedure=shown,
        office=shown.office,
        first=calendar.first,
        last=calendar.last,
        weeks=weeks_of(
            calendar.window,
            calendar.rules.office_days,
            first=calendar.first,
            last=calendar.last,
            url_of=lambda each: url_for(".procedure", code=code, day=each.isoformat(), _anchor="times"),
        ),
        day=day,
        slots=shown_slots(calendar.on(day), day, phone_only_reason=shown.phone_only_reason),
        on_the_web=calendar.channel is Channel.WEB,
        unreadable_day=bool(asked) and wished is None,
    )
    return page, 404 if asked and wished is None else 200


@blueprint.get("/procedures/<code>/terms")
@allow(ANYONE)
def procedure_terms(code: str) -> str:
    """The terms in their current version, to be read before anything is booked."""
    shown = procedure_by_code(db.session(), code)
    return render_template(
        "seeker/procedure_terms.html",
        procedure=shown,
        office=shown.office,
        terms=current_terms(db.session(), shown),
    )


@blueprint.get("/procedures/<code>/qr.svg")
@allow(ANYONE)
def qr(code: str) -> Response:
    """The page's address as a two-dimensional code, for posters and for the phone beside the screen."""
    shown = procedure_by_code(db.session(), code)
    picture = io.BytesIO()
    address = services().config.base_url + url_for(".procedure", code=shown.code)
    segno.make(address, micro=False).save(picture, kind="svg", scale=4, border=4, light="#ffffff")
    return Response(picture.getvalue(), mimetype="image/svg+xml")


@dataclass(frozen=True)
class _Calendar:
    """What a reader sees of a procedure: its slots from `first`, which is today, to `last` (office days)."""

    procedure: Procedure
    rules: Rules
    channel: Channel
    first: date
    last: date
    window: tuple[Slot, ...]

    @classmethod
    def of(cls, procedure: Procedure) -> "_Calendar":
        rules = rules_of(db.session(), procedure)
        # What is booked by phone only is shown as the phone sees it: free times to ask for.
        channel = Channel.WEB if Channel.WEB in rules.channels else Channel.PHONE
        first = day_of(now())
        last = first + timedelta(days=procedure.window_days)
        return cls(procedure, rules, channel, first, last, _slots(procedure, rules, channel, first, last))

    def on(self, day: date) -> tuple[Slot, ...]:
        """The slots of `day`, also of one outside the window."""
        if self.first <= day <= self.last:
            return self.window
        return _slots(self.procedure, self.rules, self.channel, day, day)


def _slots(procedure: Procedure, rules: Rules, channel: Channel, first: date, last: date) -> tuple[Slot, ...]:
    who = principal()
    return slots_of(
        db.session(),
        procedure,
        first=first,
        last=last,
        channel=channel,
        now=now(),
        seeker_id=who.seeker_id if who else None,
        rules=rules,
    )
