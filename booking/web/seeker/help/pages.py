"""Pages that are the same for everybody: what they say stands in their templates."""

from flask import render_template

from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.web.seeker.blueprint import blueprint


@blueprint.get("/help/first-time")
@allow(ANYONE)
def first_time() -> str:
    """はじめての方へ: both ways to a my-page, what to bring, and which my-page this is."""
    return render_template("seeker/help/first_time.html", base_url=services().config.base_url)


@blueprint.get("/help/zoom")
@allow(ANYONE)
def meeting_help() -> str:
    """How to get the meeting service, try it beforehand and come in."""
    return render_template("seeker/help/meeting.html")


@blueprint.get("/help/questions")
@allow(ANYONE)
def questions() -> str:
    """What people ask."""
    return render_template("seeker/help/questions.html")


@blueprint.get("/help/privacy")
@allow(ANYONE)
def privacy() -> str:
    """What is kept of whom, what for and how long, in short."""
    return render_template("seeker/help/privacy.html")


@blueprint.get("/help/accessibility")
@allow(ANYONE)
def accessibility() -> str:
    """The statement on JIS X 8341-3: what was tried how, and what falls short."""
    return render_template("seeker/help/accessibility.html")


@blueprint.get("/help/about")
@allow(ANYONE)
def about() -> str:
    """Who runs this, and whom to tell of mistakes."""
    return render_template("seeker/help/about.html", operator=services().config.operator)
