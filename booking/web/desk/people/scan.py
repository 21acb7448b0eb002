"""「受付票を読み取る」: a scanner types the seeker number of a slip, or the camera reads it (J3).

People are opened by the same rules, and with the same audit line, as by the search: the own offices' by their number,
anybody else only with the birth date as well.
"""

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.input.numbers import is_seeker_number, read_seeker_number
from booking.core.texts import _
from booking.people.identity import Fact
from booking.people.permissions import RECEPTION, allow
from booking.people.refusals import UnknownSeeker
from booking.people.seekers import seeker_of_offices
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import note_heard
from booking.web.forms import Form, line
from booking.web.session import staff
from database.base import db

_LONGEST = 40  # what may be typed; a slip holds 13 characters


@dataclass(frozen=True)
class ScanForm(Form):
    """What the scanner typed."""

    code: str

    @classmethod
    def parse(cls, typed: str) -> "ScanForm":
        """Read it; a keyboard that was set to full-width does no harm."""
        form = cls(typed[:_LONGEST])
        return form.checked({"code": _complaint(typed)})


def _complaint(typed: str) -> str:
    if not typed:
        return _("受付票の2次元バーコードを読み取ってください。")
    if len(typed) > _LONGEST or not is_seeker_number(typed):
        return _(
            "受付票の2次元バーコードではありません。読み取れないときは、求職番号を入力してください。例：70000-0000001"
        )
    return ""


@blueprint.get("/scan")
@allow(RECEPTION)
def scan() -> str:
    """The field that waits for the scanner."""
    return page("desk/scan.html", form=ScanForm(""), errors={})


@blueprint.post("/scan")
@allow(RECEPTION)
def open_scanned() -> ResponseReturnValue:
    """Open the person's call; for anybody but the own offices' people the birth date is asked."""
    form = ScanForm.parse(line(request.form, "code"))
    if form.errors:
        return page("desk/scan.html", form=form, errors=form.errors), 422
    try:
        found = seeker_of_offices(db.session(), form.code, office_ids=staff().office_ids)
    except UnknownSeeker:
        number = read_seeker_number(form.code)
        return page("desk/scan.html", form=ScanForm(""), errors={}, not_ours=number), 404
    note_heard(found.id, [Fact.SEEKER_NUMBER])
    return redirect(url_for("desk.call", seeker_id=found.id), code=303)
