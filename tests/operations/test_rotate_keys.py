"""Changing the data keys: everything sealed moves to the first key, and can be done in pieces."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import LargeBinary

from booking.attendance.webhooks.receive import receive_webhook
from booking.bookings.book import book
from booking.core.keys import DataKeys
from booking.meetings.issue import issue_next
from booking.meetings.reads import meeting_of
from booking.operations import rotate_keys as rotating
from booking.operations.rotate_keys import Rotation, rotate_keys, sealed_columns
from booking.people.account_keys.make import Asker
from booking.people.importing.kept_files import keep_file
from booking.people.sign_in.reset_password import request_reset
from booking.services import services
from booking.tables import AccountKey, KeptPage, Meeting, PersonFile, PoolMeeting, TotpSecret, Webhook
from booking.web.kept.pages import Page, keep_page
from database.base import Base, db
from database.transactions import transact
from tests.bookings.builders import WED_11, the_booking, web_request
from tests.meetings.fakes import FakeMeetings
from tests.meetings.pool_files import fill, pool_file
from tests.town import FRIDAY_MORNING, TARO

OLD = "a data key that is long enough for the tests"
NEW = "a new data key that is long enough as well"
BOTH, NEW_ONLY = DataKeys([NEW, OLD]), DataKeys([NEW])
REAL = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def number(app: Flask) -> str:
    """All that can be sealed, sealed with the old key: meetings, a pool, a webhook, pages, files, keys of mails."""
    first = book(web_request(), now=FRIDAY_MORNING)
    book(web_request(TARO, starts=WED_11), now=FRIDAY_MORNING)
    while issue_next(FakeMeetings(), services().keys, now=FRIDAY_MORNING, real_now=REAL):
        pass
    fill(pool_file("omura-desk-1@example.com", meetings=2))
    receive_webhook("{}", key="a webhook", keys=services().keys, real_now=REAL)
    keep_page(Page("a page", 422), owner="account:1", after=None, keys=services().keys, real_now=REAL)
    request_reset(
        "misaki@example.com", asker=Asker(), replaces=None, keys=services().keys, now=FRIDAY_MORNING, real_now=REAL
    )
    people = "求職番号,住所\r\n70000-0000002,大村市\r\n".encode()
    keep_file(people, office_id=1, actor="staff:1", keys=services().keys, now=FRIDAY_MORNING)
    sealed = services().keys.seal("a secret")
    transact(lambda session: session.add(TotpSecret(account_id=1, secret_sealed=sealed, set_up_at=REAL, last_step=1)))
    return first


def counts(keys: DataKeys) -> dict[str, tuple[int, int, int]]:
    """What became of each table."""
    return {each.table: (each.renewed, each.present, each.lost) for each in rotate_keys(keys, progress=lambda _: None)}


def test_everything_opens_with_the_new_key_alone_afterwards(number: str) -> None:
    sealed = {
        "account_keys": 1,
        "kept_pages": 1,
        "meetings": 4,
        "person_files": 1,
        "pool_meetings": 4,
        "totp_secrets": 1,
        "webhooks": 1,
    }
    assert counts(BOTH) == {table: (count, 0, 0) for table, count in sealed.items()}
    assert counts(NEW_ONLY) == {table: (0, count, 0) for table, count in sealed.items()}
    db.session.rollback()
    assert meeting_of(db.session(), the_booking(number), NEW_ONLY).passcode == "493021"


def test_killed_half_way_it_is_run_again(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "ROWS_AT_ONCE", 1)

    def die(so_far: Rotation) -> None:
        if so_far.table == "meetings":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate_keys(BOTH, progress=die)
    assert counts(BOTH)["meetings"] == (2, 2, 0)


def test_progress_is_told_batch_by_batch(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "ROWS_AT_ONCE", 1)
    progress: list[Rotation] = []
    rotate_keys(BOTH, progress=progress.append)
    assert [each.renewed for each in progress if each.table == "meetings"] == [2, 4]


def test_what_no_key_opens_is_counted_and_left_as_it_is(number: str) -> None:
    assert counts(NEW_ONLY)["meetings"] == (0, 0, 4)
    assert counts(BOTH)["meetings"] == (4, 0, 0)


def test_no_sealed_column_is_forgotten() -> None:
    assert sealed_columns() == {
        AccountKey: ("secret_sealed", "draft_sealed"),
        KeptPage: ("page_sealed",),
        Meeting: ("passcode_sealed", "join_url_sealed"),
        PersonFile: ("file_sealed",),
        PoolMeeting: ("passcode_sealed", "join_url_sealed"),
        TotpSecret: ("secret_sealed",),
        Webhook: ("body_sealed",),
    }
    binary = {
        column.name
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and table.name in {t.__tablename__ for t in sealed_columns()}
    }
    assert all(name.endswith("_sealed") for name in binary)
