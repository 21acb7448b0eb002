"""Turns faults into pages: what happened, what to do now, whom to call. Refusals have their own page."""

import logging
import secrets

from flask import Flask, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.web.errors.pages import Way, do_without_database, render_error, requested_by_staff, way_home
from booking.web.errors.refusal_page import show_refusal
from booking.web.kept.typing import keep_for_same_author
from booking.web.permissions import door_for_stranger
from booking.web.session import names_sign_in
from booking.web.way_back import page_itself, page_showing, page_to_reopen
from database.errors import DATABASE_TROUBLE, is_read_only
from database.fault_lines import fault_lines

logger = logging.getLogger(__name__)

_PASSED_ON = ("Allow", "Retry-After")
_WAIT_SECONDS = {429: 300, 503: 60}  # as the words say

# Pages about a sent form that tell nothing of anybody: they need not be kept, and a word in the address names them.
# A browser without cookies, to which none that is kept could be shown, sees them as well.
_STALE_FORM = "stale-form"
_SHOWN_AGAIN = frozenset({400, 403, 404, 413, 415, 422, 429})

Page = tuple[str, int]
PageWithHeaders = tuple[str, int, dict[str, str]]


def register(app: Flask) -> None:
    """Handle every refusal, every HTTP error and every surprise."""
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(CSRFError, _show_stale_form)
    for trouble in DATABASE_TROUBLE:
        app.register_error_handler(trouble, _show_database_trouble)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(InternalServerError, _show_late_surprise)
    app.register_error_handler(Exception, _show_surprise)
    app.logger.addFilter(_without_values)


def fault_page(name: str) -> Page | PageWithHeaders | None:
    """The page of a fault that an address names; None for any other name."""
    if name == _STALE_FORM:
        return _stale_form()
    return _http_page(int(name)) if name in map(str, _SHOWN_AGAIN) else None


def _show_stale_form(_error: CSRFError) -> ResponseReturnValue:
    """Say that the form belongs to a session that has ended: in another tab, or by thirty idle minutes.

    It may be any form of ours, so that the words name none. No view has seen it: nothing was changed.
    """
    return door_for_stranger() or _with_what_was_typed() or redirect(_stale_address(), code=303)


def _with_what_was_typed() -> ResponseReturnValue | None:
    """The form anew, with what its author had typed before they signed in again in another tab."""
    page = page_itself()
    kept = keep_for_same_author(page) if page else None
    if kept is None:
        return None
    flash(_("画面が古くなっていたため、まだ送っていません。記入した内容は残っています。"), "warning")
    return redirect(kept, code=303)


def _stale_address() -> str:
    return page_showing(_STALE_FORM, otherwise=way_home()[0])


def _stale_form() -> Page:
    page = _page(
        _("画面が古くなっていました"),
        _(
            "しばらく操作がなかったか、別の画面でログインまたはログアウトしたため、送った内容を受け取れませんでした。"
            "今回の操作では、何も変わっていません。"
        ),
        _retry_words(),
        [*_way_back(), way_home()],
    )
    return page, 400


def _retry_words() -> str:
    if names_sign_in():
        return _("前のページを開きなおして、もう一度お試しください。")
    # Without cookies every form is stale; whoever is signed in has them.
    return _(
        "いまは、ログインしていません。前のページを開きなおして、もう一度お試しください。"
        "くり返し出るときは、ブラウザーの設定でCookie（クッキー）を使えるようにしてください。"
    )


def _way_back() -> list[Way]:
    address = page_itself()
    return [(address, _("ページを開きなおす"))] if address and address != way_home()[0] else []


def _show_database_trouble(error: Exception) -> PageWithHeaders:
    """Say that the database is busy, full or away: nothing was changed, and it is worth trying again."""
    logger.error("database trouble at %s: %s", request.endpoint, type(error).__name__)
    do_without_database()
    page = _page(
        _("ただいま混み合っています"),
        _("いま、受け付けられませんでした。予約や変更は行われていません。"),
        _("1分ほど待ってから、もう一度お試しください。"),
        [(page_to_reopen() or "/", _("もう一度開く"))],
    )
    return page, 503, {"Retry-After": str(_WAIT_SECONDS[503])}


def _show_http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if request.method == "POST" and request.endpoint and code in _SHOWN_AGAIN:
        return redirect(page_showing(str(code), otherwise=way_home()[0]), code=303)
    page, _code, waits = _http_page(code)
    # What tells programs how to go on: which methods there are, when to come again.
    return page, code, waits | {name: value for name, value in error.get_headers() if name in _PASSED_ON}


def _http_page(code: int) -> PageWithHeaders:
    title, happened, todo = _http_words(code)
    waits = {"Retry-After": str(_WAIT_SECONDS[code])} if code in _WAIT_SECONDS else {}
    return _page(title, happened, todo, [way_home()]), code, waits


def _http_words(code: int) -> tuple[str, str, str]:
    match code:
        case 403:
            return (
                _("このページは開けません"),
                _("いまログインしているアカウントでは、このページを使えません。"),
                _("別のアカウントをお持ちの方は、ログアウトしてからログインしなおしてください。"),
            )
        case 404:
            return (
                _("ページが見つかりません"),
                _("アドレスがまちがっているか、ページがなくなっています。"),
                _("受付画面から探しなおしてください。")
                if requested_by_staff()
                else _("トップページから探しなおしてください。"),
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
                _("前のページに戻って、もう一度お試しください。"),
            )


def _show_surprise(error: Exception) -> Page | PageWithHeaders:
    """Show a fault of ours, logged under a reference on the page. No personal data goes into the log line."""
    if is_read_only(error):
        return _show_database_trouble(error)
    reference = secrets.token_hex(4)
    do_without_database()  # whatever broke, this page must come out
    logger.error("surprise %s at %s\n%s", reference, request.endpoint, fault_lines(error))
    page = _page(
        _("申し訳ありません。うまく動きませんでした"),
        _("こちらの不具合で、表示できませんでした。"),
        _("少し待ってから、もう一度お試しください。続くときは、下の番号を運用の担当者に知らせてください。")
        if request.blueprint == "desk"  # the database, which knows who asks, is left alone
        else _("少し待ってから、もう一度お試しください。続くときは、お電話でお知らせください。"),
        [way_home()],
        reference=reference,
    )
    return page, 500


def _show_late_surprise(error: InternalServerError) -> Page | PageWithHeaders:
    """What broke after the view: while a page of this module was made, or while headers were added."""
    broke = error.original_exception
    if isinstance(broke, DATABASE_TROUBLE):
        return _show_database_trouble(broke)
    return _show_surprise(broke if isinstance(broke, Exception) else error)


def _page(title: str, happened: str, todo: str, actions: list[Way], reference: str = "") -> str:
    return render_error(
        "errors/page.html",
        title=title,
        what_happened=happened,
        what_to_do=todo,
        actions=actions,
        reference=reference,
    )


def _without_values(record: logging.LogRecord) -> bool:
    """Flask itself logs what fails after a view; its lines hold no more than ours."""
    if record.exc_info and record.exc_info[1]:
        record.exc_text = fault_lines(record.exc_info[1])
    return True
