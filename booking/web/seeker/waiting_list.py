"""空きが出たら知らせる: waits for a place on a full day, lists the days that somebody waits for, and stops it."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.slots import Slot
from booking.core.channels import Channel
from booking.core.dates import short_day
from booking.core.input.parsing import read_day
from booking.core.texts import _
from booking.people.permissions import ANYONE, SEEKERS, allow
from booking.tables import Realm
from booking.waiting_list import wait
from booking.waiting_list.reads import entry_of, open_entries
from booking.waiting_list.rules import OPEN_WAITS, is_full
from booking.web.flashes import flash_beside
from booking.web.for_strangers import refuse_other_sites
from booking.web.security import csrf
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.choosing import WantedDay, remember_wanted_day
from booking.web.seeker.timetable import Timetable
from booking.web.session import now, principal, seeker_id
from booking.web.way_back import local_path
from database.base import db


class WaitState(StrEnum):
    """What a full day's page says about waiting."""

    OFFERED = "offered"
    WAITING = "waiting"


def wait_state(timetable: Timetable, day: date, slots: Iterable[Slot]) -> WaitState | None:
    """Whether waiting for a place on `day`, whose slots these are, is offered or has begun.

    None for staff, and unless the day is full.
    """
    if timetable.channel is not Channel.WEB or not is_full(slots):
        return None
    who = principal()
    if who is None or who.is_unregistered:
        return WaitState.OFFERED
    if who.realm is not Realm.MY_PAGE:
        return None
    found = entry_of(db.session(), seeker_id=who.as_seeker, procedure_id=timetable.procedure.id, day=day)
    return WaitState.WAITING if found else WaitState.OFFERED


@blueprint.get("/mypage/waits")
@allow(SEEKERS)
def waiting_list() -> str:
    """The days that can still be booked and for which the seeker waits."""
    found = open_entries(db.session(), seeker_id=seeker_id(), now=now())
    return render_template("seeker/waiting_list.html", entries=found, most=OPEN_WAITS)


@blueprint.post("/procedures/<code>/waits")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF ships no types
@allow(ANYONE)
def wait_for_place(code: str) -> ResponseReturnValue:
    """Wait for a place on `day`; strangers go through the sign-in, and wait as soon as they are known."""
    refuse_other_sites()
    day, who = _sent_day(), principal()
    if who is None:
        remember_wanted_day(WantedDay(code, day))
        return redirect(url_for(".sign_in", next=_day_page(code, day)), code=303)
    if who.realm is not Realm.MY_PAGE:
        abort(403)
    return wait_as_wanted(WantedDay(code, day))


def wait_as_wanted(wanted: WantedDay) -> ResponseReturnValue:
    """Wait for the signed-in seeker and go to the day; every refusal of waiting."""
    code, day = wanted.procedure, wanted.day
    wait.wait_for_place(code, [day], seeker_id=seeker_id(), now=now())
    said = _("%(day)sに空きが出たら、お知らせします。予約ではありません。", day=short_day(day))
    flash_beside(said, "success", place="times")
    return redirect(_day_page(code, day), code=303)


@blueprint.post("/procedures/<code>/waits/stop")
@allow(SEEKERS)
def stop_waiting(code: str) -> ResponseReturnValue:
    """Wait no more for a place on `day`, and go back to the page where the button stood."""
    day = _sent_day()
    wait.stop_waiting(code, day, seeker_id=seeker_id())
    flash_beside(_("%(day)sの空きのお知らせをやめました。", day=short_day(day)), "success", place="times")
    return redirect(local_path(request.form.get("next")) or url_for(".waiting_list"), code=303)


def _sent_day() -> date:
    return read_day(request.form.get("day", "")) or abort(400)


def _day_page(code: str, day: date) -> str:
    return url_for("seeker.procedure", code=code, day=day.isoformat(), _anchor="times")
