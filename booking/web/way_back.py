"""Which page to open again when a request could not be answered: the page itself, or the one that held the form."""

from flask import current_app, request

from booking.web.signing_in import local_path


def page_to_reopen() -> str | None:
    """A path of ours, or None if nobody can tell.

    What was sent is never sent again: a form is opened on the page that held it, as far as the browser tells which
    that was, or at its own address where that is a page, too.
    """
    if request.method in {"GET", "HEAD"}:
        return local_path(request.full_path.rstrip("?"))
    return _page_before() or _page_at_same_address()


def _page_before() -> str | None:
    referrer = request.referrer or ""
    if not referrer.startswith(request.host_url):
        return None
    return local_path(referrer.removeprefix(request.host_url.rstrip("/")))


def _page_at_same_address() -> str | None:
    adapter = current_app.create_url_adapter(request)
    return local_path(request.path) if adapter and adapter.test(request.path, "GET") else None
