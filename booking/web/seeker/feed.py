"""The calendar feed of a seeker: its secret address, and a new one when it got into wrong hands."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.feeds import seeker_addresses
from booking.feeds.seeker_feeds import feed_of_seeker
from booking.people.permissions import SEEKERS, allow
from booking.services import services
from booking.tables import SeekerFeed
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, seeker_id
from database.base import db


@blueprint.get("/mypage/feed")
@allow(SEEKERS)
def feed() -> str:
    """The address, if there is one; looking makes none."""
    found = feed_of_seeker(db.session(), seeker_id())
    address = _address(found) if found else ""
    return render_template(
        "seeker/feed.html",
        feed=found,
        address=address,
    )


@blueprint.post("/mypage/feed")
@allow(SEEKERS)
def make_feed() -> ResponseReturnValue:
    """Make the address; a second press changes nothing."""
    seeker_addresses.ensure_feed(seeker_id(), secret_key=services().config.secret_key, now=now())
    return redirect(url_for(".feed"), code=303)


@blueprint.post("/mypage/feed/renew")
@allow(SEEKERS)
def renew_feed() -> ResponseReturnValue:
    """Make a new address; the old one answers no more."""
    seeker_addresses.renew_feed(seeker_id(), secret_key=services().config.secret_key, now=now())
    flash(_("新しいアドレスを作りました。前のアドレスは使えなくなりました。"), "success")
    return redirect(url_for(".feed"), code=303)


def _address(found: SeekerFeed) -> str:
    config = services().config
    token = seeker_addresses.feed_token(config.secret_key, found.seeker_id, found.nonce)
    return config.base_url + url_for("feeds.seeker_feed", token=token)
