"""What can be booked, and when: public, without a token."""

from collections.abc import Sequence
from datetime import date, timedelta
from http import HTTPStatus

from flask import Flask, Response, current_app, url_for

from booking.accounts.permissions import ANYONE, allow
from booking.api.callers import now
from booking.api.door import blueprint
from booking.api.operations import operation
from booking.api.paging import next_page
from booking.api.reading import invalid_fields
from booking.api.shapes import OfficeTold, ProcedureQuery, Procedures, ProcedureTold, SlotQuery, Slots, SlotTold
from booking.api.slot_lists import SlotList, SlotLists
from booking.errors import UnknownProcedure
from booking.kept_answers import KeptResponse, Validity, present_mark
from booking.models import Procedure
from booking.policy.channels import Channel
from booking.queries.procedures import procedure_by_code, rules_of, search_procedures
from booking.queries.slot_lists import next_lapse, version_of, window_of
from booking.queries.slots import slots_of
from booking.services import services
from booking.slots import Slot, unchanged_until
from booking.words.slots import reason_of
from booking.words.texts import _
from calendars.office_time import day_of
from database.base import db

_LISTS = "api_slot_lists"
_LONGEST_SPAN = timedelta(days=92)


def register(app: Flask) -> None:
    """Keep this app's lists of slots."""
    app.extensions[_LISTS] = SlotLists()


@blueprint.get("/procedures")
@allow(ANYONE)
@operation(Procedures, problems=(HTTPStatus.NOT_FOUND,))
def procedures(query: ProcedureQuery) -> Procedures:
    """Search the procedures that can be booked."""
    found = search_procedures(db.session(), query.q)
    since = _place_after(query.after, found)
    page = found[since : since + query.limit]
    is_last = since + query.limit >= len(found)
    return Procedures(
        items=tuple(_procedure_told(procedure) for procedure in page),
        next=None if is_last else next_page(q=query.q, after=page[-1].code, limit=query.limit),
    )


@blueprint.get("/procedures/<code>/slots")
@allow(ANYONE)
@operation(Slots, conditional=True, problems=(HTTPStatus.NOT_FOUND,))
def slots(code: str, query: SlotQuery) -> Response:
    """List a procedure's slots with state, reason and deadline."""
    mark = present_mark()
    answer = _slot_list(code, query)
    return KeptResponse(
        answer.content,
        etag=answer.etag,
        validity=Validity(mark, answer.since, answer.until),
        content_type="application/json",
        headers={"Cache-Control": "no-cache"},
    )


def _place_after(code: str | None, found: Sequence[Procedure]) -> int:
    if code is None:
        return 0
    codes = [procedure.code for procedure in found]
    if code not in codes:
        raise UnknownProcedure(None, code)
    return codes.index(code) + 1


def _slot_list(code: str, query: SlotQuery) -> SlotList:
    lists: SlotLists = current_app.extensions[_LISTS]
    question = (code, query, day_of(now()))
    kept = lists.find(question)
    if kept is not None:
        version = version_of(db.session(), code, first=kept.first, last=kept.last)
        if kept.holds(version, now()):
            return kept
    answer = _fresh_list(code, query)
    lists.keep(question, answer)
    return answer


def _fresh_list(code: str, query: SlotQuery) -> SlotList:
    session = db.session()
    window = window_of(session, code)
    first = query.first or day_of(now())
    last = query.last or first + timedelta(days=window.window_days)
    _check_span(first, last)
    # The version comes first: a claim that commits after it makes the list newer than its version, never older.
    version = version_of(session, code, first=first, last=last)
    procedure = procedure_by_code(session, code)
    channel = query.channel or (Channel.WEB if Channel.WEB.value in window.channels else Channel.PHONE)
    found = slots_of(session, procedure, first=first, last=last, channel=channel, now=now())
    lapse = next_lapse(session, rules_of(session, procedure), first=first, last=last, now=now())
    told = Slots(items=tuple(_slot_told(slot, procedure.phone_only_reason) for slot in found), next=None)
    return SlotList(
        first=first,
        last=last,
        version=version,
        since=now(),
        until=unchanged_until(found, lapse=lapse, now=now()),
        content=told.model_dump_json().encode(),
    )


def _check_span(first: date, last: date) -> None:
    if last < first:
        raise invalid_fields({"parameter": "to", "detail": _("from と同じ日か、それより後の日を送ってください。")})
    if last - first > _LONGEST_SPAN:
        detail = _("from から%(days)s日以内の日を送ってください。", days=_LONGEST_SPAN.days)
        raise invalid_fields({"parameter": "to", "detail": detail})


def _procedure_told(procedure: Procedure) -> ProcedureTold:
    office = procedure.office
    return ProcedureTold(
        code=procedure.code,
        title=procedure.title,
        purpose=procedure.purpose,
        office=OfficeTold(code=office.code, name=office.name, phone=office.phone),
        channels=tuple(Channel(channel) for channel in procedure.channels),
        length_minutes=procedure.length_minutes,
        lead_open_days=procedure.lead_open_days,
        window_days=procedure.window_days,
        max_open_bookings=procedure.max_open_bookings,
        terms_version=procedure.terms_version,
        terms_url=services().config.base_url + url_for("seeker.procedure_terms", code=procedure.code),
    )


def _slot_told(slot: Slot, phone_only_reason: str) -> SlotTold:
    return SlotTold(
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        state=slot.state,
        reason=slot.reason,
        detail=reason_of(slot, phone_only_reason=phone_only_reason) or None,
        free=slot.free,
        closes_at=slot.closes_at,
    )
