"""How feeds are answered: as they are, with what keeps them to their readers and out of search engines; no session."""

from flask import Blueprint, Response

from booking.wsgi.response_cache import KeptResponse, Validity

blueprint = Blueprint("feeds", __name__)

# A calendar that polls carries no cookie and gets none; an address may be a secret that no referrer may tell.
_HEADERS = {
    "Content-Disposition": 'inline; filename="consultations.ics"',
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
PRIVATE = "private, no-cache"
PUBLIC = "public, max-age=300"


def feed_answer(content: bytes, *, etag: str, validity: Validity, cached: str = PRIVATE) -> KeptResponse:
    """A feed, kept while `validity` holds; `cached` says who else may keep it (Cache-Control)."""
    return KeptResponse(
        content,
        etag=etag,
        validity=validity,
        content_type="text/calendar; charset=utf-8",
        headers=_HEADERS | {"Cache-Control": cached},
        packable=False,
    )


def not_found() -> Response:
    """Answer 404 for what never was a feed."""
    return _refused("not found", 404)


def gone() -> Response:
    """Answer 410 for what was a feed until its owner renewed or stopped it: calendars that read 410 stop asking."""
    return _refused("gone", 410)


def _refused(text: str, status: int) -> Response:
    headers = _HEADERS | {"Cache-Control": PRIVATE, "Content-Disposition": "inline"}
    return Response(f"{text}\n", status, headers=headers, mimetype="text/plain")
