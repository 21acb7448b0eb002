"""すること: one page of what waits, and the buttons by which a colleague sees to something or gives it back."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from booking.announcements.channels import channels
from booking.core.input.parsing import LARGEST_ID
from booking.core.texts import _
from booking.operations.todo import Todo, todo_of_counsellor, todo_of_reception
from booking.operations.todo_owners import Key, give_back, owners, take_over
from booking.people.permissions import ALL_STAFF, RECEPTION, allow
from booking.tables import TodoKind
from booking.web.desk.blueprint import blueprint
from booking.web.desk.messages.delivery_lines import lines_of
from booking.web.desk.page import page
from booking.web.desk.todo.sections import sections_of
from booking.web.session import now, staff
from database.base import db

_ONE = f"/todo/<todo_kind>/<int(max={LARGEST_ID}):object_id>"


@blueprint.get("/todo")
@allow(ALL_STAFF)
def todo() -> str:
    """What waits at the own offices; for a counsellor what they can do themselves, attendance."""
    found = _todo()
    sections = sections_of(found, lines_of(found.failures), owners(db.session()))
    return page("desk/todo.html", sections=sections, holidays_end_on=found.holidays_end_on, own=staff().as_staff)


@blueprint.post(f"{_ONE}/take")
@allow(ALL_STAFF)
def take_over_todo(todo_kind: str, object_id: int) -> ResponseReturnValue:
    """See to it from now on."""
    who = staff()
    take_over(_key(todo_kind, object_id), staff_id=who.as_staff, office_ids=who.office_ids, now=now())
    flash(_("担当を引き受けました。"), "success")
    return redirect(url_for("desk.todo"), code=303)


@blueprint.post(f"{_ONE}/back")
@allow(ALL_STAFF)
def give_back_todo(todo_kind: str, object_id: int) -> ResponseReturnValue:
    """Leave it to the others."""
    who = staff()
    give_back(_key(todo_kind, object_id), staff_id=who.as_staff, office_ids=who.office_ids, now=now())
    flash(_("担当を外れました。"), "success")
    return redirect(url_for("desk.todo"), code=303)


def _todo() -> Todo:
    office_ids = staff().office_ids
    if not RECEPTION.include(staff()):
        return todo_of_counsellor(db.session(), office_ids=office_ids, now=now())
    return todo_of_reception(db.session(), office_ids=office_ids, mended_kinds=channels().mended_kinds(), now=now())


def _key(todo_kind: str, object_id: int) -> Key:
    """What of the page this member of staff may see to."""
    seen = set(TodoKind) if RECEPTION.include(staff()) else {TodoKind.ATTENDANCE}
    if todo_kind not in seen:
        abort(404)
    return Key(TodoKind(todo_kind), object_id)
