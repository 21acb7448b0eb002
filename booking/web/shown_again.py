"""No form is answered by a page: the page is kept, and the browser is led to where it is seen (303, decision 0035).

Routes and handlers answer a page as ever. Back, Forward and reload then ask for an address, and send nothing twice.
"""

import hashlib
import re
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import Flask, Response, g, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from booking.core.rate_limits import Limit, rate_limits
from booking.core.texts.languages import language
from booking.services import services
from booking.web.accounts.chosen_language import IN_ADDRESS
from booking.web.errors.faults import fault_page
from booking.web.errors.pages import do_without_database, way_home
from booking.web.kept.pages import Page, forget_form, keep_page, kept_page
from booking.web.kept.typed_before import filled, typed_in
from booking.web.kept.with_answer import forget_what_waited, write_what_waits, write_what_waits_in
from booking.web.one_time_page import is_shown_only_once
from booking.web.session import now, principal
from booking.web.way_back import (
    AGAIN,
    answer_that_held_the_form,
    names_answer,
    page_itself,
    page_showing,
    requested_answer,
)
from database.errors import DATABASE_TROUBLE

# Whoever makes more mistakes than a person can is answered at once: nobody fills the database with them. Browsers in
# which nobody is signed in are as many as somebody likes, so that they are counted together.
_A_PERSON = Limit("kept pages of a person", 60, seconds=300)
_STRANGERS = Limit("kept pages of all who are not signed in", 300, seconds=300)
_NO_SIGN_IN = "visitor"

_SWITCH = re.compile(rf'href="[^"]*[?;&]{IN_ADDRESS}=[a-zA-Z-]+(?=")')
_LANGUAGE = re.compile('<html lang="([a-zA-Z-]+)"')

# What belongs to the one who asks and not to the page.
_TOKEN, _CLOCK = "\x02csrf\x03", "\x02now\x03"


def register(app: Flask) -> None:
    """Lead from every form to what answers it; faults are shown to everybody, so before anybody asks who calls."""
    app.before_request(_show_fault)
    app.after_request(_write_what_waits)  # Flask runs these backwards
    app.after_request(_lead_to_page)
    app.after_request(_fill)


def show_kept_pages(app: Flask) -> None:
    """Show kept pages after the check of who calls: whoever's sign-in ran out comes back here from the sign-in page."""
    app.before_request(_show_again)


def _show_fault() -> ResponseReturnValue | None:
    answer = requested_answer()
    return fault_page(answer) if answer and request.method in {"GET", "HEAD"} else None


def _show_again() -> ResponseReturnValue | None:
    """The answer that the address names. One that has ended leads to the page itself, which knows what is true now."""
    answer = requested_answer()
    if answer is None or request.method != "GET":
        return None
    owner = _owner()
    page = kept_page(answer, owner=owner, keys=services().keys, real_now=datetime.now(UTC)) if owner else None
    if page is None:
        return _redirected(Response(), page_itself() or way_home()[0])
    if page.once or _speaks(page.text):
        return _shown(page)
    g.typed_before = typed_in(page.text)  # and the page itself says the rest in its reader's language
    return None


def _speaks(page: str) -> bool:
    """Whether the page is in the language that is spoken now."""
    spoken = _LANGUAGE.search(page)
    return spoken is None or spoken[1] == language()


def _fill(response: Response) -> Response:
    typed = g.get("typed_before")
    if typed is not None and response.status_code == 200 and response.mimetype == "text/html":
        response.set_data(filled(response.get_data(as_text=True), typed))
        response.headers["Cache-Control"] = "no-store"
    return response


def _lead_to_page(response: Response) -> Response:
    if request.method != "POST" or request.endpoint is None:
        return response
    try:
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            return _kept_and_led(response)
        if response.status_code == 303 and not names_answer(response.location or ""):
            _forget_what_was_mended()
    except DATABASE_TROUBLE:
        do_without_database()  # nothing can be kept, and the page itself is there
    return response


def _kept_and_led(response: Response) -> Response:
    owner = _owner()
    if owner is None or not _may_keep(owner) or (g.get("database_failed") and response.status_code == 503):
        return response
    key = keep_page(
        Page(
            _without_own(response.get_data(as_text=True)), response.status_code, _wait(response), is_shown_only_once()
        ),
        owner=owner,
        after=answer_that_held_the_form(),
        keys=services().keys,
        real_now=datetime.now(UTC),
        write_first=write_what_waits_in,
    )
    if key:
        forget_what_waited()
    return _redirected(response, page_showing(key, otherwise=way_home()[0])) if key else response


def _write_what_waits(response: Response) -> Response:
    """Write what no kept page has taken along."""
    try:
        write_what_waits()
    except DATABASE_TROUBLE:
        do_without_database()  # the answer is right without it
    return response


def _forget_what_was_mended() -> None:
    """A form that was sent from a kept page and is carried out: what the page said is no longer true."""
    before, owner = answer_that_held_the_form(), _owner()
    if before and owner:
        forget_form(before, owner=owner)


def _owner() -> str | None:
    """Whose pages these are: an account's, or those of a browser that has been given a form; None for any other."""
    who = principal()
    if who is not None:
        return f"account:{who.account_id}"
    mark = session.get("csrf_token")  # where Flask-WTF keeps the random mark of this browser's forms
    return f"{_NO_SIGN_IN}:{hashlib.sha256(mark.encode()).hexdigest()}" if mark else None


def _may_keep(owner: str) -> bool:
    if owner.startswith(_NO_SIGN_IN):
        return rate_limits().hit(_STRANGERS)
    return rate_limits().hit(_A_PERSON, owner)


def _wait(response: Response) -> int | None:
    return response.headers.get("Retry-After", type=int)


def _redirected(response: Response, address: str) -> Response:
    """`response` with its cookies, leading to `address`."""
    response.status_code = 303
    response.headers["Location"] = address
    response.headers.pop("Retry-After", None)
    response.set_data(b"")
    return response


def _shown(page: Page) -> Response:
    response = Response(_switching_here(_with_own(page.text)), page.status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    if page.retry_after is not None:
        response.headers["Retry-After"] = str(page.retry_after)
    return response


def _switching_here(page: str) -> str:
    """With links to other languages that keep what was typed."""
    answer = requested_answer()
    return _SWITCH.sub(lambda found: f"{found[0]}&amp;{urlencode({AGAIN: answer})}", page) if answer else page


def _without_own(page: str) -> str:
    return page.replace(generate_csrf(), _TOKEN).replace(_clock(), _CLOCK)


def _with_own(page: str) -> str:
    return page.replace(_TOKEN, generate_csrf()).replace(_CLOCK, _clock())


def _clock() -> str:
    return f'data-now="{now().isoformat()}"'
