"""People are erased five years after their registration ended, or one: nothing says who they were; counts stay."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session

from booking import jobs
from booking.attendance.decide import Marking, mark_attendance
from booking.audit.lines import seals
from booking.audit.sealing import verify
from booking.bookings.book import book
from booking.leaving.erase import ERASED_OF_SEEKERS, KEPT_OF_SEEKERS, STAYS, number_of_nobody
from booking.leaving.erase_due import due, erase_due
from booking.people.accounts.owned_rows import tables_hanging_on
from booking.services import services
from booking.tables import (
    Booking,
    BookingStatus,
    EndReason,
    NoShow,
    Office,
    Seeker,
    Suspension,
    SuspensionState,
    ValidityChange,
)
from database.base import Base, db
from database.transactions import transact
from tests.bookings.builders import all_of, phone_request
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, StandingClock, office_time, seeker_id, staff_id

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
LAST_VALID = day("2026-11-30 Mon")  # invalid since Tuesday 1 December


def ends(last_valid: date | None = LAST_VALID, reason: EndReason | None = None) -> None:
    """Misaki's registration ends, for the reason that she gave, if any; nobody else's time is ever over."""
    change = ValidityChange(
        seeker_id=seeker_id(MISAKI),
        reason=reason,
        requested_at=FRIDAY_MORNING,
        due_at=FRIDAY_MORNING,
        done_at=FRIDAY_MORNING,
        valid_until=last_valid,
    )
    far = update(Seeker).where(Seeker.seeker_number != MISAKI).values(registration_valid_until=date(2099, 1, 31))
    own = update(Seeker).where(Seeker.seeker_number == MISAKI).values(registration_valid_until=last_valid)

    def end(session: Session) -> None:
        session.execute(far)
        session.execute(own)
        if reason is not None:
            session.add(change)

    transact(end)


def night_of(text: str) -> datetime:
    """When the purge runs on "2031-12-02 Tue"."""
    return office_time(f"{day(text).isoformat()} 03:00")


def due_on(text: str) -> list[int]:
    return list(due(now=night_of(text)))


def erases(text: str = "2031-12-02 Tue") -> list[int]:
    return list(erase_due(actor="job:purge", now=night_of(text), real_now=NOW))


@pytest.mark.each_engine
def test_five_years_after_becoming_invalid(app: Flask) -> None:
    ends()
    assert due_on("2031-12-01 Mon") == []
    assert due_on("2031-12-02 Tue") == [seeker_id(MISAKI)]


@pytest.mark.each_engine
def test_one_year_for_who_will_not_return(app: Flask) -> None:
    ends(reason=EndReason.LEAVING)
    assert due_on("2027-12-01 Wed") == []
    assert due_on("2027-12-02 Thu") == [seeker_id(MISAKI)]


@pytest.mark.each_engine
@pytest.mark.parametrize("reason", [EndReason.EMPLOYED, EndReason.PAUSING])
def test_five_years_for_the_other_reasons(app: Flask, reason: EndReason) -> None:
    ends(reason=reason)
    assert due_on("2027-12-02 Thu") == []
    assert due_on("2031-12-02 Tue") == [seeker_id(MISAKI)]


@pytest.mark.each_engine
def test_whoever_comes_back_meanwhile_is_not_erased(app: Flask) -> None:
    ends(reason=EndReason.LEAVING)
    ends(day("2027-12-31 Fri"))
    assert due_on("2027-12-02 Thu") == []


@pytest.mark.each_engine
def test_who_left_and_was_never_valid_counts_from_that_day(app: Flask) -> None:
    ends(None)
    left = update(Seeker).where(Seeker.seeker_number == MISAKI).values(left_at=FRIDAY_MORNING)
    assert due_on("2031-11-21 Fri") == []
    transact(lambda session: session.execute(left))
    assert due_on("2031-11-20 Thu") == []
    assert due_on("2031-11-21 Fri") == [seeker_id(MISAKI)]


@pytest.mark.each_engine
def test_nothing_says_who_it_was_and_what_is_counted_stays(app: Flask) -> None:
    missed()
    person = seeker_id(MISAKI)
    ends()
    assert erases() == [person]
    assert [text for text in everything() if any(word in text for word in TELLING)] == []
    (booking,) = all_of(Booking)
    assert (booking.seeker_id, booking.status, booking.day) == (person, BookingStatus.NO_SHOW, day("2026-11-25 Wed"))
    assert [one.seeker_number for one in all_of(NoShow)] == [number_of_nobody(person)]


@pytest.mark.any_engine
def test_the_audit_chain_holds_afterwards(app: Flask) -> None:
    missed()
    ends()
    erases()
    jobs.seal_audit()
    assert verify(seals(db.session()), key=services().config.audit_key).flaw is None


@pytest.mark.each_engine
def test_an_absence_that_counts_keeps_the_person(app: Flask) -> None:
    missed()
    ends(reason=EndReason.LEAVING)
    looks_back = update(Office).where(Office.code == "omura").values(within_days=730)
    transact(lambda session: session.execute(looks_back))
    person = seeker_id(MISAKI)
    assert erases("2027-12-02 Thu") == []
    assert erases("2028-11-24 Fri") == [person]


@pytest.mark.any_engine
def test_a_suspension_that_runs_keeps_the_person(app: Flask) -> None:
    ends()
    running = Suspension(
        office_id=1,
        seeker_number=MISAKI,
        state=SuspensionState.IMPOSED,
        proposed_at=FRIDAY_MORNING,
        ends_on=day("2031-12-05 Fri"),
    )
    transact(lambda session: session.add(running))
    assert erases("2031-12-05 Fri") == []
    person = seeker_id(MISAKI)
    assert erases("2031-12-06 Sat") == [person]


@pytest.mark.any_engine
def test_it_finds_nothing_the_second_time(app: Flask) -> None:
    ends()
    assert len(erases()) == 1
    assert erases() == []


@pytest.mark.any_engine
def test_the_nightly_purge_erases(app: Flask, clock: StandingClock) -> None:
    ends()
    person = seeker_id(MISAKI)
    clock.set("2031-12-02 03:00")
    jobs.purge()
    db.session.expire_all()
    assert db.session.get_one(Seeker, person).erased_at is not None


def test_every_column_of_a_person_is_erased_or_named_as_kept() -> None:
    columns = {column.key for column in inspect(Seeker).columns}
    assert columns == set(ERASED_OF_SEEKERS) | KEPT_OF_SEEKERS | {"seeker_number", "erased_at"}


def test_what_hangs_on_a_person_goes_unless_it_is_named() -> None:
    hanging = tables_hanging_on("seekers", stays=STAYS)
    assert {"holds", "waiting_list_entries", "seeker_feeds", "validity_changes", "places_given_back"} <= hanging
    assert not hanging & {"bookings", "meetings", "no_shows", "suspensions", "audit_lines", "staff"}


TELLING = ("髙城", "美咲", "タカシロ", "1991-12-29", "09000000002", MISAKI, "misaki@", "履歴書", "電話がつながらず")


def missed() -> None:
    """Misaki booked with a topic, and did not come."""
    number = book(phone_request(key="a random key"), now=FRIDAY_MORNING)
    marking = Marking(number, BookingStatus.NO_SHOW, staff_id("受付 二郎"), [1], reason="電話がつながらず")
    mark_attendance(marking, now=office_time("2026-11-25 11:00"))


def everything() -> Iterator[str]:
    """Every row of every table, as text."""
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            yield f"{table.name}: {' '.join(map(str, row))}"
