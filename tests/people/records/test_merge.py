"""Two records of one person become one, with all that belongs to them, and two again within a day."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from booking.announcements.announce import seeker_inbox
from booking.bookings.book import book
from booking.jobs import deliver_mail
from booking.people.records.merge import Pair, erase_merged, merge_records, undo_merge
from booking.people.records.moving import moved_tables
from booking.people.records.refusals import CannotMerge, MergeObstacle
from booking.people.records.register import NewRecord, register
from booking.people.search.find import find_people
from booking.tables import (
    Account,
    AuditLine,
    Booking,
    Closure,
    NoShow,
    Realm,
    RecordMerge,
    Seeker,
    SeekerClaim,
    Suspension,
    SuspensionState,
)
from database.base import Base, db
from database.transactions import transact
from notifier.tables import Delivery, Message
from tests.bookings.builders import all_of, change_seeker, web_request
from tests.bookings.races.at_once import at_once
from tests.people.records.test_register import MIHOKO
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, TARO, seeker_id

pytestmark = pytest.mark.each_engine

REAL = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
OTHER = "42040-0000021"
# What belongs to a person and is not moved: it ends, goes with the account, or is of the record alone.
STAYS = {
    "accounts",
    "account_keys",
    "closures",
    "demands",  # of days that are counted: whoever wanted a place is two numbers there, as then
    "record_corrections",
    "record_merges",
    "search_keys",
    "seeker_feeds",
    "validity_changes",
}


def second_record() -> int:
    """Misaki was registered a second time, under another number."""
    return register(NewRecord(MIHOKO, office_id=1, number=OTHER), actor="staff:1", now=FRIDAY_MORNING)


def booked_under_the_other(starts: str = "2026-11-25 10:00", procedure: str = "omura-soudan") -> int:
    """What was booked while the second record had a my-page, which it has left."""
    change_seeker(OTHER, my_page_opened=True)
    number = book(web_request(OTHER, starts=starts, procedure=procedure), now=FRIDAY_MORNING)
    return next(one.id for one in all_of(Booking) if one.number == number)


def merge(number: str = MISAKI, *, one: str = MISAKI, other: str = OTHER, after: timedelta = timedelta()) -> int:
    pair = Pair(seeker_id(one), seeker_id(other), number)
    return merge_records(pair, staff_id=1, now=FRIDAY_MORNING + after, real_now=REAL)


def undo(kept: int, *, after: timedelta = timedelta()) -> int:
    return undo_merge(kept, staff_id=1, now=FRIDAY_MORNING + after)


def record(seeker: int) -> Seeker:
    db.session.rollback()
    return db.session.get_one(Seeker, seeker)


def owners(table: Any) -> set[int]:
    db.session.rollback()
    return {one.seeker_id for one in all_of(table)}


def obstacle(**changes: Any) -> MergeObstacle:
    """What a merge is refused for."""
    with pytest.raises(CannotMerge) as refused:
        merge(**changes)
    return refused.value.obstacle


def test_the_record_with_the_my_page_is_kept_and_everything_goes_along(app: Flask) -> None:
    other = second_record()
    booked_under_the_other()
    misaki = seeker_id(MISAKI)
    assert merge() == misaki
    assert (owners(Booking), owners(SeekerClaim)) == ({misaki}, {misaki})
    recipients = {message.recipient for message in all_of(Message)}
    assert recipients == {seeker_inbox(misaki)}
    assert {message.references.get("seeker", misaki) for message in all_of(Message)} == {misaki}
    assert other not in owners(Booking)


def test_what_waits_in_the_outbox_goes_to_the_address_of_the_kept_record(app: Flask) -> None:
    second_record()
    booked_under_the_other()
    merge()
    deliver_mail()
    assert all(one.failure == "" for one in all_of(Delivery))


@pytest.mark.parametrize("number", [MISAKI, OTHER])
def test_the_number_that_was_chosen_stays_and_absences_count_under_it(app: Flask, number: str) -> None:
    second_record()
    booking = booked_under_the_other()
    absent = NoShow(booking_id=booking, office_id=1, seeker_number=OTHER, day=date(2026, 11, 25))
    transact(lambda session: session.add(absent))
    kept = merge(number)
    assert record(kept).seeker_number == number
    assert [one.seeker_number for one in all_of(NoShow)] == [number]


def test_what_the_kept_record_lacks_it_takes_from_the_other(app: Flask) -> None:
    second_record()
    change_seeker(MISAKI, phone=None, registration_valid_until=date(2026, 12, 31))
    found = record(merge())
    assert (found.phone, found.registration_valid_until) == (MIHOKO.phone, MIHOKO.valid_until)
    assert found.email == "misaki@example.com"


def test_a_merged_record_is_found_no_more(app: Flask) -> None:
    second_record()
    merge()
    assert find_people(db.session(), "みほこ", office_ids={1}).exact == []


def test_both_are_named_in_the_audit_log_and_the_person_is_told(app: Flask) -> None:
    other, misaki = second_record(), seeker_id(MISAKI)
    merge()
    line = all_of(AuditLine)[-1]
    assert (line.act, line.object, line.facts) == ("merge_records", f"seeker:{misaki}", {"other": other})
    assert all_of(Message)[-1].kind == "records_merged"


@pytest.mark.parametrize("number", [MISAKI, OTHER])
def test_within_a_day_it_is_two_records_again(app: Flask, number: str) -> None:
    other = second_record()
    change_seeker(MISAKI, phone=None)
    booking = booked_under_the_other()
    absent = NoShow(booking_id=booking, office_id=1, seeker_number=OTHER, day=date(2026, 11, 25))
    transact(lambda session: session.add(absent))
    kept = merge(number)
    assert undo(kept, after=timedelta(hours=23)) == other
    assert (record(kept).seeker_number, record(other).seeker_number) == (MISAKI, OTHER)
    assert (record(kept).phone, record(other).phone) == (None, MIHOKO.phone)
    assert (owners(Booking), owners(SeekerClaim)) == ({other}, {other})
    assert [one.seeker_number for one in all_of(NoShow)] == [OTHER]
    kinds = {message.kind: message.recipient for message in all_of(Message)}
    assert kinds["booked"] == seeker_inbox(other)
    assert kinds["records_parted"] == seeker_inbox(kept)


def test_an_address_that_signs_in_by_now_stays_the_one_for_letters(app: Flask) -> None:
    second_record()
    change_seeker(HATSUE, email=None)
    kept = merge(HATSUE, one=HATSUE)
    transact(lambda session: session.add(Account(realm=Realm.MY_PAGE, login=MIHOKO.email, seeker_id=kept)))
    change_seeker(HATSUE, my_page_opened=True)
    undo(kept)
    assert record(kept).email == MIHOKO.email


def test_what_came_since_stays_with_the_kept_record(app: Flask) -> None:
    second_record()
    kept = merge()
    book(web_request(), now=FRIDAY_MORNING)
    undo(kept)
    assert owners(Booking) == {kept}


def test_after_a_day_it_is_too_late_and_the_other_record_is_emptied(app: Flask) -> None:
    other = second_record()
    kept = merge()
    with pytest.raises(CannotMerge):
        undo(kept, after=timedelta(days=1))
    transact(lambda session: erase_merged(session, now=FRIDAY_MORNING + timedelta(days=1)))
    empty = record(other)
    assert (empty.name, empty.kana, empty.address, empty.phone, empty.email) == ("", "", "", None, None)
    (row,) = all_of(RecordMerge)
    assert (row.kept_before, row.moved, row.merged_number) == ({}, {}, "")
    assert transact(lambda session: erase_merged(session, now=FRIDAY_MORNING + timedelta(days=2))) == 0


def test_a_record_that_was_merged_an_hour_ago_is_not_emptied(app: Flask) -> None:
    other = second_record()
    merge()
    assert transact(lambda session: erase_merged(session, now=FRIDAY_MORNING + timedelta(hours=1))) == 0
    assert record(other).name == MIHOKO.name


def test_two_my_pages_are_not_made_one(app: Flask) -> None:
    assert obstacle(other=TARO) is MergeObstacle.TWO_MY_PAGES


def test_bookings_at_one_time_are_not_made_one_persons(app: Flask) -> None:
    second_record()
    book(web_request(starts="2026-11-25 13:30", procedure="omura-nintei"), now=FRIDAY_MORNING)
    booked_under_the_other("2026-11-25 14:30", "omura-nintei")
    change_claims_to_overlap()
    assert obstacle() is MergeObstacle.OVERLAP
    assert len(owners(Booking)) == 2


def test_bookings_at_one_time_that_are_both_over_stand_in_no_way(app: Flask) -> None:
    other, misaki = second_record(), seeker_id(MISAKI)
    book(web_request(starts="2026-11-25 13:30", procedure="omura-nintei"), now=FRIDAY_MORNING)
    booked_under_the_other("2026-11-25 14:30", "omura-nintei")
    change_claims_to_overlap()
    assert merge(after=timedelta(days=7)) == misaki
    assert owners(Booking) == {misaki}
    assert owners(SeekerClaim) == {misaki, other}  # nobody asks for it any more; it goes in 60 days


def change_claims_to_overlap() -> None:
    """Let the second record's claims lie where Misaki's lie, as two offices could have booked them."""
    misakis = sorted(one.tick for one in all_of(SeekerClaim) if one.seeker_id == seeker_id(MISAKI))
    others = [one.id for one in all_of(SeekerClaim) if one.seeker_id == seeker_id(OTHER)]
    transact(
        lambda session: [
            session.execute(update(SeekerClaim).where(SeekerClaim.id == claim).values(tick=tick))
            for claim, tick in zip(others, misakis, strict=True)
        ]
    )


def test_a_closed_my_page_is_not_merged_away(app: Flask) -> None:
    other = second_record()
    closed = {"reason": "貸されていたため", "closed_at": FRIDAY_MORNING, "closed_by_staff_id": 1}
    transact(lambda session: session.add(Closure(seeker_id=other, **closed)))
    assert obstacle() is MergeObstacle.CLOSED


def test_two_proposals_of_one_office_are_decided_first(app: Flask) -> None:
    second_record()
    for number in (MISAKI, OTHER):
        proposed: Mapping[str, Any] = {"state": SuspensionState.PROPOSED, "proposed_at": FRIDAY_MORNING}
        transact(
            lambda session, number=number, proposed=proposed: session.add(  # type: ignore[misc]  # bound at once
                Suspension(office_id=1, seeker_number=number, **proposed)
            )
        )
    assert obstacle() is MergeObstacle.PROPOSALS


def test_a_number_of_neither_and_a_record_with_itself_are_refused(app: Flask) -> None:
    second_record()
    assert obstacle(number=TARO) is MergeObstacle.NUMBER
    assert obstacle(other=MISAKI) is MergeObstacle.SAME


def test_what_was_merged_is_not_merged_again(app: Flask) -> None:
    second_record()
    pair = Pair(seeker_id(MISAKI), seeker_id(OTHER), MISAKI)
    merge()
    with pytest.raises(CannotMerge) as refused:
        merge_records(pair, staff_id=1, now=FRIDAY_MORNING, real_now=REAL)
    assert refused.value.obstacle is MergeObstacle.MERGED


def test_of_two_who_merge_at_once_one_does(app: Flask) -> None:
    second_record()
    outcomes = at_once(app, [merge, merge])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CannotMerge", "int"]


@pytest.mark.any_engine
def test_every_table_of_a_person_is_thought_of(app: Flask) -> None:
    of_persons = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.column.table.name == "seekers" for key in table.foreign_keys)
    }
    assert of_persons == moved_tables() | STAYS
