"""対応が終わった連絡: what staff have resolved lately of what did not arrive, and how a wrong press is taken back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from booking.core.input.parsing import LARGEST_ID
from booking.core.texts import _
from booking.messages.failed_deliveries import resolve
from booking.messages.failed_deliveries.resolved import lately_resolved
from booking.people.permissions import RECEPTION, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.messages.delivery_lines import lines_of
from booking.web.desk.page import page
from booking.web.session import now, staff
from database.base import db


@blueprint.get("/undelivered/resolved")
@allow(RECEPTION)
def resolved_deliveries() -> str:
    """What was resolved at the own offices within two weeks: by whom, when and how."""
    return page(
        "desk/resolved_deliveries.html",
        lines=lines_of(lately_resolved(db.session(), office_ids=chosen_office_ids(), now=now())),
    )


@blueprint.post(f"/undelivered/<int(max={LARGEST_ID}):failed_id>/put-back")
@allow(RECEPTION)
def put_back_delivery(failed_id: int) -> ResponseReturnValue:
    """Make it wait for somebody again."""
    who = staff()
    if resolve.put_back(failed_id, actor=who.actor, office_ids=who.office_ids, now=now()):
        flash(_("一覧にもどしました。もどした方の担当になります。"), "success")
    else:
        flash(_("この連絡は、もう一覧にもどっています。"), "notice")
    return redirect(url_for("desk.failed_deliveries"), code=303)
