"""「ハローワーク受付票」: a two-dimensional code that shows the seeker number to a scanner at the counter (J3)."""

import io

import segno
from flask import Response, render_template

from booking.people.permissions import SEEKERS, allow
from booking.tables import Seeker
from booking.web.seeker.blueprint import blueprint
from booking.web.session import seeker_id
from database.base import db


@blueprint.get("/mypage/reception-slip")
@allow(SEEKERS)
def reception_slip() -> str:
    """The slip, to be shown on the phone or printed."""
    person = db.session.get_one(Seeker, seeker_id())
    return render_template("seeker/reception_slip.html", person=person, office=person.office)


@blueprint.get("/mypage/reception-slip.svg")
@allow(SEEKERS)
def reception_code() -> Response:
    """The code. It holds the number and nothing else: a scanner types it, whatever the keyboard's language."""
    number = db.session.get_one(Seeker, seeker_id()).seeker_number
    picture = io.BytesIO()
    segno.make(number, micro=False, error="m").save(picture, kind="svg", scale=6, border=4, light="#ffffff")
    return Response(picture.getvalue(), mimetype="image/svg+xml")
