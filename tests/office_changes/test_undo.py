"""Taking a change back: everything is as it was, as long as nobody was told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.office_changes.calls import call_lists
from booking.office_changes.changes import TakeDeskOut
from booking.office_changes.choices import CANCEL
from booking.office_changes.closings import CloseDay, ReopenDay
from booking.office_changes.impact import PlannedChange, impact_of
from booking.office_changes.import_file import import_office
from booking.office_changes.note_calls import note_call
from booking.office_changes.refusals import AlreadyTold, ChangedSince
from booking.office_changes.undo import may_be_undone, undo_change
from booking.offices.file.shape import ExtraOpening, OpeningStart
from booking.offices.file.shape import Office as OfficeFile
from booking.offices.from_rows import office_file
from booking.operations.waiting_work import waiting_work
from booking.tables import BookingStatus, DeskClaim, GivenBack, Meeting, MeetingState, OfficeChange, SeekerClaim
from calendars.office_days import ClosingDay as OfficeClosing
from database.base import db
from database.transactions import transact
from notifier.tables import Delivery, DeliveryState, Message
from tests.bookings.builders import all_of, how_many
from tests.bookings.races.at_once import at_once
from tests.bookings.town_bookings import MANAGER, booked, booking_of, carried_out, closing_days_of, decided, office_of
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI

KAKUTO = "70000-0000003"
CLOSE = CloseDay(day("2026-11-26 Thu"), "庁舎の設備点検")
ALL = frozenset({1, 2, 3})


def undone(change_id: int | None, *, minutes: int = 1) -> None:
    assert change_id is not None
    undo_change(change_id, staff_id=5, office_ids=ALL, now=FRIDAY_MORNING + timedelta(minutes=minutes))


def closed(*, cancel: tuple[str, ...] = (), keep: tuple[str, ...] = ()) -> int:
    change_id = carried_out("omura", CLOSE, cancel=cancel, keep=keep).change_id
    assert change_id is not None
    return change_id


def test_a_cancelled_booking_is_booked_again_with_its_time(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    claims = [how_many(table) for table in (DeskClaim, SeekerClaim)]
    undone(closed(cancel=(number,)))
    again = booking_of(number)
    assert (again.status, again.cancelled_at, again.cancel_reason) == (BookingStatus.BOOKED, None, "")
    assert [how_many(table) for table in (DeskClaim, SeekerClaim)] == claims
    assert closing_days_of("omura") == []
    assert how_many(GivenBack) == 0


@pytest.mark.any_engine
def test_nobody_reads_that_it_was_ever_cancelled_only_of_the_new_meeting(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    undone(closed(cancel=(number,)))
    assert db.session.scalars(select(Message.kind).order_by(Message.id)).all() == ["booked", "meeting_replaced"]
    living = [one for one in all_of(Meeting) if one.state is not MeetingState.WITHDRAWN]
    assert len(living) == 1


@pytest.mark.any_engine
def test_of_a_kept_booking_nothing_is_left_to_tell(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    undone(closed(keep=(number,)))
    assert db.session.scalars(select(Message.kind)).all() == ["booked"]
    assert booking_of(number).sequence == 0


@pytest.mark.any_engine
def test_a_moved_booking_goes_back_to_its_desk(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-27 10:00", procedure="shiomizaka-soudan")
    change = TakeDeskOut("shiomizaka-soudan", "shiomizaka-desk-1")
    moved = carried_out("shiomizaka", change, move={number: "shiomizaka-desk-2"})
    undone(moved.change_id)
    assert booking_of(number).desk.code == "shiomizaka-desk-1"
    assert [one.kind for one in db.session.scalars(select(Message)) if one.kind == "desk_changed"] == []


def imported(given: OfficeFile, *, cancelled: int = 1) -> int:
    """Take a file in; all who lose their place by it are cancelled."""
    found = impact_of(db.session(), PlannedChange(file_of(given.code), given), now=FRIDAY_MORNING)
    assert len(found.bookings) == cancelled
    decision = decided(found, dict.fromkeys((one.number for one in found.bookings), CANCEL))
    change_id = import_office(given, actor=MANAGER, now=FRIDAY_MORNING, decision=decision).change_id
    assert change_id is not None
    return change_id


def file_of(code: str) -> OfficeFile:
    return office_file(db.session(), office_of(code))


@pytest.mark.any_engine
def test_a_file_that_was_taken_in_is_taken_back(app: Flask) -> None:
    number, before = booked(MISAKI, "2026-11-26 10:00"), file_of("omura")
    closing = OfficeClosing(CLOSE.day, CLOSE.reason)
    undone(imported(replace(before, phone="0957-00-0009", closing_days=(closing,))))
    assert file_of("omura") == before
    assert booking_of(number).status is BookingStatus.BOOKED


@pytest.mark.any_engine
def test_a_desk_that_the_file_added_stays(app: Flask) -> None:
    booked(MISAKI, "2026-11-26 10:00")
    before = file_of("omura")
    added = replace(before.desks[0], code="omura-desk-9", name="新しい窓口", zoom_host="desk-9@example.com")
    closing = OfficeClosing(CLOSE.day, CLOSE.reason)
    undone(imported(replace(before, desks=(*before.desks, added), closing_days=(closing,))))
    assert file_of("omura") == replace(before, desks=(*before.desks, added))


@pytest.mark.any_engine
def test_who_booked_a_time_that_only_the_file_offers_keeps_it(app: Flask) -> None:
    booked(MISAKI, "2026-11-26 10:00")
    before = file_of("omura")
    opening = ExtraOpening(day("2026-12-05 Sat"), "土曜開庁", False, (OpeningStart("omura-soudan", time(10)),))
    closing = OfficeClosing(CLOSE.day, CLOSE.reason)
    change_id = imported(replace(before, closing_days=(closing,), extra_openings=(opening,)))
    number = booked(KAKUTO, "2026-12-05 10:00")
    with pytest.raises(ChangedSince):
        undone(change_id)
    assert booking_of(number).status is BookingStatus.BOOKED


@pytest.mark.any_engine
def test_the_list_to_call_is_empty_then_and_undoing_twice_changes_nothing(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    change_id = closed(cancel=(number,))
    undone(change_id)
    undone(change_id, minutes=2)
    now = FRIDAY_MORNING + timedelta(minutes=3)
    assert waiting_work(db.session(), office_ids=ALL, now=now).calls == 0
    assert [one.waiting for one in call_lists(db.session(), office_ids=ALL, now=now)] == [0]
    assert booking_of(number).sequence == 2


@pytest.mark.any_engine
def test_the_mails_wait_three_minutes_for_second_thoughts(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    closed(cancel=(number,))
    due = select(Delivery.due_at).join(Message).where(Message.kind == "cancelled")
    assert db.session.scalars(due).all() == [FRIDAY_MORNING + timedelta(minutes=3)]


def _read() -> None:
    transact(lambda session: session.execute(update(Message).values(read_at=FRIDAY_MORNING)))


def _sent() -> None:
    transact(lambda session: session.execute(update(Delivery).values(state=DeliveryState.SENT, tries=1)))


def _called(change_id: int, number: str) -> None:
    note_call(change_id, number, called=True, staff_id=5, office_ids=ALL, now=FRIDAY_MORNING)


@pytest.mark.any_engine
@pytest.mark.parametrize("told", [_read, _sent, None], ids=["read", "mail", "call"])
def test_once_somebody_was_told_it_stays(app: Flask, told: Callable[[], None] | None) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    change_id = closed(cancel=(number,))
    if told:
        told()
    else:
        _called(change_id, number)
    with pytest.raises(AlreadyTold):
        undone(change_id)
    change = db.session.get_one(OfficeChange, change_id)
    assert not may_be_undone(db.session(), change, now=FRIDAY_MORNING)
    assert closing_days_of("omura") == [CLOSE.day]


@pytest.mark.any_engine
@pytest.mark.parametrize(
    "since",
    [
        lambda: carried_out("omura", CloseDay(day("2026-12-03 Thu"), "点検")),
        lambda: carried_out("omura", ReopenDay(CLOSE.day)),
        lambda: booked(MISAKI, "2026-11-27 11:00"),
    ],
    ids=["another closing", "opened again", "booked another time"],
)
def test_after_another_change_it_is_not_taken_back_as_a_whole(app: Flask, since: Callable[[], object]) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    change_id = closed(cancel=(number,))
    transact(
        lambda session: session.execute(update(OfficeChange).values(made_at=FRIDAY_MORNING - timedelta(seconds=1)))
    )
    since()
    with pytest.raises(ChangedSince):
        undone(change_id)
    assert booking_of(number).status is BookingStatus.CANCELLED_BY_OFFICE


def test_of_two_who_undo_at_once_one_does_it(app: Flask) -> None:
    number = booked(MISAKI, "2026-11-26 10:00")
    change_id = closed(cancel=(number,))
    answers = at_once(app, [partial(undone, change_id), partial(undone, change_id)])
    assert answers == [None, None]
    assert (booking_of(number).sequence, office_of("omura").version) == (2, 3)
