"""In which language a request is answered: the browser's choice on pages of seekers, Japanese everywhere else.

Address, path and cookie decide, and nothing that is looked up: what is kept for everybody (booking/wsgi) is found by
the same function. A choice in an address (`?lang=en`, for links on leaflets) is remembered by the browser and leaves
the address at once: Back, a bookmark or a forwarded link does not change the language again (decision 0060).
"""

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

from flask import Flask, Response, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.http import parse_cookie
from werkzeug.wrappers import Response as PlainResponse

from booking.core.texts.languages import Language, read_language, speak
from booking.services import services
from booking.web.accounts.signing_in import local_path

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

COOKIE = "madoguchi_language"
IN_ADDRESS = "lang"

_REMEMBERED = 365 * 24 * 60 * 60  # seconds
_ONLY_JAPANESE = ("/desk", "/api/", "/feeds/", "/static/")


def language_of(environ: "WSGIEnvironment") -> Language:
    """The language in which a request is answered, told from it alone and cheaply, before anything is looked up."""
    cookies = environ.get("HTTP_COOKIE", "")
    if COOKIE not in cookies or environ.get("PATH_INFO", "").startswith(_ONLY_JAPANESE):
        return Language.JAPANESE
    return read_language(parse_cookie(cookies).get(COOKIE)) or Language.JAPANESE


def variant_of(environ: "WSGIEnvironment") -> str | None:
    """Under which language an answer is kept; None where the address chooses one, which no kept answer can remember."""
    return None if f"{IN_ADDRESS}=" in environ.get("QUERY_STRING", "") else language_of(environ)


def register(app: Flask) -> None:
    """Speak the reader's language from the first moment of each request, before anything can go wrong."""
    app.before_request(_speak)
    app.teardown_request(_be_silent)
    app.after_request(_tell_caches)


def lead_on(app: Flask) -> None:
    """Remember a choice that stands in an address; after the check of hosts, since it leads somewhere."""
    app.before_request(_remember_and_lead_on)


def remember(response: PlainResponse, chosen: Language) -> None:
    """Let this browser keep `chosen`."""
    config = services().config
    response.set_cookie(
        COOKIE,
        chosen,
        max_age=_REMEMBERED,
        httponly=True,
        samesite="Lax",
        secure=config.base_url.startswith("https://"),
    )


def _speak() -> None:
    speak(language_of(request.environ))


def _be_silent(_error: BaseException | None) -> None:
    speak(Language.JAPANESE)


def _tell_caches(response: Response) -> Response:
    """A cache between us and the browser keeps nobody's language for somebody else."""
    if response.mimetype == "text/html" and not request.path.startswith(_ONLY_JAPANESE):
        response.vary.add("Cookie")
    return response


def _remember_and_lead_on() -> ResponseReturnValue | None:
    chosen = read_language(request.args.get(IN_ADDRESS)) if request.method in {"GET", "HEAD"} else None
    if chosen is None or request.path.startswith(_ONLY_JAPANESE):
        return None
    parameters = [(name, value) for name, value in parse_qsl(_query(), keep_blank_values=True) if name != IN_ADDRESS]
    address = local_path("?".join(filter(None, [quote(request.path), urlencode(parameters)])))
    if address is None:
        return None
    response = redirect(address, 303)
    response.headers["Cache-Control"] = "no-store"
    remember(response, chosen)
    return response


def _query() -> str:
    return request.query_string.decode("utf-8", "replace")
