"""Turns refusals and faults into pages: what happened, what to do now, whom to call."""

import contextlib
import logging
import secrets
from typing import Any

from flask import Flask, g, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException, InternalServerError

from booking import errors
from booking.words.refusals import tell
from booking.words.texts import _
from database.base import db
from database.errors import DatabaseBusy

logger = logging.getLogger(__name__)

_STATUS: dict[type[errors.Refusal], int] = {
    errors.UnknownProcedure: 404,
    errors.UnknownHold: 404,
    errors.UnknownBooking: 404,
    errors.UnknownSeeker: 404,
    errors.UnknownMessage: 404,
    errors.MyPageNotOpened: 403,
    errors.RegistrationNotValid: 403,
    errors.IdentityNotChecked: 403,
    errors.WrongPassword: 401,
    errors.AccountLocked: 429,
    errors.HoldLimitReached: 429,
    errors.KeyReused: 422,
}
_REFUSED = 409

# Busy, full or away; anything else that a database says is a fault of ours (TimeoutError: no connection came free).
DATABASE_TROUBLE = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError, DatabaseBusy)

Page = tuple[str, int]
PageWithHeaders = tuple[str, int, dict[str, str]]


def register(app: Flask) -> None:
    """Handle every refusal, every HTTP error and every surprise."""
    app.register_error_handler(errors.Refusal, show_refusal)
    app.register_error_handler(CSRFError, _show_stale_form)
    for trouble in DATABASE_TROUBLE:
        app.register_error_handler(trouble, _show_database_trouble)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(InternalServerError, _show_late_surprise)
    app.register_error_handler(Exception, _show_surprise)


def status_of(refusal: errors.Refusal) -> int:
    """The HTTP status of a refusal: 409 unless its kind has another."""
    return _STATUS.get(type(refusal), _REFUSED)


def show_refusal(refusal: errors.Refusal) -> Page:
    """The page of a refusal, with what else is free."""
    db.session.rollback()
    telling = tell(refusal)
    page = _rendered(
        "errors/refusal.html",
        refusal=refusal,
        title=telling.title,
        what_happened=telling.what_happened,
        what_to_do=telling.what_to_do,
        office=refusal.office,
        procedure_code=getattr(refusal, "procedure", None),
        alternatives=getattr(refusal, "alternatives", ()),
    )
    return page, status_of(refusal)


def _show_stale_form(_error: CSRFError) -> Page:
    """The form belongs to a session that has ended: in another tab, or by thirty idle minutes."""
    return (
        _page(
            _("画面が古くなっていました"),
            _(
                "しばらく操作がなかったか、別の画面でログインまたはログアウトしたため、送った内容を受け取れませんでした。"
            ),
            _("前のページを開きなおして、もう一度お試しください。予約や変更は行われていません。"),
            [(_path_to_reopen(), _("ページを開きなおす")), (url_for("seeker.home"), _("トップページへ"))],
        ),
        400,
    )


def _show_database_trouble(error: Exception) -> PageWithHeaders:
    """The database is busy, full or away: nothing was changed, and it is worth trying again."""
    logger.error("database trouble at %s: %s", request.endpoint, type(error).__name__)
    _do_without_database()
    page = _page(
        _("ただいま混み合っています"),
        _("いま、受け付けられませんでした。予約や変更は行われていません。"),
        _("1分ほど待ってから、もう一度お試しください。"),
        [(_path_to_reopen(), _("もう一度開く"))],
    )
    return page, 503, {"Retry-After": "60"}


def _show_http_error(error: HTTPException) -> Page:
    code = error.code or 500
    title, happened, todo = _http_words(code)
    return _page(title, happened, todo, [(url_for("seeker.home"), _("トップページへ"))]), code


def _http_words(code: int) -> tuple[str, str, str]:
    match code:
        case 403:
            return (
                _("このページは開けません"),
                _("あなたのアカウントでは、このページを使えません。"),
                _("別のアカウントをお持ちの方は、ログアウトしてからログインしなおしてください。"),
            )
        case 404:
            return (
                _("ページが見つかりません"),
                _("アドレスがまちがっているか、ページがなくなっています。"),
                _("トップページから探しなおしてください。"),
            )
        case 413:
            return (
                _("送られた内容が大きすぎます"),
                _("受け取れる大きさを超えています。"),
                _("内容を短くして、もう一度送ってください。"),
            )
        case 429:
            return (
                _("しばらくお待ちください"),
                _("短い時間に、操作がたくさん続きました。"),
                _("5分ほど待ってから、もう一度お試しください。"),
            )
        case _:
            return (
                _("この操作はできません"),
                _("送られた内容を読み取れませんでした。"),
                _("トップページから、もう一度お試しください。"),
            )


def _show_surprise(error: Exception) -> Page:
    """A fault of ours: logged under a reference that the page shows. No personal data goes into the log line."""
    reference = secrets.token_hex(4)
    _do_without_database()  # whatever broke, this page must come out
    logger.error("surprise %s at %s", reference, request.endpoint, exc_info=error)
    page = _page(
        _("申し訳ありません。うまく動きませんでした"),
        _("こちらの不具合で、表示できませんでした。"),
        _("少し待ってから、もう一度お試しください。続くときは、お電話でお知らせください。"),
        [(url_for("seeker.home"), _("トップページへ"))],
        reference=reference,
    )
    return page, 500


def _show_late_surprise(error: InternalServerError) -> Page | PageWithHeaders:
    """What broke after the view: while a page of this module was made, or while headers were added."""
    broke = error.original_exception
    if isinstance(broke, DATABASE_TROUBLE):
        return _show_database_trouble(broke)
    return _show_surprise(broke if isinstance(broke, Exception) else error)


def _do_without_database() -> None:
    """End what was begun, and let the rest of this request ask the database nothing."""
    g.database_failed = True
    with contextlib.suppress(exc.SQLAlchemyError):  # a connection that is gone cannot be asked to end anything
        db.session.rollback()


def _page(title: str, happened: str, todo: str, actions: list[tuple[str, str]], reference: str = "") -> str:
    return _rendered(
        "errors/page.html",
        title=title,
        what_happened=happened,
        what_to_do=todo,
        actions=actions,
        reference=reference,
    )


def _rendered(template: str, **shown: Any) -> str:
    """The page; without the name of who is signed in and the offices to call, if they cannot be looked up."""
    try:
        return render_template(template, **shown)
    except DATABASE_TROUBLE:
        _do_without_database()
        return render_template(template, **shown)


def _path_to_reopen() -> str:
    """The page from which the form came, if it is ours; else the top page."""
    came_from = request.referrer or ""
    return came_from.removeprefix(request.host_url.rstrip("/")) if came_from.startswith(request.host_url) else "/"
