"""「各種設定」: seekers make their registration valid or invalid (my-page guide, p. 13; leaflet on my-page).

Guide: 求職者情報・設定 → 基本情報 → 各種設定 → 求職有効 → 確認 → 完了; every step is a page of its own.
"""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.offices import contact_of
from booking.core.texts import _
from booking.people.permissions import SEEKERS, allow
from booking.people.records.validity import valid_until
from booking.people.validity.ask import ask_to_become_invalid, ask_to_become_valid
from booking.people.validity.reads import validity_of
from booking.people.validity.words import end_reason
from booking.tables import EndReason, Seeker
from booking.web.forms import chosen
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, seeker_id
from calendars.office_time import day_of
from database.base import db


@blueprint.get("/mypage/validity")
@allow(SEEKERS)
def validity() -> str:
    """How the registration stands, what was asked for, and what can be asked for."""
    return _page("seeker/account/validity.html")


@blueprint.get("/mypage/validity/valid")
@allow(SEEKERS)
def confirm_valid() -> ResponseReturnValue:
    """「確認」: until when it would be valid."""
    found = validity_of(db.session(), seeker_id(), today=day_of(now()))
    if found.under_way or not found.may_become_valid:
        return redirect(url_for(".validity"), code=303)
    return _page("seeker/account/become_valid.html", until=valid_until(day_of(now())))


@blueprint.post("/mypage/validity/valid")
@allow(SEEKERS)
def become_valid() -> ResponseReturnValue:
    """「完了」: ask for it."""
    ask_to_become_valid(seeker_id(), now=now())
    flash(_("「求職有効」を受け付けました。有効になったら、メッセージでお知らせします。"), "success")
    return redirect(url_for(".validity"), code=303)


@blueprint.get("/mypage/validity/invalid")
@allow(SEEKERS)
def choose_reason() -> ResponseReturnValue:
    """The three reasons of the leaflet."""
    return _reasons_page()


@blueprint.post("/mypage/validity/invalid")
@allow(SEEKERS)
def submit_reason() -> ResponseReturnValue:
    """A reason leads to what comes of it."""
    reason = chosen(request.form, "reason", EndReason)
    if reason is None:
        return _reasons_page({"reason": _("無効にする理由を、1つ選んでください。")})
    return redirect(url_for(".confirm_invalid", reason=reason.value), code=303)


@blueprint.get("/mypage/validity/invalid/<reason>")
@allow(SEEKERS)
def confirm_invalid(reason: str) -> ResponseReturnValue:
    """「確認」: what cannot be used then, and how long the data are kept."""
    found = validity_of(db.session(), seeker_id(), today=day_of(now()))
    if found.under_way or not found.is_valid:
        return redirect(url_for(".validity"), code=303)
    return _page("seeker/account/become_invalid.html", reason=_reason(reason))


@blueprint.post("/mypage/validity/invalid/<reason>")
@allow(SEEKERS)
def become_invalid(reason: str) -> ResponseReturnValue:
    """「完了」: ask for it."""
    ask_to_become_invalid(seeker_id(), _reason(reason), now=now())
    flash(_("「求職無効」を受け付けました。無効になったら、メッセージでお知らせします。"), "success")
    return redirect(url_for(".validity"), code=303)


def _reason(word: str) -> EndReason:
    return next((one for one in EndReason if one.value == word), None) or abort(404)


def _reasons_page(errors: dict[str, str] | None = None) -> ResponseReturnValue:
    reasons = [(one.value, end_reason(one)) for one in EndReason]
    return _page("seeker/account/end_reasons.html", reasons=reasons, errors=errors or {}), 422 if errors else 200


def _page(template: str, **shown: object) -> str:
    seeker = db.session.get_one(Seeker, seeker_id())
    found = validity_of(db.session(), seeker.id, today=day_of(now()))
    return render_template(template, validity=found, office=contact_of(seeker.office), **shown)
