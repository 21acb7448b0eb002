"""Moving: both times change hands in one transaction or neither does (design §4.8)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, update

from booking.actions.cancel import Canceller, cancel
from booking.actions.hold import hold
from booking.actions.move import MoveRequest, move
from booking.errors import (
    ChannelClosed,
    DeadlinePassed,
    KeyReused,
    LateReasonMissing,
    NotOpenAnyMore,
    OverlapsOwnBooking,
    Refusal,
    RegistrationNotValid,
    SameSlot,
    SlotTaken,
    TermsOutdated,
    UnknownBooking,
)
from booking.models import (
    AuditLine,
    Booking,
    BookingStatus,
    Consent,
    DeskClaim,
    Hold,
    MeetingState,
    Procedure,
    Seeker,
    SeekerClaim,
    Terms,
)
from booking.office_files.changes import NewTimetable
from booking.office_files.shape import WeeklyStart
from booking.policy.channels import Channel
from database.base import db
from notifier.tables import DeliveryState
from tests.actions.at_once import at_once
from tests.actions.changed_bookings import (
    claims_in_all,
    claims_of,
    issue,
    meetings_of,
    remove,
    ticks,
    told,
)
from tests.actions.fakes import FakeMeetings
from tests.actions.town_bookings import booked, booking_of, carried_out, office_of
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI, TARO, office_time, seeker_id

KAKUTO, SHO, LAN = "70000-0000003", "70000-0000005", "70000-0000006"
THURSDAY_AT_TEN, FRIDAY_AT_ELEVEN = "2026-11-26 10:00", "2026-11-27 11:00"
FRIDAY_AT_THREE = "2026-11-27 15:00"


def by_seeker(number: str, starts_at: str, *, seeker: str = MISAKI, key: str = "web:1") -> MoveRequest:
    own_id = seeker_id(seeker)
    return MoveRequest(number, office_time(starts_at), Channel.WEB, f"seeker:{own_id}", key, seeker_id=own_id)


def by_clerk(number: str, starts_at: str, *, office: str = "omura", late_reason: str = "") -> MoveRequest:
    offices = frozenset({office_of(office).id})
    return MoveRequest(
        number,
        office_time(starts_at),
        Channel.PHONE,
        "staff:2",
        f"desk:{starts_at}",
        office_ids=offices,
        late_reason=late_reason,
    )


def assert_claims_are_those_of_the_bookings() -> None:
    """Every claim lies in the time of a standing booking at its desk, and every standing booking has all of its own."""
    db.session.rollback()
    standing = db.session.scalars(select(Booking).where(Booking.status == BookingStatus.BOOKED)).all()
    wanted_of_desks = {
        (one.id, one.desk_id, one.starts_at + timedelta(minutes=15 * n)) for one in standing for n in range(3)
    }
    wanted_of_seekers = {
        (one.id, one.seeker_id, one.starts_at + timedelta(minutes=15 * n)) for one in standing for n in range(2)
    }
    of_desks = db.session.execute(select(DeskClaim.booking_id, DeskClaim.desk_id, DeskClaim.tick))
    of_seekers = db.session.execute(select(SeekerClaim.booking_id, SeekerClaim.seeker_id, SeekerClaim.tick))
    assert {tuple(row) for row in of_desks} == wanted_of_desks
    assert {tuple(row) for row in of_seekers} == wanted_of_seekers


# What moving does -----------------------------------------------------------------------------------------------------


def test_a_booking_moves_and_keeps_its_number(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    before = booking_of(number)
    name, stamp, uid = before.display_name, before.revised_at, before.calendar_uid
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    moved = booking_of(number)
    assert (moved.starts_at, moved.ends_at) == (office_time(FRIDAY_AT_ELEVEN), office_time("2026-11-27 11:30"))
    assert (moved.day, moved.status) == (day("2026-11-27 Fri"), BookingStatus.BOOKED)
    assert (moved.sequence, moved.revised_at, moved.calendar_uid) == (1, stamp + timedelta(seconds=1), uid)
    assert moved.display_name != name


def test_exactly_the_new_time_is_claimed_afterwards(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert claims_of(number) == (ticks(FRIDAY_AT_ELEVEN, 3), ticks(FRIDAY_AT_ELEVEN, 2))
    assert claims_in_all() == (3, 2)


def test_the_old_meeting_is_withdrawn_and_a_new_one_wanted(app: Flask) -> None:
    provider, number = FakeMeetings(), booked(MISAKI, THURSDAY_AT_TEN)
    issue(provider)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert meetings_of(number) == [MeetingState.WITHDRAWN, MeetingState.WANTED]
    (old,) = provider.meetings
    issue(provider)
    remove(provider)
    assert meetings_of(number) == [MeetingState.WITHDRAWN, MeetingState.ISSUED]
    assert len(provider.meetings) == 1
    assert old not in provider.meetings


def test_a_meeting_that_is_issued_during_the_move_is_removed_and_the_new_one_stays(app: Flask) -> None:
    provider, number = FakeMeetings(), booked(MISAKI, THURSDAY_AT_TEN)
    provider.meanwhile = lambda: move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    issue(provider)  # the first answer comes too late; the new meeting is issued in the same round
    assert meetings_of(number) == [MeetingState.WITHDRAWN, MeetingState.ISSUED]
    assert len(provider.meetings) == 2
    remove(provider)
    assert len(provider.meetings) == 1


def test_the_seeker_is_told_once_and_the_overtaken_mail_is_dropped(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    move(by_seeker(number, FRIDAY_AT_THREE, key="web:2"), now=FRIDAY_MORNING)
    assert told() == [
        ("booked", DeliveryState.DROPPED),
        ("moved", DeliveryState.DROPPED),
        ("moved", DeliveryState.WAITING),
    ]


def test_the_freed_place_can_be_booked_at_once(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    other = booked(KAKUTO, THURSDAY_AT_TEN)
    assert claims_of(other)[0] == ticks(THURSDAY_AT_TEN, 3)


def test_a_booking_does_not_stand_in_its_own_way(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    a_quarter_later = NewTimetable("omura-soudan", day("2026-11-26 Thu"), (WeeklyStart(3, time(10, 15)),))
    carried_out("omura", a_quarter_later)
    move(by_seeker(number, "2026-11-26 10:15"), now=FRIDAY_MORNING)
    assert claims_of(number) == (ticks("2026-11-26 10:15", 3), ticks("2026-11-26 10:15", 2))
    assert claims_in_all() == (3, 2)


def test_the_same_key_moves_once(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    for _press in range(2):
        move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert booking_of(number).sequence == 1
    with pytest.raises(KeyReused):
        move(by_seeker(number, FRIDAY_AT_THREE), now=FRIDAY_MORNING)
    line = db.session.scalars(select(AuditLine).where(AuditLine.act == "move")).one()
    assert str(line.facts["moved_to"]).startswith("2026-11-27")


def test_own_hold_of_the_new_time_gives_way(app: Flask) -> None:
    number = booked(SHO, "2026-11-27 10:00", procedure="shiomizaka-soudan")
    db.session.execute(update(Procedure).values(max_open_bookings=2))
    db.session.commit()
    hold("shiomizaka-soudan", office_time("2026-11-27 11:00"), seeker_id=seeker_id(SHO), now=FRIDAY_MORNING)
    move(by_seeker(number, "2026-11-27 11:00", seeker=SHO), now=FRIDAY_MORNING)
    assert db.session.scalars(select(Hold.ended_at)).one() == FRIDAY_MORNING
    assert_claims_are_those_of_the_bookings()


# What is refused leaves the booking as it was -------------------------------------------------------------------------


def assert_unmoved(number: str, starts_at: str = THURSDAY_AT_TEN) -> None:
    found = booking_of(number)
    assert (found.starts_at, found.sequence, found.status) == (office_time(starts_at), 0, BookingStatus.BOOKED)
    assert claims_of(number) == (ticks(starts_at, 3), ticks(starts_at, 2))
    assert meetings_of(number) == [MeetingState.WANTED]


def test_a_taken_time_is_refused_with_others(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    booked(KAKUTO, FRIDAY_AT_ELEVEN)
    with pytest.raises(SlotTaken) as refused:
        move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert office_time(FRIDAY_AT_THREE) in refused.value.alternatives
    assert_unmoved(number)


@pytest.mark.parametrize(
    ("starts_at", "now", "kind"),
    [
        (THURSDAY_AT_TEN, FRIDAY_MORNING, SameSlot),
        ("2026-11-25 10:00", office_time("2026-11-24 00:00"), DeadlinePassed),  # Wednesday: closed with Friday 20
        (FRIDAY_AT_ELEVEN, office_time(THURSDAY_AT_TEN), NotOpenAnyMore),  # it has begun: an absence
        (FRIDAY_AT_ELEVEN, office_time("2026-11-26 10:30"), NotOpenAnyMore),
    ],
)
def test_every_rule_of_booking_holds_for_the_new_time(
    app: Flask, starts_at: str, now: datetime, kind: type[Refusal]
) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    with pytest.raises(kind):
        move(by_seeker(number, starts_at), now=now)
    assert_unmoved(number)


def test_a_seeker_whose_registration_ended_does_not_move(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    ended = update(Seeker).where(Seeker.seeker_number == MISAKI).values(registration_valid_until=day("2026-11-19 Thu"))
    db.session.execute(ended)
    db.session.commit()
    with pytest.raises(RegistrationNotValid):
        move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert_unmoved(number)


def test_another_consultation_of_the_seeker_stands_in_the_way(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    booked(MISAKI, FRIDAY_AT_ELEVEN, procedure="shiomizaka-soudan")
    with pytest.raises(OverlapsOwnBooking):
        move(by_seeker(number, FRIDAY_AT_ELEVEN), now=FRIDAY_MORNING)
    assert_unmoved(number)


def test_newer_terms_are_accepted_with_the_move(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    procedure = booking_of(number).procedure
    db.session.add(Terms(procedure_id=procedure.id, version="2026-11-20", paragraphs=["新しい規約"]))
    procedure.terms_version = "2026-11-20"
    db.session.commit()
    wish = by_seeker(number, FRIDAY_AT_ELEVEN)
    with pytest.raises(TermsOutdated):
        move(wish, now=FRIDAY_MORNING)
    assert_unmoved(number)
    move(replace(wish, terms_version="2026-11-20"), now=FRIDAY_MORNING)
    moved = booking_of(number)
    assert (moved.terms_version, moved.consent, moved.consented_at) == ("2026-11-20", Consent.WEB, FRIDAY_MORNING)


def test_somebody_elses_booking_is_unknown(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    for wish in (
        by_seeker(number, FRIDAY_AT_ELEVEN, seeker=KAKUTO),
        by_clerk(number, FRIDAY_AT_ELEVEN, office="shiga"),
    ):
        with pytest.raises(UnknownBooking):
            move(wish, now=FRIDAY_MORNING)
    assert_unmoved(number)


def test_shiga_is_moved_by_phone_and_not_on_the_web(app: Flask) -> None:
    number = booked(TARO, "2026-11-26 10:30", procedure="shiga-soudan", channel=Channel.PHONE)
    with pytest.raises(ChannelClosed):
        move(by_seeker(number, "2026-11-27 09:30", seeker=TARO), now=FRIDAY_MORNING)
    move(by_clerk(number, "2026-11-27 09:30", office="shiga"), now=FRIDAY_MORNING)
    assert booking_of(number).starts_at == office_time("2026-11-27 09:30")
    assert claims_of(number) == (ticks("2026-11-27 09:30", 4), ticks("2026-11-27 09:30", 3))  # 45 minutes and the rest


def test_staff_move_after_the_deadline_with_a_reason(app: Flask) -> None:
    number = booked(TARO, "2026-11-27 10:30", procedure="shiga-soudan", channel=Channel.PHONE)
    tuesday = office_time("2026-11-24 09:00")  # Wednesday 25 closed on Friday 20, 17:00
    with pytest.raises(LateReasonMissing):
        move(by_clerk(number, "2026-11-25 13:30", office="shiga"), now=tuesday)
    move(by_clerk(number, "2026-11-25 13:30", office="shiga", late_reason="急な面接"), now=tuesday)
    moved = booking_of(number)
    assert (moved.starts_at, moved.late_reason) == (office_time("2026-11-25 13:30"), "急な面接")


# Both at once ---------------------------------------------------------------------------------------------------------


def act(change: MoveRequest) -> str:
    move(change, now=FRIDAY_MORNING)
    return "moved"


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_moves_into_the_same_place_one_succeeds(app: Flask, attempt: int) -> None:
    first, second = booked(MISAKI, THURSDAY_AT_TEN), booked(KAKUTO, "2026-11-26 11:00")
    wishes = [by_seeker(first, FRIDAY_AT_ELEVEN), by_seeker(second, FRIDAY_AT_ELEVEN, seeker=KAKUTO)]
    answers = at_once(app, [partial(act, wish) for wish in wishes])
    assert sorted(type(answer).__name__ for answer in answers) == ["SlotTaken", "str"]
    assert_claims_are_those_of_the_bookings()


@pytest.mark.parametrize("attempt", range(3))
def test_two_bookings_that_exchange_times_never_lose_one(app: Flask, attempt: int) -> None:
    first, second = booked(MISAKI, THURSDAY_AT_TEN), booked(KAKUTO, FRIDAY_AT_ELEVEN)
    wishes = [by_seeker(first, FRIDAY_AT_ELEVEN), by_seeker(second, THURSDAY_AT_TEN, seeker=KAKUTO)]
    answers = at_once(app, [partial(act, wish) for wish in wishes])
    # Each place is taken until the other has left it: neither can go first, and both keep what they have.
    assert [type(answer) for answer in answers] == [SlotTaken, SlotTaken]
    assert_unmoved(first)
    assert_unmoved(second, FRIDAY_AT_ELEVEN)


@pytest.mark.parametrize("attempt", range(5))
def test_a_move_beside_a_cancellation_leaves_no_moved_cancelled_booking(app: Flask, attempt: int) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    misaki = seeker_id(MISAKI)

    def give_up() -> str:
        cancel(number, Canceller(f"seeker:{misaki}", seeker_id=misaki), now=FRIDAY_MORNING)
        return "cancelled"

    acts: list[Callable[[], str]] = [partial(act, by_seeker(number, FRIDAY_AT_ELEVEN)), give_up]
    moved, cancelled = at_once(app, acts)
    assert cancelled == "cancelled"
    assert moved == "moved" or isinstance(moved, NotOpenAnyMore)
    found = booking_of(number)
    assert (found.status, claims_in_all()) == (BookingStatus.CANCELLED_BY_SEEKER, (0, 0))
    assert set(meetings_of(number)) == {MeetingState.WITHDRAWN}
    assert found.sequence == (2 if moved == "moved" else 1)


def test_the_same_move_pressed_twice_at_once_moves_once(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    answers = at_once(app, [partial(act, by_seeker(number, FRIDAY_AT_ELEVEN))] * 2)
    assert answers == ["moved", "moved"]
    assert booking_of(number).sequence == 1
    assert [kind for kind, _state in told()] == ["booked", "moved"]


def test_somebody_who_books_the_place_while_it_is_moved_to_gets_it_or_is_refused(app: Flask) -> None:
    number = booked(MISAKI, THURSDAY_AT_TEN)
    answers = at_once(app, [partial(act, by_seeker(number, FRIDAY_AT_ELEVEN)), partial(booked, LAN, FRIDAY_AT_ELEVEN)])
    assert sum(isinstance(answer, SlotTaken) for answer in answers) == 1
    assert_claims_are_those_of_the_bookings()
