"""A procedure's public page: whom it is for, what is needed, which days and times are free; anybody may look."""

import io
from datetime import datetime

import segno
from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.procedures import (
    KnownProcedure,
    current_terms,
    offered_procedure,
    procedure_by_code,
    refuse_ended,
)
from booking.bookings.rules.eligibility import Standing
from booking.bookings.rules.holding import HOLD, LAPSES_A_DAY
from booking.core.channels import Channel
from booking.core.input.parsing import read_day
from booking.people.permissions import ANYONE, allow
from booking.people.validity.reads import Validity, validity_of
from booking.services import services
from booking.waiting_list.rules import has_open
from booking.web.for_strangers import kept_for_strangers
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.own_hold import Begun, begun, lapses_today
from booking.web.seeker.days import first_open_day, month_of, shown_slots
from booking.web.seeker.timetable import Timetable
from booking.web.seeker.waiting_list import wait_state
from booking.web.session import now, principal
from booking.wsgi.response_cache import Validity as Lasting
from booking.wsgi.response_cache import present_stamp
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/procedures/<code>")
@allow(ANYONE)
def procedure(code: str) -> ResponseReturnValue:
    """The calendar and the slots of one day: `?day=`, or else the first day with an open one."""
    stamp = present_stamp()
    timetable = Timetable.for_strangers(code) if principal() is None else Timetable.of(code)
    shown = timetable.procedure
    refuse_ended(shown, today=timetable.first)
    requested = request.args.get("day")
    wished = read_day(requested) if requested else None
    day = wished or first_open_day(timetable.days) or timetable.first
    slots, standing = timetable.on(day), timetable.standing
    no_more_holds = standing is not None and lapses_today(shown) >= LAPSES_A_DAY
    page = render_template(
        "seeker/procedure.html",
        procedure=shown,
        office=shown.office,
        rules=shown.on(timetable.first),
        rules_of_day=shown.on(day),
        first=timetable.first,
        last=timetable.last,
        month=month_of(
            timetable.days,
            timetable.rules,
            first=timetable.first,
            last=timetable.last,
            chosen=day,
            address=url_for(".procedure", code=code),
        ),
        day=day,
        slots=shown_slots(slots, phone_only_reason=shown.on(day).phone_only_reason),
        closing=timetable.rules.office_days.closing(day),
        on_the_web=timetable.channel is Channel.WEB,
        by_phone=Channel.PHONE in shown.on(day).channels,
        own=_bookings_at_limit(shown, standing),
        suspended_until=standing.suspended_until if standing else None,
        validity=_own_validity(),
        begun=_own_begun(standing, no_more_holds=no_more_holds),
        no_more_holds=no_more_holds,
        hold_minutes=HOLD.seconds // 60,
        lapses_a_day=LAPSES_A_DAY,
        waiting=wait_state(timetable, day, slots),
        unreadable_day=bool(requested) and wished is None,
        has_open=has_open(slots),
        base_url=services().config.base_url,
    )
    if requested and wished is None:
        return page, 404
    if principal() is not None or not timetable.first <= day <= timetable.last:
        return page
    return kept_for_strangers(page, Lasting(stamp, since=now(), until=timetable.unchanged_until()))


@blueprint.get("/procedures/<code>/terms")
@allow(ANYONE)
def procedure_terms(code: str) -> str:
    """The terms in their current version, to be read before anything is booked."""
    shown = procedure_by_code(db.session(), code)
    return render_template(
        "seeker/procedure_terms.html",
        procedure=shown,
        office=shown.office,
        terms=current_terms(db.session(), shown, today=day_of(now())),
    )


@blueprint.get("/procedures/<code>/qr.svg")
@allow(ANYONE)
def qr(code: str) -> Response:
    """The page's address as a two-dimensional code, for posters and for the phone beside the screen."""
    shown = offered_procedure(db.session(), code, today=day_of(now()))
    picture = io.BytesIO()
    address = services().config.base_url + url_for(".procedure", code=shown.code)
    segno.make(address, micro=False).save(picture, kind="svg", scale=4, border=4, light="#ffffff")
    # For the browser alone: the answer may renew its session.
    return Response(picture.getvalue(), mimetype="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


def _own_validity() -> Validity | None:
    """How the signed-in seeker's registration stands; None for anybody else."""
    who = principal()
    return (
        None if who is None or who.seeker_id is None else validity_of(db.session(), who.seeker_id, today=day_of(now()))
    )


def _own_begun(standing: Standing | None, *, no_more_holds: bool) -> Begun | None:
    """The hold that the signed-in seeker has; a lapsed one is all that is left to whom no more are given today."""
    found = begun() if standing is not None and standing.hold_id is not None else None
    return found if found and (found.held.expires_at > now() or no_more_holds) else None


def _bookings_at_limit(shown: KnownProcedure, standing: Standing | None) -> list[tuple[str, datetime]]:
    """Number and start (office time) of the seeker's open bookings, if there may be no more of them."""
    if standing is None:
        return []
    booked = list(zip(standing.open_bookings, standing.own_starts, strict=True))
    return booked if len(booked) >= shown.on(day_of(now())).max_open_bookings else []
