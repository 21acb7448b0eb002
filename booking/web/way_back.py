"""Which page to open again when a request could not be answered: the page itself, or the one that held the form.

An answer that is to be seen there once more is named in the address: `?again=`, with a word of ours or a random key.
"""

from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit, urlunsplit

from flask import current_app, g, request

AGAIN = "again"


def local_path(wanted: str | None) -> str | None:
    """`wanted` if it is a path of ours, else None: no link leads through our sign-in to a stranger's page."""
    if not wanted or not wanted.startswith("/") or not wanted.isprintable():
        return None  # browsers drop tabs and line breaks, so that "/\t/host" would become "//host"
    return None if wanted.startswith("//") or "\\" in wanted else wanted


def answer_at_own_address() -> None:
    """The form that was sent stands on many pages: it mends nothing of the one that held it, and is answered elsewhere.

    Its answer is seen at the form's own address, which must be that of a page, too.
    """
    g.answered_elsewhere = urlsplit(_path_before() or "").path != request.path


def page_to_reopen() -> str | None:
    """A path of ours, or None if nobody can tell.

    What was sent is never sent again: a form is opened on the page that held it, as far as the browser tells which
    that was, or at its own address where that is a page, too.
    """
    if request.method in {"GET", "HEAD"}:
        return local_path(request.full_path.rstrip("?"))
    before = None if _is_answered_elsewhere() else _page_before()
    return before or _page_at_same_address()


def page_itself() -> str | None:
    """The same, whatever answer is seen there."""
    page = page_to_reopen()
    return _without_answer(page) if page else None


def page_showing(answer: str, *, otherwise: str) -> str:
    """The path at which `answer` is seen: the page that held the form, or `otherwise` if nobody can tell which."""
    parts = urlsplit(page_itself() or otherwise)
    query = "&".join(filter(None, [parts.query, urlencode({AGAIN: answer})]))
    return urlunsplit(parts._replace(query=query))


def pressed_on_our_page() -> bool:
    """Whether a page of ours led here, and no link in a mail, on paper or of a stranger."""
    return _path_before() is not None


def requested_answer() -> str | None:
    """The answer that the address names."""
    return request.args.get(AGAIN) if request.args else None  # to ask for what is not there costs an exception


def answer_that_held_the_form() -> str | None:
    """The answer that was seen when this form was sent; None if the form was no part of it."""
    if _is_answered_elsewhere():
        return None
    return dict(parse_qsl(urlsplit(_path_before() or "").query)).get(AGAIN)


def names_answer(path: str) -> bool:
    """Whether an answer is seen at `path`: what was sent was not carried out."""
    return any(map(_names_answer, urlsplit(path).query.split("&")))


def _is_answered_elsewhere() -> bool:
    return bool(g.get("answered_elsewhere"))


def _page_before() -> str | None:
    before = _path_before()
    return local_path(_without_answer(before)) if before else None


def _path_before() -> str | None:
    referrer = request.referrer
    if not referrer or not referrer.startswith(here := request.host_url):
        return None
    return referrer.removeprefix(here.rstrip("/"))


def _page_at_same_address() -> str | None:
    return local_path(_without_answer(request.full_path)) if _is_page_at_same_address() else None


def _is_page_at_same_address() -> bool:
    """Asked once a request: the page that answers a form asks for its links, and again for where it is seen."""
    if "is_page_at_same_address" not in g:
        adapter = current_app.create_url_adapter(request)
        g.is_page_at_same_address = adapter is not None and adapter.test(request.path, "GET")
    found: bool = g.is_page_at_same_address
    return found


def _without_answer(path: str) -> str:
    """As it was typed or written, but for our own part of it."""
    address, _, query = path.partition("?")
    if not query:
        return address
    kept = "&".join(part for part in query.split("&") if part and not _names_answer(part))
    return f"{address}?{kept}" if kept else address


def _names_answer(part: str) -> bool:
    """Also without a value, or written as a program may: what stayed would lead to itself for ever."""
    return unquote_plus(part.partition("=")[0]) == AGAIN
