"""Audit lines are sealed in one chain, and what is done to them afterwards is found, on both engines."""

import logging
from collections.abc import Sequence
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from booking.audit import lines as audit
from booking.audit import seal as seal_audit
from booking.audit.lines import count_unsealed, seals
from booking.audit.record import record
from booking.audit.seal import note_head, seal_new_lines
from booking.audit.sealing import Fault, Flaw, Head, Verdict, verify
from booking.tables import AuditLine, AuditSeal
from database.base import db
from database.transactions import transact
from tests.bookings.races.at_once import at_once
from tests.meetings.forging import forge
from tests.town import FRIDAY_MORNING

KEY = "an audit key that is long enough for tests"


def add_lines(count: int) -> None:
    """Add lines with facts of every kind."""
    for number in range(count):
        transact(partial(_add_line, number=number))


def _add_line(session: Session, *, number: int) -> None:
    record(
        session,
        actor="staff:3",
        act="book",
        object_=f"booking:{number}",
        now=FRIDAY_MORNING.replace(microsecond=number),
        channel="電話",
        late=number % 2 == 0,
        seeker=number,
        reason=None,
    )


def verdict(*, key: str = KEY, noted: Head | None = None) -> Verdict:
    db.session.rollback()
    found = verify(seals(db.session()), key=key, noted=noted)
    db.session.rollback()
    return found


def unsealed() -> int:
    db.session.rollback()
    return count_unsealed(db.session())


def line_under(number: int) -> int:
    """The id of the line under the seal with this number."""
    db.session.rollback()
    line_id = db.session.scalars(select(AuditSeal.line_id).where(AuditSeal.number == number)).one()
    db.session.rollback()
    return line_id


@pytest.fixture
def sealed(app: Flask) -> Head:
    """Everything sealed that there is, nine lines at least; its head."""
    add_lines(9)
    return note_head(key=KEY)


def test_every_line_gets_one_seal_and_the_chain_holds(app: Flask) -> None:
    add_lines(3)
    waiting = unsealed()
    assert seal_new_lines(key=KEY) == waiting >= 3
    assert seal_new_lines(key=KEY) == 0
    assert (unsealed(), verdict().flaw, verdict().head.number) == (0, None, waiting)


def test_lines_of_later_rounds_join_the_chain(sealed: Head) -> None:
    add_lines(2)
    assert seal_new_lines(key=KEY) == 2
    assert verdict(noted=sealed).head.number == sealed.number + 2


def test_a_round_seals_all_lines_in_several_transactions(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal_audit, "_LINES_AT_ONCE", 2)
    add_lines(5)
    waiting = unsealed()
    assert seal_new_lines(key=KEY) == waiting
    assert verdict().flaw is None


def test_a_line_with_a_smaller_id_that_was_committed_late_is_sealed_later(sealed: Head) -> None:
    line = {"id": 2000, "at": FRIDAY_MORNING, "actor": "staff:3", "act": "book", "object": "booking:1", "facts": {}}
    transact(lambda session: session.execute(insert(AuditLine), [line]))
    seal_new_lines(key=KEY)
    transact(lambda session: session.execute(insert(AuditLine), [{**line, "id": 1990}]))
    assert seal_new_lines(key=KEY) == 1
    assert [seal.line_id for seal in seals(db.session())][-2:] == [2000, 1990]
    assert verdict().flaw is None


def test_the_hourly_look_seals_even_a_line_from_far_behind(sealed: Head) -> None:
    line = {"id": 9000, "at": FRIDAY_MORNING, "actor": "staff:3", "act": "book", "object": "booking:1", "facts": {}}
    transact(lambda session: session.execute(insert(AuditLine), [line]))
    seal_new_lines(key=KEY)
    transact(lambda session: session.execute(insert(AuditLine), [{**line, "id": 5000}]))
    assert seal_new_lines(key=KEY) == 0
    assert note_head(key=KEY).number == sealed.number + 2


def test_two_workers_at_once_make_one_chain(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal_audit, "_LINES_AT_ONCE", 3)
    add_lines(30)
    waiting = unsealed()
    counts = at_once(app, [lambda: seal_new_lines(key=KEY)] * 3)
    assert sum(count for count in counts if isinstance(count, int)) == waiting
    assert (verdict().flaw, verdict().head.number) == (None, waiting)


