"""Where the links of the demo provider lead: a page that says that no call takes place."""

from flask import Blueprint, render_template

from booking.people.permissions import ANYONE, allow

blueprint = Blueprint("demo_meeting", __name__)


@blueprint.get("/demo-meeting/<meeting_id>")
@allow(ANYONE)
def show(meeting_id: str) -> str:
    """The page that stands for the meeting; it is the same for every meeting ID."""
    del meeting_id  # whoever has the link knows it, and nothing may be learned about others
    return render_template("demo_meeting.html")
