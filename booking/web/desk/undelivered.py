"""届かなかった連絡: what did not arrive, who sees to it, and how it was resolved."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.accounts.permissions import RECEPTION, allow
from booking.actions import see_to_delivery
from booking.errors import DeliveryOfColleague, DeliverySeenTo
from booking.queries.letters import facts_of_subjects
from booking.queries.undelivered import Undelivered, one_undelivered, undelivered
from booking.refusal_status import status_of
from booking.web.desk.addresses import LARGEST_ID
from booking.web.desk.door import blueprint
from booking.web.desk.opened import may_open
from booking.web.desk.page import page
from booking.web.session import now, staff
from booking.words.texts import _
from database.base import db
from notifier.render import render
from notifier.tables import Resolution

_ONE = f"/undelivered/<int(max={LARGEST_ID}):failed_id>"


@dataclass(frozen=True)
class _Line:
    """One of the list: what it told, and whether the seeker's page may be opened from here."""

    undelivered: Undelivered
    subject: str
    may_open: bool


@blueprint.get("/undelivered")
@allow(RECEPTION)
def undelivered_messages() -> str:
    """The failed deliveries of the own offices that nobody has resolved, and those that are still tried."""
    found = undelivered(db.session(), office_ids=staff().office_ids, now=now())
    lines = _lines(found)
    return page(
        "desk/undelivered.html",
        failed=[line for line in lines if line.undelivered.failed],
        tried=[line for line in lines if not line.undelivered.failed],
        own=staff().actor,
    )


@blueprint.post(f"{_ONE}/take")
@allow(RECEPTION)
def take_over_delivery(failed_id: int) -> ResponseReturnValue:
    """See to it from now on."""
    who = staff()
    see_to_delivery.take_over(failed_id, actor=who.actor, office_ids=who.office_ids, now=now())
    flash(_("あなたの担当にしました。"), "success")
    return redirect(url_for("desk.undelivered_messages"), code=303)


@blueprint.post(f"{_ONE}/resolve")
@allow(RECEPTION)
def resolve_delivery(failed_id: int) -> ResponseReturnValue:
    """Note how it was resolved; where a colleague sees to it, ask first."""
    resolution = _resolution()
    try:
        _resolve(failed_id, resolution)
    except DeliveryOfColleague as refused:
        return _question(failed_id, resolution, refused), status_of(refused)
    flash(_told(resolution), "success")
    return redirect(url_for("desk.undelivered_messages"), code=303)


def _resolution() -> Resolution:
    try:
        return Resolution(request.form.get("resolution", ""))
    except ValueError:
        abort(422)


def _resolve(failed_id: int, resolution: Resolution) -> None:
    who, instead_of = staff(), request.form.get("instead_of", "")
    see_to_delivery.resolve(
        failed_id, resolution, actor=who.actor, instead_of=instead_of, office_ids=who.office_ids, now=now()
    )


def _question(failed_id: int, resolution: Resolution, refused: DeliveryOfColleague) -> str:
    """Asks whether to resolve what the colleague sees to, who may have resolved it since."""
    found = one_undelivered(db.session(), failed_id, office_ids=staff().office_ids)
    if found is None:
        raise DeliverySeenTo(None)
    return page(
        "desk/undelivered_of_colleague.html", line=_lines([found])[0], resolution=resolution, since=refused.since
    )


def _lines(found: Sequence[Undelivered]) -> list[_Line]:
    facts = facts_of_subjects(db.session(), [one.message for one in found])
    return [
        _Line(
            one,
            render(current_app.jinja_env, one.message.kind, "subject.txt", facts[one.message.id]),
            may_open(one.seeker),
        )
        for one in found
    ]


def _told(resolution: Resolution) -> str:
    return {
        Resolution.CALLED: _("電話で伝えたと記録しました。"),
        Resolution.SENT_AGAIN: _("もう一度送ります。届かなければ、またこの一覧にのります。"),
        Resolution.NOTHING_TO_DO: _("対応は要らないと記録しました。"),
    }[resolution]
