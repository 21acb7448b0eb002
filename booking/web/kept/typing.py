"""Keeps what was typed during a call while a sign-in or an identity check ended (decision 0071).

It is sealed, opens with its key and for its author alone, and is gone after half an hour. A form carries a signed mark
of its author, so that what comes in after the sign-in ended is kept for nobody else.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

from flask import request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict

from booking.services import services
from booking.web.kept.pages import Page, keep_page, kept_page
from booking.web.session import principal, staff
from database.errors import DATABASE_TROUBLE

MARK = "author"
_KEY = "typed"
_LASTS = 24 * 60 * 60  # seconds: a form that stands open longer was forgotten
_TYPED, _LARGEST = "application/x-www-form-urlencoded", 64 * 1024  # bytes
_NOT_TYPED = frozenset({MARK, "csrf_token"})


def author_mark() -> str:
    """What a form carries so that its author's text can be kept for them."""
    return _serializer().dumps(staff().account_id)


def keep_typed(page: str) -> str:
    """Keep what this request sent for whoever is signed in; answer the address of `page` on which it is seen again."""
    return _kept_at(page, staff().account_id)


def keep_for_author(page: str) -> str | None:
    """The same after the sign-in has ended, for the author whom the form names; None for a form that names none."""
    account_id = _author()
    try:
        return None if account_id is None else _kept_at(page, account_id)
    except DATABASE_TROUBLE:
        return None  # nothing can be kept now


def keep_for_same_author(page: str) -> str | None:
    """The same for an author who has signed in again meanwhile, in another tab; None if somebody else has."""
    account_id = _author()
    try:
        who = principal() if account_id is not None else None
        return _kept_at(page, who.account_id) if who is not None and who.account_id == account_id else None
    except DATABASE_TROUBLE:
        return None  # nothing can be kept now


def typed_before() -> MultiDict[str, str] | None:
    """What whoever is signed in had typed, as far as the address names it."""
    key = request.args.get(_KEY)
    found = key and kept_page(key, owner=_owner(staff().account_id), keys=services().keys, real_now=_real_now())
    return MultiDict(json.loads(found.text)) if found else None


def _author() -> int | None:
    """The account that the form names; None for none, and for a file, which is not read for strangers."""
    if request.mimetype != _TYPED or (request.content_length or 0) > _LARGEST:
        return None
    try:
        found: int = _serializer().loads(request.form.get(MARK, ""), max_age=_LASTS)
    except BadSignature:
        return None
    return found


def _kept_at(page: str, account_id: int) -> str:
    fields = [[name, text] for name, text in request.form.items(multi=True) if name not in _NOT_TYPED]
    key = keep_page(
        Page(json.dumps(fields, ensure_ascii=False), 200),
        owner=_owner(account_id),
        after=None,
        keys=services().keys,
        real_now=_real_now(),
    )
    return _with(page, {_KEY: key}) if key else page


def _with(address: str, more: Mapping[str, str]) -> str:
    parts = urlsplit(address)
    kept = [part for part in parts.query.split("&") if part and not part.startswith(f"{_KEY}=")]
    return urlunsplit(parts._replace(query="&".join([*kept, urlencode(more)])))


def _owner(account_id: int) -> str:
    return f"typed by account:{account_id}"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().config.secret_key, salt="author of a form")


def _real_now() -> datetime:
    return datetime.now(UTC)
