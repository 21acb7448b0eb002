"""The slip that a clerk prints and hands over: how the person opens the my-page."""

from flask import url_for

from booking.people.permissions import RECEPTION, allow
from booking.services import services
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import opened_seeker
from booking.web.desk.url_params import SEEKER


@blueprint.get(f"/seekers/{SEEKER}/slip")
@allow(RECEPTION)
def slip(seeker_id: int) -> str:
    """The slip as it is printed, with the address of the page on which one begins."""
    person = opened_seeker(seeker_id)
    begins = url_for("seeker.sign_in" if person.my_page_opened else "seeker.opening")
    return page("desk/slip.html", seeker=person, address=f"{services().config.base_url}{begins}")