def test_the_head_is_written_to_the_log(sealed: Head, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        note_head(key=KEY)
    assert f"audit head {sealed}" in caplog.messages


# What a forger does at the fifth seal ({line} is its line, {next} the one behind it), and what is found there.
CLOSE_THE_GAP = (
    "UPDATE audit_seals SET number = number + 1000 WHERE number > 5",
    "UPDATE audit_seals SET number = number - 1001 WHERE number > 1000",
)
MAKE_ROOM = (
    "UPDATE audit_seals SET number = number + 1000 WHERE number >= 5",
    "UPDATE audit_seals SET number = number - 999 WHERE number > 1000",
)
REMOVE_LINE, REMOVE_SEAL = "DELETE FROM audit_lines WHERE id = {line}", "DELETE FROM audit_seals WHERE number = 5"
INSERT_LINE = (
    "INSERT INTO audit_lines (id, at, actor, act, object, facts) "
    "VALUES (7777, '2026-11-20 00:00:00.000000', 'staff:3', 'book', 'booking:1', '{{}}')"
)
INSERT_SEAL = "INSERT INTO audit_seals (number, line_id, mac) VALUES (5, 7777, 'ffff')"


@pytest.mark.parametrize(
    ("forgery", "fault", "on_line"),
    [
        (("UPDATE audit_lines SET actor = 'staff:9' WHERE id = {line}",), Fault.BROKEN, "line"),
        (("UPDATE audit_lines SET at = '2026-11-19 00:00:00.000000' WHERE id = {line}",), Fault.BROKEN, "line"),
        (("UPDATE audit_lines SET facts = '{{}}' WHERE id = {line}",), Fault.BROKEN, "line"),
        (("UPDATE audit_seals SET mac = '0f' WHERE number = 5",), Fault.BROKEN, "line"),
        ((REMOVE_LINE,), Fault.LINE_MISSING, "line"),
        ((REMOVE_LINE, REMOVE_SEAL), Fault.SEAL_MISSING, None),
        ((REMOVE_LINE, REMOVE_SEAL, *CLOSE_THE_GAP), Fault.BROKEN, "next"),
        ((INSERT_LINE, *MAKE_ROOM, INSERT_SEAL), Fault.BROKEN, "inserted"),
    ],
)
def test_whatever_is_done_to_a_sealed_line_is_found(
    sealed: Head, forgery: Sequence[str], fault: Fault, on_line: str | None
) -> None:
    lines = {"line": line_under(5), "next": line_under(6), "inserted": 7777}
    forge(*forgery, **lines)
    assert verdict().flaw == Flaw(fault, 5, lines[on_line] if on_line else None)
    assert verdict().head.number == 4


def test_a_cut_tail_is_found_with_a_head_that_was_noted(sealed: Head) -> None:
    forge("DELETE FROM audit_seals WHERE number > 6", "DELETE FROM audit_lines WHERE id > {last}", last=line_under(6))
    assert verdict().flaw is None
    assert verdict(noted=sealed).flaw == Flaw(Fault.CUT, 7)


def test_a_tail_that_was_changed_and_sealed_anew_is_found_with_the_head(sealed: Head) -> None:
    forge(
        "DELETE FROM audit_seals WHERE number = {number}",
        "UPDATE audit_lines SET actor = 'staff:9' WHERE id = {line}",
        number=sealed.number,
        line=line_under(sealed.number),
    )
    seal_new_lines(key=KEY)
    assert verdict().flaw is None
    assert verdict(noted=sealed).flaw == Flaw(Fault.RESEALED, sealed.number)


def test_with_another_key_the_first_seal_does_not_fit(sealed: Head) -> None:
    flaw = verdict(key="another key that is long enough, too").flaw
    assert flaw == Flaw(Fault.BROKEN, 1, line_under(1))


def test_a_line_that_was_spoilt_beyond_reading_is_named(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        add_lines(9)
        note_head(key=KEY)
        line = line_under(5)
        forge("UPDATE audit_lines SET at = 'yesterday' WHERE id = {line}", line=line)  # PostgreSQL would not take it
        assert verdict().flaw == Flaw(Fault.LINE_MISSING, 5, line)


def test_an_inserted_line_without_a_seal_waits_for_one_like_any_other(sealed: Head) -> None:
    forge(INSERT_LINE)
    assert (unsealed(), verdict().flaw) == (1, None)


def test_long_logs_are_followed_in_chunks(sealed: Head, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_SEALS_AT_ONCE", 4)
    assert verdict(noted=sealed).head == sealed
