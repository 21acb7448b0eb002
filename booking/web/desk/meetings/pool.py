"""The pool of meetings made by hand: what lies in it, and taking in a file after a look at what it changes."""

from collections.abc import Sequence

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.meetings.pool.file import LARGEST_FILE, BadPoolFile, PoolLine, read_pool_file
from booking.meetings.pool.fill import PoolChange, fill_pool, look_before_filling
from booking.meetings.pool.supplies import hosts_of_desks, pool_of, supplies
from booking.meetings.words import bad_line
from booking.people.permissions import MANAGEMENT, allow
from booking.services import services
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.sealed_files import opened, sealed, sent_file
from booking.web.session import now, staff
from database.base import db


@blueprint.get("/pool")
@allow(MANAGEMENT)
def pool() -> str:
    """What lies in the pool for the own offices' desks, and whether it is enough."""
    return _pool_page()


@blueprint.post("/pool")
@allow(MANAGEMENT)
def look_at_pool_file() -> ResponseReturnValue:
    """What the file would change. Until it is confirmed it lies in the page alone, sealed."""
    _name, content = sent_file(LARGEST_FILE)
    if not content:
        return _pool_page([_("CSVファイルを選んでください。")]), 422
    traits = services().meetings.traits
    try:
        lines = read_pool_file(content, traits, hosts=hosts_of_desks(db.session(), office_ids=staff().office_ids))
        change = look_before_filling(
            db.session(), lines, office_ids=staff().office_ids, keys=services().keys, now=now()
        )
    except BadPoolFile as refused:
        return _pool_page([bad_line(bad, traits) for bad in refused.bad]), 422
    if not (change.added or change.changed):
        flash(_("ファイルの%(same)s件は、すべて登録済みです。何も変わりません。", same=change.same), "notice")
        return redirect(url_for("desk.pool"), code=303)
    return _look_page(content, lines, change)


@blueprint.post("/pool/confirm")
@allow(MANAGEMENT)
def fill_the_pool() -> ResponseReturnValue:
    """Take the file in as it was shown."""
    who, traits = staff(), services().meetings.traits
    try:
        lines = read_pool_file(opened(), traits)
        change = fill_pool(lines, actor=who.actor, office_ids=who.office_ids, keys=services().keys, now=now())
    except BadPoolFile as refused:
        return _pool_page([bad_line(bad, traits) for bad in refused.bad]), 422
    flash(
        _("%(added)s件を加え、%(changed)s件を書きかえました。", added=change.added, changed=change.changed), "success"
    )
    return redirect(url_for("desk.pool"), code=303)


def _pool_page(complaints: Sequence[str] = ()) -> str:
    office_ids = staff().office_ids
    return page(
        "desk/pool.html",
        meetings=pool_of(db.session(), now=now(), office_ids=office_ids),
        supplies=supplies(db.session(), now=now(), office_ids=office_ids),
        complaints=complaints,
        in_use=services().meetings.traits.is_filled_by_staff,
        largest=LARGEST_FILE // 1024,
    )


def _look_page(content: bytes, lines: Sequence[PoolLine], change: PoolChange) -> str:
    field = sealed(content, taken_in_at=url_for("desk.fill_the_pool"))
    return page("desk/pool_look.html", lines=lines, change=change, sealed=field)
