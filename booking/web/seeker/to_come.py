"""The entries of the menu that lead nowhere yet: each says what it will be, and where that is found meanwhile."""

from flask import abort, render_template

from booking.people.permissions import SEEKERS, allow
from booking.services import services
from booking.web.seeker.blueprint import blueprint


@blueprint.get("/mypage/jobs")
@allow(SEEKERS)
def jobs() -> str:
    """「求人検索」."""
    _refuse_without_portal()
    return render_template("seeker/to_come/jobs.html")


@blueprint.get("/mypage/activity")
@allow(SEEKERS)
def activity() -> str:
    """「求職活動状況」."""
    _refuse_without_portal()
    return render_template("seeker/to_come/activity.html")


def _refuse_without_portal() -> None:
    """Answer 404 where another system is people's portal."""
    if not services().config.has_portal:
        abort(404)
