"""予約する: holds the chosen slot for a signed-in seeker, and remembers it for one who has to sign in first."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from booking.availability.procedures import procedure_by_code
from booking.bookings import hold as holds
from booking.core.input.parsing import read_moment
from booking.core.rate_limits import Limit, rate_limits
from booking.people.permissions import ANYONE, allow
from booking.tables import Realm
from booking.web.for_strangers import refuse_other_sites
from booking.web.kept.with_answer import write_with_answer
from booking.web.security import csrf
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, principal, seeker_id
from database.base import db

_KEPT_AS = "chosen"


@dataclass(frozen=True)
class Choice:
    """A slot that somebody pressed; `starts_at` is office time."""

    procedure: str
    starts_at: datetime


@blueprint.post("/procedures/<code>/hold")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF ships no types
@allow(ANYONE)
def hold(code: str) -> ResponseReturnValue:
    """Hold the slot and go to the terms; strangers go through the sign-in and come back to the same slot."""
    refuse_other_sites()
    starts_at = read_moment(request.form.get("starts_at", ""))
    if starts_at is None:
        abort(400)
    choice, who = Choice(code, starts_at), principal()
    if who is not None and who.realm is not Realm.MY_PAGE:
        abort(403)
    if who is None:
        remember_choice(choice)
        return redirect(url_for(".sign_in"), code=303)
    return hold_chosen(choice)


# A hold that is given up counts for nothing, so that a machine could fill the table with them.
HOLDS_OF_A_PERSON = Limit("holds of a person", 60, seconds=300)


def hold_chosen(choice: Choice) -> ResponseReturnValue:
    """Hold `choice` for the signed-in seeker and go on to the terms; every refusal of holding.

    Whoever has an account and no registration yet comes back to it after what is missing.
    """
    who = principal()
    if who is not None and who.is_unregistered:
        remember_choice(choice)
        return redirect(url_for("seeker.next_step"), code=303)
    if not rate_limits().hit(HOLDS_OF_A_PERSON, seeker_id()):
        abort(429)
    token = holds.hold(
        choice.procedure, choice.starts_at, seeker_id=seeker_id(), now=now(), write_note=write_with_answer
    )
    return redirect(url_for("seeker.terms", token=token), code=303)


def remember_choice(choice: Choice) -> None:
    """Remember the slot in this browser until somebody has signed in; raises UnknownProcedure."""
    procedure_by_code(db.session(), choice.procedure)
    session[_KEPT_AS] = {"procedure": choice.procedure, "starts_at": choice.starts_at.isoformat()}


@dataclass(frozen=True)
class WantedDay:
    """A full day of which somebody wants to hear when a place is free."""

    procedure: str
    day: date


def remember_wanted_day(wanted: WantedDay) -> None:
    """Remember the day in this browser until somebody has signed in, in place of a slot that was chosen before."""
    session[_KEPT_AS] = {"procedure": wanted.procedure, "day": wanted.day.isoformat()}


def remembered_wanted_day() -> WantedDay | None:
    """The day of which whoever signs in wanted to hear; None if a slot was chosen since, or nothing."""
    kept = session.get(_KEPT_AS)
    return WantedDay(kept["procedure"], date.fromisoformat(kept["day"])) if kept and "day" in kept else None


def forget_choice() -> None:
    """Forget the slot that was chosen before: something else is wanted now, and the sign-in leads there."""
    session.pop(_KEPT_AS, None)


def remembered_choice() -> Choice | None:
    """What this browser chose before signing in."""
    kept = session.get(_KEPT_AS)
    return (
        Choice(kept["procedure"], datetime.fromisoformat(kept["starts_at"])) if kept and "starts_at" in kept else None
    )
