"""利用停止: what the signed-in seeker is suspended from, why, until when, and what they want the office to know."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.attendance.rules.absences import ANSWERS_A_SUSPENSION
from booking.attendance.suspensions.answer import answer_suspension
from booking.attendance.suspensions.reads import answers_of, grounds_of, running_suspensions, suspension_of_seeker
from booking.core.input.parsing import LARGEST_ID
from booking.core.text_limits import LONGEST_ANSWER
from booking.core.texts import _
from booking.people.permissions import SEEKERS, allow
from booking.tables import NoShow, Seeker, Suspension, SuspensionAnswer
from booking.web.forms import lines, text_complaint
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, seeker_id
from calendars.office_time import day_of
from database.base import db


@dataclass(frozen=True)
class _Shown:
    """A suspension with what it rests on, what was written about it, and how much more may be."""

    suspension: Suspension
    grounds: list[NoShow]
    answers: list[SuspensionAnswer]
    left: int


@blueprint.get("/mypage/suspensions")
@allow(SEEKERS)
def suspensions() -> str:
    """Every suspension that runs today; without one the page says so."""
    return _page()


@blueprint.post(f"/mypage/suspensions/<int(max={LARGEST_ID}):suspension_id>/answers")
@allow(SEEKERS)
def answer_to_suspension(suspension_id: int) -> ResponseReturnValue:
    """Send what was written to the office."""
    suspension_of_seeker(db.session(), suspension_id, seeker=_seeker())
    text = lines(request.form, "text")
    complaint = text_complaint(text, LONGEST_ANSWER, missing=_("お知らせになりたいことを書いてください。"))
    if complaint:
        return _page(text, {f"text-{suspension_id}": complaint}), 422
    answer_suspension(suspension_id, text, seeker_id=seeker_id(), now=now())
    flash(_("安定所に送りました。職員が読みます。"), "success")
    return redirect(url_for(".suspensions"), code=303)


def suspensions_of_seeker() -> list[Suspension]:
    """What the signed-in seeker is suspended from today."""
    return list(running_suspensions(db.session(), _seeker().seeker_number, today=day_of(now())))


def _page(text: str = "", errors: Mapping[str, str] | None = None) -> str:
    return render_template(
        "seeker/suspensions.html",
        shown=[_shown(suspension) for suspension in suspensions_of_seeker()],
        text=text,
        errors=errors or {},
        longest=LONGEST_ANSWER,
    )


def _shown(suspension: Suspension) -> _Shown:
    answers = list(answers_of(db.session(), suspension))
    grounds = list(grounds_of(db.session(), suspension))
    return _Shown(suspension, grounds, answers, max(ANSWERS_A_SUSPENSION - len(answers), 0))


def _seeker() -> Seeker:
    return db.session.get_one(Seeker, seeker_id())
