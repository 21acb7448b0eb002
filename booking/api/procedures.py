"""What can be booked, and when: public, without a token."""

from collections.abc import Sequence
from datetime import date, timedelta
from http import HTTPStatus

from flask import Response, url_for

from booking.api.blueprint import blueprint
from booking.api.callers import now
from booking.api.operations import operation
from booking.api.paging import next_page
from booking.api.parsing import invalid_fields
from booking.api.shapes import OfficeOut, ProcedureOut, ProcedureQuery, Procedures, SlotQuery, Slots
from booking.api.slot_lists import slot_list
from booking.availability.procedures import procedures_of_codes, rules_of
from booking.availability.refusals import UnknownProcedure
from booking.core.channels import Channel
from booking.core.texts import _
from booking.offices.search import find_codes
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.tables import Procedure
from booking.wsgi.response_cache import KeptResponse, Validity, stamping
from calendars.office_time import day_of
from database.base import db

_LONGEST_SPAN = timedelta(days=92)


@blueprint.get("/procedures")
@allow(ANYONE)
@operation(Procedures, problems=(HTTPStatus.NOT_FOUND,))
def procedures(query: ProcedureQuery) -> Procedures:
    """Search the procedures that can be booked."""
    codes = find_codes(db.session(), query.q, today=day_of(now()))
    since = _place_after(query.after, codes)
    page = procedures_of_codes(db.session(), codes[since : since + query.limit])
    is_last = since + query.limit >= len(codes)
    return Procedures(
        items=tuple(_procedure_out(procedure) for procedure in page),
        next=None if is_last else next_page(q=query.q, after=page[-1].code, limit=query.limit),
    )


@blueprint.get("/procedures/<code>/slots")
@allow(ANYONE)
@operation(Slots, conditional=True, problems=(HTTPStatus.NOT_FOUND,))
def slots(code: str, query: SlotQuery) -> Response:
    """List a procedure's slots with state, reason and deadline."""
    stamp_of = stamping()
    first = query.first or day_of(now())
    if query.last is not None:
        _check_span(first, query.last)
    found = slot_list(db.engine, code, first=first, last=query.last, channel=query.channel, now=now())
    return KeptResponse(
        found.content,
        etag=found.etag,
        validity=Validity(stamp_of(found.snapshot), since=now(), until=found.until),
        content_type="application/json",
        headers={"Cache-Control": "no-cache"},
        of_query=True,
    )


def _place_after(code: str | None, codes: Sequence[str]) -> int:
    if code is None:
        return 0
    if code not in codes:
        raise UnknownProcedure(None, code)
    return codes.index(code) + 1


def _check_span(first: date, last: date) -> None:
    if last < first:
        raise invalid_fields({"parameter": "to", "detail": _("from と同じ日か、それより後の日を送ってください。")})
    if last - first > _LONGEST_SPAN:
        detail = _("from から%(days)s日以内の日を送ってください。", days=_LONGEST_SPAN.days)
        raise invalid_fields({"parameter": "to", "detail": detail})


def _procedure_out(procedure: Procedure) -> ProcedureOut:
    office, rules, today = procedure.office, rules_of(db.session(), procedure), day_of(now())
    values, channels = rules.on(today), rules.channels_between(today, rules.last_open_day(today))
    return ProcedureOut(
        code=procedure.code,
        title=procedure.title,
        purpose=procedure.purpose,
        office=OfficeOut(code=office.code, name=office.name, phone=office.phone),
        channels=tuple(channel for channel in Channel if channel in channels),
        length_minutes=values.length_minutes,
        lead_open_days=values.lead_open_days,
        window_days=values.window_days,
        max_open_bookings=values.max_open_bookings,
        terms_version=values.terms.version,
        terms_url=services().config.base_url + url_for("seeker.procedure_terms", code=procedure.code),
    )
