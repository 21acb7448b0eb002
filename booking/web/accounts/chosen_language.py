"""What this browser chose, told from its request alone: cheap, and asked before anything is looked up."""

from typing import TYPE_CHECKING

from flask import request
from werkzeug.http import parse_cookie
from werkzeug.wrappers import Response

from booking.core.texts.languages import Language, read_language
from booking.services import services

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

COOKIE = "madoguchi_language"
IN_ADDRESS = "lang"

_REMEMBERED = 365 * 24 * 60 * 60  # seconds
_ONLY_JAPANESE = ("/desk", "/api/", "/feeds/", "/problems/", "/static/")


def language_of(environ: "WSGIEnvironment") -> Language:
    """The language in which a request is answered."""
    return _chosen(environ) or Language.JAPANESE


def variant_of(environ: "WSGIEnvironment") -> str | None:
    """Under which language an answer is kept; None where the address chooses one, which no kept answer can remember."""
    return None if f"{IN_ADDRESS}=" in environ.get("QUERY_STRING", "") else language_of(environ)


def chosen_language() -> Language | None:
    """What the browser of this request chose on pages of seekers; None if nothing, and at doors for others."""
    return _chosen(request.environ)


def speaks_japanese_only(path: str) -> bool:
    """Whether everybody is answered in Japanese there: at the desk, and where programs ask."""
    return path.startswith(_ONLY_JAPANESE)


def remember_language(response: Response, chosen: Language) -> None:
    """Let this browser keep `chosen`."""
    response.set_cookie(
        COOKIE,
        chosen,
        max_age=_REMEMBERED,
        httponly=True,
        samesite="Lax",
        secure=services().config.base_url.startswith("https://"),
    )


def _chosen(environ: "WSGIEnvironment") -> Language | None:
    cookies = environ.get("HTTP_COOKIE", "")
    if COOKIE not in cookies or speaks_japanese_only(environ.get("PATH_INFO", "")):
        return None
    return read_language(parse_cookie(cookies).get(COOKIE))
