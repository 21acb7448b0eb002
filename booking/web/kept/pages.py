"""Keeps the page that answered a sent form for its sender, so that a browser can ask for it again (decision 0035).

What was typed stands in it: it is sealed, opens with its key and for its owner alone, and is gone after half an hour.
"""

import base64
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, literal_column, or_, select
from sqlalchemy.orm import Session

from booking.core.keys import DataKeys, LostDataKey, token_hash
from booking.tables import KeptPage
from database.base import db, table_of
from database.connections import connection_of
from database.fast.prepared import Prepared
from database.inserting import insert_row
from database.transactions import transact

KEPT = timedelta(minutes=30)  # of real time; as long as a sign-in lasts without anybody doing anything
MOST_A_PERSON = 20
LARGEST = 256 * 1024  # bytes, packed and sealed; a file of five hundred meetings that is looked at has 200 kB

# Built once and without objects: of those who press the same time at eight in the morning nearly all are kept a page.
_pages = table_of(KeptPage).c
_NEWEST = (
    select(_pages.id)
    .where(_pages.owner == bindparam("owner"))
    .order_by(_pages.id.desc())
    .limit(literal_column(str(MOST_A_PERSON - 1)))
)
_END_WHAT_IS_OVER = Prepared(
    delete(table_of(KeptPage)).where(
        or_(
            _pages.ends_at <= bindparam("real_now"),
            and_(_pages.owner == bindparam("owner"), _pages.id.not_in(_NEWEST)),
        )
    )
)
_KEPT_PAGE = Prepared(
    select(_pages.page_sealed, _pages.status, _pages.retry_after, _pages.once).where(
        _pages.key_hash == bindparam("key_hash"),
        _pages.owner == bindparam("owner"),
        _pages.ends_at > bindparam("real_now"),
    )
)


@dataclass(frozen=True)
class Page:
    """What a browser was answered; `once`: whoever asks a second time gets nothing."""

    text: str = field(repr=False)
    status: int
    retry_after: int | None = None  # seconds
    once: bool = False


def keep_page(
    page: Page,
    *,
    owner: str,
    after: str | None,
    keys: DataKeys,
    real_now: datetime,
    write_first: Callable[[Session], None] = lambda _session: None,
) -> str | None:
    """Keep `page` for `owner` and answer the key that opens it; None if it is too large, and then nothing is written.

    `after` is the key of the page on which the form stood, if that was a kept one: both end together. `write_first`
    writes in the same transaction.
    """
    sealed = keys.seal(_packed(page.text))
    if len(sealed) > LARGEST:
        return None
    key = secrets.token_urlsafe(16)
    row = {
        "key_hash": token_hash(key),
        "owner": owner,
        "status": page.status,
        "retry_after": page.retry_after,
        "once": page.once,
        "page_sealed": sealed,
        "ends_at": real_now + KEPT,
    }

    def write(session: Session) -> None:
        write_first(session)
        _keep(session, row, owner=owner, after=after, real_now=real_now)

    transact(write, may_be_lost=True)  # then the address leads to the page itself (booking/web/shown_again.py)
    return key


def kept_page(key: str, *, owner: str, keys: DataKeys, real_now: datetime) -> Page | None:
    """The page that `owner` was answered; None when it has ended, was shown its one time, or never was theirs."""
    given = {"key_hash": token_hash(key), "owner": owner, "real_now": real_now}
    found = _KEPT_PAGE.rows(connection_of(db.session()), given)
    if not found:
        return None
    ((page_sealed, status, retry_after, once),) = found
    try:
        page = Page(_unpacked(keys.open(page_sealed)), status, retry_after, once)
    except (LostDataKey, ValueError, zlib.error):
        return None  # the data keys were changed meanwhile, or an earlier release packed it in its way
    return page if not page.once or _taken(key, owner) else None


def forget_form(key: str, *, owner: str) -> None:
    """End the page of this key and all others of the same form: what they say was mended."""
    transact(
        lambda session: session.execute(
            delete(KeptPage).where(KeptPage.owner == owner, KeptPage.begun_with.in_(_beginning(key, owner))),
            execution_options={"synchronize_session": False},
        )
    )


def _keep(session: Session, row: dict[str, object], *, owner: str, after: str | None, real_now: datetime) -> None:
    """Every page that is kept takes along those that ended, so that nobody fills the table."""
    _END_WHAT_IS_OVER.rows(connection_of(session), {"owner": owner, "real_now": real_now})
    begun_with = session.scalar(_beginning(after, owner)) if after else None
    insert_row(session, KeptPage, {**row, "begun_with": begun_with or row["key_hash"]})


def _taken(key: str, owner: str) -> bool:
    """Whether this reader is the one who sees it: of two at once, one."""
    taken = transact(
        lambda session: session.execute(
            delete(KeptPage).where(_is(key, owner)).returning(KeptPage.id),
            execution_options={"synchronize_session": False},
        ).all()
    )
    return bool(taken)


def _beginning(key: str, owner: str) -> Select[str]:
    return select(KeptPage.begun_with).where(_is(key, owner))


def _is(key: str, owner: str) -> ColumnElement[bool]:
    return and_(KeptPage.key_hash == token_hash(key), KeptPage.owner == owner)


def _packed(text: str) -> str:
    # Base 85 would be a fifteenth shorter, but Python's takes a millisecond to write and to read a page.
    return base64.b64encode(zlib.compress(text.encode())).decode()


def _unpacked(packed: str) -> str:
    return zlib.decompress(base64.b64decode(packed)).decode()
