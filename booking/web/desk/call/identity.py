"""Who calls: the page of a call before anything is told, and the identity check."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.texts import _
from booking.people.check_identity import check_identity as record_identity_check
from booking.people.identity import Fact
from booking.people.permissions import RECEPTION, allow
from booking.people.refusals import IdentityNotChecked
from booking.web.desk.blueprint import blueprint
from booking.web.desk.call.page import Ticks, identity_page
from booking.web.desk.people.seeker_access import opened_seeker, remember_checked
from booking.web.desk.url_params import SEEKER
from booking.web.forms import all_chosen
from booking.web.session import now, staff
from booking.web.way_back import local_path


@blueprint.get("/call")
@allow(RECEPTION)
def begin_call() -> ResponseReturnValue:
    """Nobody is on the phone yet: the search."""
    return redirect(url_for("desk.seekers"), code=303)


@blueprint.post(f"/call/{SEEKER}/identity")
@allow(RECEPTION)
def check_identity(seeker_id: int) -> ResponseReturnValue:
    """Record which facts the caller said, and lead back to what was in hand."""
    person = opened_seeker(seeker_id)
    ticked = all_chosen(request.form, "facts", Fact)
    then = local_path(request.form.get("then")) or url_for("desk.call", seeker_id=seeker_id)
    try:
        record_identity_check(seeker_id, ticked, actor=staff().actor, now=now())
    except IdentityNotChecked:
        return identity_page(person, Ticks(ticked, then, _too_little())), 422
    remember_checked(seeker_id)
    return redirect(then, code=303)


def _too_little() -> str:
    return _(
        "求職番号とほかに2つ以上、求職番号がわからないときは氏名・生年月日・電話番号・住所の4つすべて、"
        "または登録の電話番号へのかけ直しを確認してください。"
    )
