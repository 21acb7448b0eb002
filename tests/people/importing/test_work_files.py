"""Files of people that offices hand in: looked at by a job, taken in when a manager says so, erased afterwards."""

import zlib
from base64 import b85encode
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from booking.core.keys import DataKeys
from booking.people.importing import look, work_files
from booking.people.importing.file import BadPersonFile
from booking.people.importing.kept_files import content_of, drop_file, file_of, keep_file, want_taken_in
from booking.people.importing.words import kept_doubts
from booking.people.importing.work_files import Working, work_next_file
from booking.services import services
from booking.tables import AuditLine, Office, PersonFile, PersonFileState, Seeker
from database.base import db
from database.transactions import transact
from tests.bookings.builders import all_of, how_many
from tests.bookings.races.at_once import at_once
from tests.town import FRIDAY_MORNING, MISAKI

REAL = datetime(2030, 1, 1, tzinfo=UTC)
CLOCKS = Working(lambda: FRIDAY_MORNING, lambda: REAL, lambda: False)
FILE = f"""求職番号,氏名,カナ,生年月日,住所
{MISAKI},,,,大村市あたらし町
70000-0000101,花,ハナ,1990/1/2,大村市
x,,,,
"""


def test_a_file_that_an_earlier_release_kept_is_read() -> None:
    keys = DataKeys(["k" * 43])
    assert content_of(keys.seal(b85encode(zlib.compress(FILE.encode())).decode()), keys) == FILE.encode()


def hand_in(text: str = FILE) -> int:
    """A manager of Omura hands a file in."""
    keys = services().keys
    return keep_file(text.encode(), office_id=omura(), actor="staff:1", keys=keys, now=FRIDAY_MORNING)


def omura() -> int:
    """The office of the file."""
    return next(office.id for office in all_of(Office) if office.code == "omura")


def say(decide: object, file_id: int, *, office: int | None = None) -> bool:
    """A manager says what is to become of a file."""
    assert callable(decide)
    found: bool = decide(file_id, office_ids=[office or omura()], actor="staff:1", now=FRIDAY_MORNING)
    return found


def the_file() -> PersonFile:
    """The one file, as it is now."""
    db.session.rollback()
    (file,) = all_of(PersonFile)
    return file


def work() -> bool:
    """The job comes round."""
    return work_next_file(services().keys, CLOCKS)


@pytest.mark.each_engine
def test_a_file_is_looked_at_and_nothing_is_written(app: Flask) -> None:
    before = how_many(Seeker)
    hand_in()
    assert work()
    file = the_file()
    assert (file.state, file.counts) == (PersonFileState.LOOKED, {"new": 1, "changed": 1, "doubtful": 1})
    assert list(kept_doubts(file.doubts)) == [(4, ["求職番号は、5けたと4けた～8けたの数字です。例：70000-0000001"])]
    assert how_many(Seeker) == before
    assert not work()


@pytest.mark.each_engine
def test_what_is_new_and_changed_is_taken_in_and_the_file_erased(app: Flask) -> None:
    number = hand_in()
    work()
    assert say(want_taken_in, number)
    assert work()
    file = the_file()
    assert (file.state, file.file_sealed, file.done) == (PersonFileState.DONE, None, 3)
    assert file.counts == {"new": 1, "changed": 1, "doubtful": 1}
    assert {line.act for line in all_of(AuditLine)} >= {"take_in_people", "import_seeker", "register_seeker"}


def test_a_file_is_kept_encrypted(app: Flask) -> None:
    hand_in()
    assert "花".encode() not in (the_file().file_sealed or b"")


def test_a_dropped_file_is_erased_and_nothing_is_written(app: Flask) -> None:
    number, before = hand_in(), how_many(Seeker)
    work()
    assert say(drop_file, number)
    assert (the_file().state, the_file().file_sealed) == (PersonFileState.DROPPED, None)
    assert not say(want_taken_in, number)
    assert not work()
    assert how_many(Seeker) == before


@pytest.mark.each_engine
def test_of_two_who_decide_at_once_one_is_heard(app: Flask) -> None:
    number = hand_in()
    work()
    heard = at_once(app, [lambda: say(want_taken_in, number), lambda: say(drop_file, number)])
    assert sorted(map(bool, heard)) == [False, True]


def test_another_office_neither_sees_nor_decides(app: Flask) -> None:
    number = hand_in()
    work()
    assert file_of(db.session(), number, office_ids=[omura() + 1]) is None
    assert not say(want_taken_in, number, office=omura() + 1)


def test_a_worker_that_died_is_followed_by_one_that_goes_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "AT_ONCE", 1)
    hand_in()
    stop_after_one = iter([False, True])
    work_next_file(services().keys, Working(CLOCKS.now, CLOCKS.real_now, lambda: next(stop_after_one)))
    assert (the_file().state, the_file().done) == (PersonFileState.LOOKING, 1)
    work()
    assert (the_file().state, the_file().done, sum(the_file().counts.values())) == (PersonFileState.LOOKED, 3, 3)


def test_a_worker_that_lost_its_lease_writes_nothing_more(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose_it() -> datetime:
        transact(lambda session: session.execute(update(PersonFile).values(lease="another")))
        return FRIDAY_MORNING

    hand_in()
    work_next_file(services().keys, Working(lose_it, CLOCKS.real_now, CLOCKS.is_stopping))
    assert (the_file().done, the_file().state) == (0, PersonFileState.LOOKING)


def test_while_the_data_key_is_missing_the_file_waits(app: Flask) -> None:
    hand_in()
    assert work_next_file(DataKeys(["another key that is long enough for it"]), CLOCKS)
    assert not work()
    later = Working(CLOCKS.now, lambda: REAL + work_files.PAUSE + timedelta(seconds=1), CLOCKS.is_stopping)
    assert work_next_file(services().keys, later)
    assert the_file().state is PersonFileState.LOOKED


def test_a_file_that_nobody_can_read_is_not_kept(app: Flask) -> None:
    with pytest.raises(BadPersonFile):
        hand_in("氏名\r\n花")
    assert all_of(PersonFile) == []
