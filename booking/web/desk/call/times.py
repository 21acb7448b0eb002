"""Below a caller who was checked: how they stand, and three weeks of the times that may be offered."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.offices import contact_of
from booking.availability.procedures import current_terms, values_on
from booking.bookings.rules.eligibility import refuse_unless_may_book
from booking.bookings.standing import standing_of
from booking.core.explain import explain_to_staff
from booking.core.refusals import Refusal
from booking.offices.staff_offices import desk_procedure, desk_procedures
from booking.people.permissions import RECEPTION, allow
from booking.people.records.refusals import RecordMerged
from booking.tables import Procedure, Seeker
from booking.web.desk.blueprint import blueprint
from booking.web.desk.call.offers import DAYS_SHOWN, days_of_offers, first_offer
from booking.web.desk.call.page import call_page, identity_page
from booking.web.desk.people.seeker_access import is_checked, opened_seeker
from booking.web.desk.url_params import SEEKER, requested_day
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@blueprint.get(f"/call/{SEEKER}")
@allow(RECEPTION)
def call(seeker_id: int) -> ResponseReturnValue:
    """Who calls and, once that was checked, what may be offered: three weeks of one procedure's times."""
    try:
        seeker = opened_seeker(seeker_id)
    except RecordMerged as merged:
        return redirect(url_for("desk.call", seeker_id=merged.kept_id), code=303)
    first = requested_day(request.args.get("from"), today=day_of(now()))
    choices = desk_procedures(db.session(), office_ids=staff().office_ids, today=day_of(now()))
    procedure = _chosen(choices)
    if not is_checked(seeker_id):
        return identity_page(seeker)
    if procedure is None:
        return call_page(seeker, "times", procedure=None)
    return _times_page(seeker, procedure, choices, first)


def _times_page(seeker: Seeker, procedure: Procedure, choices: Sequence[Procedure], first: date) -> str:
    today = day_of(now())
    refused = _why_may_not_book(procedure, seeker)
    days = days_of_offers(procedure, seeker, first, first + timedelta(days=DAYS_SHOWN - 1))
    return call_page(
        seeker,
        "times",
        choices=choices,
        procedure=procedure,
        rules=values_on(db.session(), procedure, first),
        terms=current_terms(db.session(), procedure, today=today),
        first=first,
        earlier=max(today, first - timedelta(days=DAYS_SHOWN)) if first > today else None,
        later=first + timedelta(days=DAYS_SHOWN),
        days=days,
        begins_at=None if refused else first_offer(days),
        may_not=explain_to_staff(refused) if refused else None,
    )


def _chosen(choices: Sequence[Procedure]) -> Procedure | None:
    code = request.args.get("procedure")
    if code:
        return desk_procedure(db.session(), code, office_ids=staff().office_ids, today=day_of(now()))
    return choices[0] if choices else None


def _why_may_not_book(procedure: Procedure, seeker: Seeker) -> Refusal | None:
    try:
        refuse_unless_may_book(
            standing_of(db.session(), seeker.id, procedure, now=now()),
            max_open_bookings=values_on(db.session(), procedure, day_of(now())).max_open_bookings,
            today=day_of(now()),
            office=contact_of(procedure.office),
        )
    except Refusal as refusal:
        return refusal
    return None
