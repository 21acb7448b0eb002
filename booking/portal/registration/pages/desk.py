"""At the desk: what somebody registered online, and one press that confirms it (利用登録)."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from booking.core.texts import _
from booking.people.permissions import RECEPTION, allow
from booking.portal.registration.confirm import confirm_registration
from booking.portal.registration.drafts import Draft, draft_of
from booking.portal.registration.pages.blueprint import blueprint
from booking.portal.registration.pages.shown import shown_fields, shown_steps
from booking.tables import Account
from booking.web.desk.page import page
from booking.web.desk.people.seeker_access import is_checked, opened_seeker, refuse_unless_checked_lately
from booking.web.desk.url_params import SEEKER
from booking.web.session import now, staff
from database.base import db

_ADDRESS = f"/desk/seekers/{SEEKER}/registration"


@blueprint.get(_ADDRESS)
@allow(RECEPTION)
def of_seeker(seeker_id: int) -> ResponseReturnValue:
    """What was registered online; shown once the identity is checked, as everything that is read back."""
    person = opened_seeker(seeker_id)
    if not is_checked(seeker_id):
        flash(_("オンラインの登録を見る前に、本人確認を記録してください。"), "notice")
        return redirect(url_for("desk.call", seeker_id=seeker_id, next=request.path), code=303)
    draft = _draft(seeker_id)
    steps = [(one, shown_fields(one.step, draft.typed(one.step))) for one in shown_steps(draft)]
    return page("portal/registration/desk.html", seeker=person, steps=steps if draft.sent_at else ())


@blueprint.post(_ADDRESS)
@allow(RECEPTION)
def confirm_at_desk(seeker_id: int) -> ResponseReturnValue:
    """Confirm it."""
    opened_seeker(seeker_id)
    refuse_unless_checked_lately(seeker_id)
    confirm_registration(seeker_id, actor=staff().actor, now=now())
    flash(_("利用登録を確認しました。本人に、メッセージでお知らせします。"), "success")
    return redirect(url_for("desk.seeker", seeker_id=seeker_id), code=303)


def _draft(seeker_id: int) -> Draft:
    account_id = db.session.scalar(select(Account.id).where(Account.seeker_id == seeker_id))
    return draft_of(db.session(), account_id) if account_id is not None else Draft()
