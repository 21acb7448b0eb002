"""Renders the pages of refusals and faults with whatever still works, in the frame of whoever asks; words no error."""

import contextlib
from typing import Any

from flask import g, render_template, url_for
from sqlalchemy import exc

from booking.core.texts import _
from booking.tables import Realm
from booking.web.desk.page import page as desk_page
from booking.web.session import principal
from database.base import db
from database.errors import DATABASE_TROUBLE

Way = tuple[str, str]  # where a button leads, and what it says


def render_error(template: str, **shown: Any) -> str:
    """Make the page; without the signed-in person's name and the offices to call, if they cannot be looked up."""
    try:
        return _framed(template, shown)
    except DATABASE_TROUBLE:
        do_without_database()
        return _framed(template, shown)


def requested_by_staff() -> bool:
    """Whether somebody of the desk is signed in; while the database is away nobody knows, and the answer is no."""
    if g.get("database_failed"):
        return False
    try:
        who = principal()
    except DATABASE_TROUBLE:
        do_without_database()
        return False
    return who is not None and who.realm is Realm.DESK


def way_home() -> Way:
    """The first page of whoever asks."""
    if requested_by_staff():
        return url_for("desk.home"), _("受付画面へ")
    return url_for("seeker.home"), _("トップページへ")


def do_without_database() -> None:
    """End what was begun, and let the rest of this request ask the database nothing."""
    g.database_failed = True
    with contextlib.suppress(exc.SQLAlchemyError):  # a connection that is gone cannot be asked to end anything
        db.session.rollback()


def _framed(template: str, shown: dict[str, Any]) -> str:
    if not requested_by_staff():
        return render_template(template, frame="layout.html", **shown)
    known = {name: fact for name, fact in shown.items() if fact is not None}  # an office that is unknown is their own
    return desk_page(template, frame="desk/layout.html", **known)
