"""The feeds of the own offices' desks for whoever is signed in: made, renewed, stopped; managers decide on names."""

from dataclasses import dataclass

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.feeds import desk_addresses
from booking.feeds.desk_feeds import feeds_of_staff
from booking.offices.staff_offices import offices_of_staff
from booking.people.permissions import ALL_STAFF, MANAGEMENT, allow
from booking.services import services
from booking.tables import Desk, DeskFeed
from booking.web.desk.blueprint import blueprint
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.page import page
from booking.web.forms import is_ticked
from booking.web.session import now, staff
from database.base import db

_DESK = "/feeds/<office_code>/<desk_code>"


@dataclass(frozen=True)
class _DeskWithFeed:
    """A desk, and the own feed of it with its address, if there is one."""

    desk: Desk
    feed: DeskFeed | None
    address: str


@blueprint.get("/feeds")
@allow(ALL_STAFF)
def feeds() -> str:
    """The desks of the own offices, each with the own address of its feed; looking makes none."""
    own = feeds_of_staff(db.session(), staff().as_staff)
    offices = offices_of_staff(db.session(), office_ids=staff().office_ids)
    return page(
        "desk/feeds.html",
        desks=[_with_feed(desk, own.get(desk.id)) for office in offices for desk in office.desks],
    )


@blueprint.post(_DESK)
@allow(ALL_STAFF)
def make_feed(office_code: str, desk_code: str) -> ResponseReturnValue:
    """Make the address; a second press changes nothing."""
    desk = _own_desk(office_code, desk_code)
    desk_addresses.make_desk_feed(staff().as_staff, desk.id, secret_key=services().config.secret_key, now=now())
    return redirect(url_for(".feeds", _anchor=desk_code), code=303)


@blueprint.post(f"{_DESK}/renew")
@allow(ALL_STAFF)
def renew_feed(office_code: str, desk_code: str) -> ResponseReturnValue:
    """Make a new address; the old one answers no more."""
    desk = _own_desk(office_code, desk_code)
    desk_addresses.renew_desk_feed(staff().as_staff, desk.id, secret_key=services().config.secret_key, now=now())
    flash(_("新しいアドレスを作りました。前のアドレスは使えなくなりました。"), "success")
    return redirect(url_for(".feeds", _anchor=desk_code), code=303)


@blueprint.post(f"{_DESK}/stop")
@allow(ALL_STAFF)
def stop_feed(office_code: str, desk_code: str) -> ResponseReturnValue:
    """End the address."""
    desk_addresses.stop_desk_feed(staff().as_staff, _own_desk(office_code, desk_code).id, now=now())
    flash(_("アドレスを使えなくしました。"), "success")
    return redirect(url_for(".feeds", _anchor=desk_code), code=303)


@blueprint.post("/office/<office_code>/feed-names")
@allow(MANAGEMENT)
def change_feed_names(office_code: str) -> ResponseReturnValue:
    """Let the feeds of the office's desks show display names, or no more."""
    shown = is_ticked(request.form, "shown")
    desk_addresses.change_feed_names(own_office(office_code).id, shown=shown, actor=staff().actor, now=now())
    flash(_("変更しました。"), "success")
    return redirect(url_for(".office", office_code=office_code, _anchor="feeds"), code=303)


def _own_desk(office_code: str, desk_code: str) -> Desk:
    desks = own_office(office_code).desks
    return next((desk for desk in desks if desk.code == desk_code), None) or abort(404)


def _with_feed(desk: Desk, feed: DeskFeed | None) -> _DeskWithFeed:
    config = services().config
    if feed is None:
        return _DeskWithFeed(desk, None, "")
    token = desk_addresses.desk_feed_token(config.secret_key, desk.id, feed.nonce)
    return _DeskWithFeed(desk, feed, config.base_url + url_for("feeds.desk_feed", token=token))
