"""Speaks the reader's language from the first moment of a request; a choice in an address is remembered first.

`?lang=en`, on leaflets and in the switch of every page, leaves the address at once: Back, a bookmark or a link that is
passed on does not change the language again (decision 0060).
"""

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue

from booking.core.texts.languages import Language, language, read_language, speak
from booking.core.texts.ruby import in_brackets
from booking.people.accounts.keep_language import keep_language
from booking.web.accounts.chosen_language import IN_ADDRESS, language_of, remember_language, speaks_japanese_only
from booking.web.session import now, principal
from booking.web.way_back import local_path, page_itself, page_to_reopen, pressed_on_our_page
from booking.wsgi.vary import vary_by


def register(app: Flask) -> None:
    """Speak before anything can go wrong: the page that says so speaks it, too."""
    app.before_request(_speak)
    app.teardown_request(_be_silent)
    app.after_request(_finish)
    app.jinja_env.globals.update(languages=lambda: list(Language), language_address=_language_address)


def lead_on(app: Flask) -> None:
    """Remember a choice that stands in an address; after the check of hosts, since it leads somewhere."""
    app.before_request(_remember_and_lead_on)


def _speak() -> None:
    speak(language_of(request.environ), to_a_page=True)


def _be_silent(_error: BaseException | None) -> None:
    speak(Language.JAPANESE)


def _finish(response: Response) -> Response:
    if response.mimetype == "text/html" and not speaks_japanese_only(request.path):
        vary_by(response, "Cookie")  # a cache between us and the browser keeps nobody's language for somebody else
    elif language() is Language.EASY and not response.direct_passthrough and _is_text(response):
        response.set_data(in_brackets(response.get_data(as_text=True)))  # what no template made, such as an iCal file
    return response


def _is_text(response: Response) -> bool:
    return (response.mimetype or "").startswith("text/")


def _language_address() -> str:
    """Where this page is shown in the language put behind it; nothing where everybody is answered in Japanese."""
    if speaks_japanese_only(request.path):
        return ""
    page = _address(page_itself() or "/")
    return f"{page}{'&' if '?' in page else '?'}{IN_ADDRESS}="


def _remember_and_lead_on() -> ResponseReturnValue | None:
    asks = bool(request.args) and request.method in {"GET", "HEAD"}
    chosen = read_language(request.args.get(IN_ADDRESS)) if asks else None
    if chosen is None or speaks_japanese_only(request.path):
        return None
    address = local_path(_address(page_to_reopen() or ""))
    if address is None:
        return None
    if pressed_on_our_page() and (who := principal()) is not None:
        keep_language(who.account_id, chosen, actor=who.actor, now=now())
    response = redirect(address, 303)
    response.headers["Cache-Control"] = "no-store"
    remember_language(response, chosen)
    return response


def _address(page: str) -> str:
    """The page's path with its parameters, without the choice of a language."""
    if IN_ADDRESS not in page and "%" not in page:
        return page  # most of them; a name may also be written with a percent sign
    parts = urlsplit(page)
    others = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != IN_ADDRESS]
    return "?".join(filter(None, [parts.path, urlencode(others)]))
