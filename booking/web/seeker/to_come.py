"""The entries of the menu that lead nowhere yet: each says what it will be, and where that is found meanwhile."""

from flask import render_template

from booking.people.permissions import SEEKERS, allow
from booking.web.seeker.blueprint import blueprint


@blueprint.get("/mypage/jobs")
@allow(SEEKERS)
def jobs() -> str:
    """「求人検索」."""
    return render_template("seeker/to_come/jobs.html")


@blueprint.get("/mypage/activity")
@allow(SEEKERS)
def activity() -> str:
    """「求職活動状況」."""
    return render_template("seeker/to_come/activity.html")
