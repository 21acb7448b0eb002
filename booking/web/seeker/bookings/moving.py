"""日時を変更する: another time is chosen, looked at once more, and taken; until then the booking stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.refusals import SlotRefused
from booking.availability.slots import Slot, SlotState
from booking.bookings import move as moving
from booking.bookings.reads import booking_of_seeker
from booking.bookings.refusals import TermsOutdated
from booking.bookings.standing import refuse_unless_movable, second_thoughts_of
from booking.bookings.words import explain_not_moved
from booking.core.channels import Channel
from booking.core.input.parsing import read_day, read_moment
from booking.core.texts import _
from booking.people.permissions import SEEKERS, allow
from booking.tables import Booking
from booking.web.chosen_time import ChosenTime, is_there_already
from booking.web.flashes import flash_beside
from booking.web.forms import is_ticked, line
from booking.web.one_time_key import fresh_key, sent_key
from booking.web.seeker.blueprint import blueprint
from booking.web.seeker.bookings.may_change import may_change
from booking.web.seeker.days import first_open_day, month_of, shown_slots
from booking.web.seeker.timetable import Timetable
from booking.web.seen import seen_revision
from booking.web.session import now, seeker_id
from calendars.office_time import day_of
from database.base import db


@dataclass(frozen=True)
class _Acceptance:
    """The terms as the form showed them, where they are newer than the booking, and whether they were accepted."""

    submit_key: str
    terms_version: str = ""
    accepted: bool = False
    seen: int | None = None  # the revision of the booking that was shown beside them

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "_Acceptance":
        accepted = is_ticked(sent, "accepted")
        return cls(sent_key(sent), line(sent, "terms_version"), accepted=accepted, seen=seen_revision(sent))


@blueprint.get("/mypage/bookings/<number>/move")
@allow(SEEKERS)
def move(number: str) -> ResponseReturnValue:
    """The procedure's calendar, for another time; a booking that cannot move any more is shown instead.

    A seeker who may not take any time now is told so here, not after one was chosen.
    """
    found = _own(number)
    if not may_change(found):
        return redirect(url_for(".booking", number=number), code=303)
    refuse_unless_movable(db.session(), found, by_seeker=True, now=now())
    return _calendar(found)


@blueprint.get("/mypage/bookings/<number>/move/confirm")
@allow(SEEKERS)
def confirm_move(number: str) -> ResponseReturnValue:
    """Old and new time side by side. What cannot be chosen leads back to the calendar, where the reason stands.

    Whoever comes back here after the move reads that it is done.
    """
    found, starts_at = _own(number), read_moment(request.args.get("starts_at", "")) or abort(404)
    if is_there_already(found, starts_at) or not may_change(found):
        return redirect(url_for(".booking", number=number), code=303)
    refuse_unless_movable(db.session(), found, by_seeker=True, now=now())
    timetable = Timetable.of(found.procedure.code, moving=found.id)
    slot = timetable.at(starts_at)
    if slot is None or slot.state is not SlotState.OPEN or timetable.channel is not Channel.WEB:
        flash_beside(_("その日時は、いまは選べません。予約はそのままです。"), "warning", place="times")
        day = day_of(starts_at).isoformat()
        return redirect(url_for(".move", number=number, day=day, _anchor="times"), code=303)
    return _confirmation(found, slot, _Acceptance(fresh_key()))


@blueprint.post("/mypage/bookings/<number>/move")
@allow(SEEKERS)
def submit_move(number: str) -> ResponseReturnValue:
    """Move. However often this is sent, it moves once; whatever is refused, the booking stays as it was."""
    found, starts_at = _own(number), read_moment(request.form.get("starts_at", "")) or abort(400)
    form = _Acceptance.parse(request.form)
    slot = Timetable.of(found.procedure.code, moving=found.id).at(starts_at)
    try:
        moving.move(_request(number, starts_at, form), now=now())
    except TermsOutdated:
        if slot is None:
            raise
        return _confirmation(_own(number), slot, form)
    except SlotRefused as refused:
        return _calendar(_own(number), refused)
    flash(_("日時を変更しました。新しいミーティングIDなどが、メッセージに届きます。"), "success")
    return redirect(url_for(".booking", number=number), code=303)


def _own(number: str) -> Booking:
    return booking_of_seeker(db.session(), number, seeker_id=seeker_id())


def _request(number: str, starts_at: datetime, form: _Acceptance) -> moving.MoveRequest:
    return moving.MoveRequest(
        number=number,
        starts_at=starts_at,
        channel=Channel.WEB,
        actor=f"seeker:{seeker_id()}",
        key=f"web:{form.submit_key}",
        seeker_id=seeker_id(),
        terms_version=form.terms_version if form.accepted else None,
        seen=form.seen,
    )


def _calendar(found: Booking, refused: SlotRefused | None = None) -> tuple[str, int]:
    timetable = Timetable.of(found.procedure.code, moving=found.id)
    requested = read_day(request.args.get("day", ""))
    day = requested or (day_of(refused.starts_at) if refused else None) or first_open_day(timetable.days)
    day = day or timetable.first
    page = render_template(
        "seeker/move.html",
        booking=found,
        procedure=found.procedure,
        office=found.office,
        on_the_web=timetable.channel is Channel.WEB,
        phone_only_reason=timetable.rules.on(day).phone_only_reason,
        month=month_of(
            timetable.days,
            timetable.rules,
            first=timetable.first,
            last=timetable.last,
            chosen=day,
            address=url_for(".move", number=found.number),
        ),
        first=timetable.first,
        last=timetable.last,
        day=day,
        slots=shown_slots(timetable.on(day), phone_only_reason=timetable.rules.on(day).phone_only_reason),
        closing=timetable.rules.office_days.closing(day),
        explanation=explain_not_moved(refused) if refused else None,
        alternatives=refused.alternatives if refused else (),
    )
    return page, refused.http_status if refused else 200


def _confirmation(found: Booking, slot: Slot, form: _Acceptance) -> tuple[str, int]:
    # A form that came in showed some terms, or none: either way they have to be accepted now.
    complaint = _("新しい利用規約を読んで、同意してください。") if request.method == "POST" else ""
    page = render_template(
        "seeker/move_confirm.html",
        **ChosenTime(found.seeker, found.procedure, slot.starts_at, moving=found).shown(),
        booking=found,
        office=found.office,
        slot=slot,
        submit_key=form.submit_key,
        last_today=second_thoughts_of(db.session(), found, now=now()).last_move,
        errors={"accepted": complaint} if complaint else {},
    )
    return page, 422 if complaint else 200
