"""「退会」: what ends, what stays and how long; the password shows that it is really them (J4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking.bookings.reads import upcoming_of_seeker
from booking.core.explain import Explanation, explain
from booking.core.rate_limits import count_sign_in
from booking.core.texts import _
from booking.leaving.leave import leave
from booking.leaving.leave_unregistered import leave_unregistered
from booking.people.permissions import ACCOUNT_OWNERS, allow
from booking.people.refusals import AccountLocked, WrongPassword
from booking.tables import Seeker
from booking.web import session
from booking.web.accounts.own_account import (
    own_browser,
    own_password_complaint,
    tell_of_lock,
    wrong_own_password,
)
from booking.web.forms import Form, is_ticked
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, seeker_id
from database.base import db


@dataclass(frozen=True)
class LeaveForm(Form):
    """The password, and that what ends was read."""

    password: str = field(default="", repr=False)
    is_sure: bool = False

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "LeaveForm":
        """Read a sent form."""
        password, is_sure = sent.get("password", ""), is_ticked(sent, "sure")
        complaints = {
            "sure": "" if is_sure else _("終わるものと残るものを確かめて、チェックを入れてください。"),
            "password": own_password_complaint(password),
        }
        return cls(password, is_sure).checked(complaints)


@blueprint.get("/mypage/leave")
@allow(ACCOUNT_OWNERS)
def leaving() -> str:
    """What ends and what stays."""
    return _page(LeaveForm())


@blueprint.post("/mypage/leave")
@allow(ACCOUNT_OWNERS)
def leave_my_page() -> ResponseReturnValue:
    """End it all, and this sign-in with it."""
    count_sign_in()
    form = LeaveForm.parse(request.form)
    if form.errors:
        return _page(form), 422
    try:
        said = _leave(form.password)
    except WrongPassword as refused:
        return form.with_status(_page(form.with_error("password", wrong_own_password())), refused)
    except AccountLocked as refused:
        return form.with_status(_page(form, explain(refused)), refused)
    if not said:
        return redirect(url_for(".leaving"), code=303)  # registered in another tab meanwhile: other things end
    session.end()
    flash(said, "success")
    return redirect(url_for(".home"), code=303)


def _leave(password: str) -> str:
    """End it all; answer what to say, or nothing where nothing has ended.

    Raises:
        WrongPassword, AccountLocked: nothing has ended.
    """
    who, browser, moment, real_now = session.account_owner(), own_browser(), now(), datetime.now(UTC)
    if who.seeker_id is None:
        left = leave_unregistered(who.account_id, password, known_browser=browser, now=moment, real_now=real_now)
        return _("退会しました。アカウントと、入力した内容は消えました。") if left else ""
    leave(
        who.account_id,
        who.seeker_id,
        password,
        known_browser=browser,
        now=moment,
        real_now=real_now,
        on_lock=tell_of_lock(moment),
    )
    return _("退会しました。これからの予約は、すべて取り消しました。確認のメールをお送りします。")


def _page(form: LeaveForm, refusal: Explanation | None = None) -> str:
    if session.account_owner().is_unregistered:
        return render_template("seeker/account/leave_unregistered.html", form=form, errors=form.errors, refusal=refusal)
    person = db.session.get_one(Seeker, seeker_id())
    upcoming = upcoming_of_seeker(db.session(), seeker_id=seeker_id(), now=now())
    return render_template(
        "seeker/account/leave.html",
        form=form,
        errors=form.errors,
        refusal=refusal,
        office=person.office,
        bookings=[booking for booking in upcoming if booking.starts_at > now()],
    )
