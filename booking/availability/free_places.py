"""How many places each of several offices still offers: counted for all of them with one look at what is taken."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from booking.availability.procedures import WHICH_KNOWN, known_of
from booking.availability.slot_days import slots
from booking.availability.slots import Rules, Taken
from booking.core.channels import Channel
from booking.tables import DeskClaim, Office, Procedure, ProcedureDesk
from calendars.office_time import midnight
from database.base import table_of
from database.connections import connection_of

_offices, _procedures, _desks, _claims = (table_of(model).c for model in (Office, Procedure, ProcedureDesk, DeskClaim))
_AT_OFFICES = _procedures.office_id.in_(bindparam("office_ids", expanding=True))
_PROCEDURES = (
    select(*WHICH_KNOWN)
    .select_from(table_of(Procedure))
    .join(table_of(Office), _offices.id == _procedures.office_id)
    .where(_AT_OFFICES)
)
_TAKEN = select(_claims.desk_id, _claims.tick).where(
    _claims.desk_id.in_(
        select(_desks.desk_id)
        .select_from(table_of(ProcedureDesk))
        .join(table_of(Procedure), _procedures.id == _desks.procedure_id)
        .where(_AT_OFFICES)
    ),
    _claims.tick >= bindparam("since"),
    _claims.tick < bindparam("until"),
    or_(_claims.expires_at.is_(None), _claims.expires_at > bindparam("now")),
)

_Place = tuple[int, datetime]  # a desk and a start


def free_places(
    session: Session, *, office_ids: Collection[int], first: date, last: date, now: datetime
) -> Mapping[int, int]:
    """For each office the starts of its desks, from `first` to `last` inclusive, that somebody may still book.

    A start that two procedures offer at the same desk is one place.
    """
    at_offices = {"office_ids": list(office_ids)}
    span = {"since": midnight(first), "until": midnight(last + timedelta(days=1)), "now": now}
    taken: dict[int, set[datetime]] = defaultdict(set)
    for desk_id, tick in connection_of(session).execute(_TAKEN, {**at_offices, **span}):
        taken[desk_id].add(tick)
    places: dict[int, set[_Place]] = defaultdict(set)
    for code, office_id, version in connection_of(session).execute(_PROCEDURES, at_offices).all():
        rules = known_of(session, code, office_id, version).rules
        places[office_id] |= _open_places(rules, taken, first, last, now)
    return {office_id: len(found) for office_id, found in places.items()}


def _open_places(
    rules: Rules, taken: Mapping[int, Collection[datetime]], first: date, last: date, now: datetime
) -> set[_Place]:
    of_desks = Taken({lane.desk_id: taken[lane.desk_id] for lane in rules.lanes if lane.desk_id in taken})
    return {
        (desk_id, slot.starts_at)
        for channel in Channel
        for slot in slots(rules, of_desks, first=first, last=last, channel=channel, now=now)
        if slot.free
        for desk_id in slot.free_desks
    }
