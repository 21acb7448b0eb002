"""A colleague sees to something that waits, or gives it back; what no longer waits has nobody after the night."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, select
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.core.erasure import Night
from booking.operations.refusals import NothingToDo
from booking.operations.todo import Todo, todo_of_reception
from booking.tables import Booking, Office, OfficeChange, Staff, Suspension, TodoKind, TodoOwner
from database.inserting import insert_row
from database.transactions import transact


@dataclass(frozen=True)
class Key:
    """What it is about: its kind, and the id of a booking, a change of the office or a suspension."""

    kind: TodoKind
    object_id: int


@dataclass(frozen=True)
class Owner:
    """Who sees to it."""

    staff_id: int
    name: str


def take_over(key: Key, *, staff_id: int, office_ids: Collection[int], now: datetime) -> None:
    """From now on this member of staff sees to it, whoever did before; whoever does already goes on.

    Raises:
        NothingToDo: it is not about anything of these offices.
    """

    def take(session: Session) -> None:
        object_ = _object_at(session, key, office_ids)
        if session.scalar(_row(key).where(TodoOwner.staff_id == staff_id)) is None:
            session.execute(delete(TodoOwner).where(_is(key)))
            row = {"kind": key.kind, "object_id": key.object_id, "staff_id": staff_id, "since": now}
            insert_row(session, TodoOwner, row)
            record(session, actor=f"staff:{staff_id}", act="take_todo", object_=object_, now=now)

    transact(take)


def give_back(key: Key, *, staff_id: int, office_ids: Collection[int], now: datetime) -> None:
    """Leave it to the others; nothing changes where a colleague has taken it over meanwhile.

    Raises:
        NothingToDo: as for `take_over`.
    """

    def give(session: Session) -> None:
        object_ = _object_at(session, key, office_ids)
        own = delete(TodoOwner).where(_is(key), TodoOwner.staff_id == staff_id)
        if session.execute(own.returning(TodoOwner.id)).all():
            record(session, actor=f"staff:{staff_id}", act="give_back_todo", object_=object_, now=now)

    transact(give)


def owners(session: Session) -> Mapping[Key, Owner]:
    """Who sees to what, of all offices: they are few, and each night those of what is done go."""
    rows = session.execute(select(TodoOwner.kind, TodoOwner.object_id, Staff.id, Staff.name).join(TodoOwner.staff))
    return {Key(kind, object_id): Owner(staff_id, name) for kind, object_id, staff_id, name in rows}


def keys_of(todo: Todo) -> Collection[Key]:
    """What of it somebody can own; failed deliveries name their owners themselves, and holidays are the operator's."""
    found: Mapping[TodoKind, Iterable[int]] = {
        TodoKind.ATTENDANCE: (each.id for each in todo.unmarked),
        TodoKind.MEETING: (each.booking.id for each in todo.missing),
        TodoKind.CALLS: (each.change.id for each in todo.calls),
        TodoKind.PROPOSAL: (each.suspension.id for each in todo.proposals),
        TodoKind.ANSWER: (each.suspension.id for each in todo.answers),
        TodoKind.OUTSIDE: (each.booking.id for each in todo.outside),
        TodoKind.REGISTRATION: (each.id for each in todo.ending),
    }
    return {Key(kind, object_id) for kind, ids in found.items() for object_id in ids}


def delete_of_what_is_done(night: Night) -> int:
    """Delete the owners of what no longer waits at any office; answer how many they were."""

    def delete_done(session: Session) -> int:
        owned = session.scalars(select(TodoOwner)).all()
        if not owned:
            return 0
        waiting = {key for office_id in session.scalars(select(Office.id)) for key in _at(session, office_id, night)}
        done = [each.id for each in owned if Key(each.kind, each.object_id) not in waiting]
        session.execute(delete(TodoOwner).where(TodoOwner.id.in_(done)))
        return len(done)

    return transact(delete_done)


def _at(session: Session, office_id: int, night: Night) -> Collection[Key]:
    return keys_of(todo_of_reception(session, office_ids=[office_id], mended_kinds={}, now=night.now))


def _is(key: Key) -> ColumnElement[bool]:
    return and_(TodoOwner.kind == key.kind, TodoOwner.object_id == key.object_id)


def _row(key: Key) -> Select[int]:
    return select(TodoOwner.id).where(_is(key))


def _object_at(session: Session, key: Key, office_ids: Collection[int]) -> str:
    """What it is about, as the audit log calls it; nothing of that changes, so that nothing is locked."""
    found: OfficeChange | Suspension | Booking | None
    if key.kind is TodoKind.CALLS:
        found = session.get(OfficeChange, key.object_id)
    elif key.kind in {TodoKind.PROPOSAL, TodoKind.ANSWER}:
        found = session.get(Suspension, key.object_id)
    else:
        found = session.get(Booking, key.object_id)
    if found is None or found.office_id not in office_ids:
        raise NothingToDo(None)
    return _name(found)


def _name(of: OfficeChange | Suspension | Booking) -> str:
    match of:
        case OfficeChange():
            return f"change:{of.id}"
        case Suspension():
            return f"suspension:{of.id}"
        case Booking():
            return f"booking:{of.number}"
