"""Pages that look the same to all without a session: computed once, kept while nothing changes (decision 0064).

Such a page holds nothing that belongs to one browser, so that its forms have no token. Whoever sends one is still told
from another site's page: by the token if they are signed in, else by what the browser says of where the form stood.
"""

import hashlib
from urllib.parse import urlsplit

from flask import current_app, request, session
from flask_wtf.csrf import CSRFError

from booking.web.security import csrf
from booking.web.session import principal
from booking.wsgi.response_cache import KeptResponse, Validity


def kept_for_strangers(page: str, validity: Validity) -> KeptResponse | str:
    """The page, to be given again to all who ask for it without a session; theirs alone for anybody else."""
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies or session.modified:
        return page
    content = page.encode()
    return KeptResponse(
        content,
        etag=hashlib.sha256(content).hexdigest()[:24],
        validity=validity,
        content_type="text/html; charset=utf-8",
        headers={},
        of_query=True,
        for_strangers=True,
    )


def refuse_other_sites() -> None:
    """Refuse a form that stood on another site's page; for views that are exempt from the check of tokens.

    A stranger's form does no more than lead to the sign-in. Old browsers that say nothing are believed.

    Raises:
        CSRFError: as for any other form.
    """
    if principal() is not None:
        csrf.protect()
    elif not _is_ours():
        raise CSRFError("the form stood on another site's page")


def _is_ours() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    page = request.headers.get("Origin") or request.headers.get("Referer")
    return page is None or urlsplit(page).netloc == request.host
