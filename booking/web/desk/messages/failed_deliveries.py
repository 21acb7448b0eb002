"""届かなかった連絡: what did not arrive, who sees to it, and how it was resolved."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.announcements.channels import channels
from booking.core.input.parsing import LARGEST_ID
from booking.core.texts import _
from booking.messages.failed_deliveries import resolve
from booking.messages.failed_deliveries.open import one_failure, open_failures
from booking.messages.refusals import DeliveryOfColleague, DeliveryResolved
from booking.people.permissions import RECEPTION, allow
from booking.web.desk.blueprint import blueprint
from booking.web.desk.chosen_office import chosen_office_ids
from booking.web.desk.messages.delivery_lines import lines_of
from booking.web.desk.page import page
from booking.web.session import now, staff
from database.base import db
from notifier.tables import Resolution

_ONE = f"/undelivered/<int(max={LARGEST_ID}):failed_id>"


@blueprint.get("/undelivered")
@allow(RECEPTION)
def failed_deliveries() -> str:
    """The failed deliveries of the own offices that nobody has resolved, and those that are still tried."""
    mended = channels().mended_kinds()
    lines = lines_of(open_failures(db.session(), office_ids=chosen_office_ids(), mended_kinds=mended, now=now()))
    return page(
        "desk/failed_deliveries.html",
        failed=[line for line in lines if line.found.failed],
        tried=[line for line in lines if not line.found.failed],
        own=staff().actor,
    )


@blueprint.post(f"{_ONE}/take")
@allow(RECEPTION)
def take_over_delivery(failed_id: int) -> ResponseReturnValue:
    """See to it from now on."""
    who = staff()
    resolve.take_over(failed_id, actor=who.actor, office_ids=who.office_ids, now=now())
    flash(_("担当を引き受けました。"), "success")
    return redirect(url_for("desk.failed_deliveries"), code=303)


@blueprint.post(f"{_ONE}/resolve")
@allow(RECEPTION)
def resolve_delivery(failed_id: int) -> ResponseReturnValue:
    """Note how it was resolved; where a colleague sees to it, ask first."""
    resolution = _resolution()
    try:
        _resolve(failed_id, resolution)
    except DeliveryOfColleague as refused:
        return _question(failed_id, resolution, refused), refused.http_status
    flash(_confirmation(resolution), "success")
    return redirect(url_for("desk.failed_deliveries"), code=303)


def _resolution() -> Resolution:
    try:
        return Resolution(request.form.get("resolution", ""))
    except ValueError:
        abort(422)


def _resolve(failed_id: int, resolution: Resolution) -> None:
    who, instead_of = staff(), request.form.get("instead_of", "")
    resolve.resolve(failed_id, resolution, actor=who.actor, instead_of=instead_of, office_ids=who.office_ids, now=now())


def _question(failed_id: int, resolution: Resolution, refused: DeliveryOfColleague) -> str:
    """Asks whether to resolve what the colleague sees to, who may have resolved it since."""
    found = one_failure(db.session(), failed_id, office_ids=staff().office_ids)
    if found is None:
        raise DeliveryResolved(None)
    (line,) = lines_of([found])
    return page("desk/failed_delivery_of_colleague.html", line=line, resolution=resolution, since=refused.since)


def _confirmation(resolution: Resolution) -> str:
    return {
        Resolution.CALLED: _("電話で伝えたと記録しました。まちがえたときは「対応が終わった連絡」からもどせます。"),
        Resolution.SENT_AGAIN: _("もう一度送ります。届かなければ、またこの一覧にのります。"),
        Resolution.NOTHING_TO_DO: _(
            "対応は要らないと記録しました。まちがえたときは「対応が終わった連絡」からもどせます。"
        ),
    }[resolution]
