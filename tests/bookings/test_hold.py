"""Holding a slot while the form is filled in: for how long, how often, and what becomes of it."""

from collections.abc import Callable

import pytest
from flask import Flask

from booking.availability.open_slots import slots_of
from booking.availability.procedures import procedure_by_code
from booking.availability.refusals import ChannelClosed, DeadlinePassed, OverlapsOwnBooking, SlotTaken
from booking.availability.slots import SlotState
from booking.bookings.book import book
from booking.bookings.draft import write_draft
from booking.bookings.hold import extend, give_up, hold
from booking.bookings.holds import unused_holds
from booking.bookings.refusals import (
    CannotExtend,
    HoldLapsedRecently,
    HoldLimitReached,
    SlotHeldForLong,
    TooManyOpenBookings,
    UnknownHold,
)
from booking.bookings.rules.holding import LAPSES_A_DAY, lapses
from booking.bookings.rules.wishes import Wish
from booking.office_changes.closings import CloseDay, ReopenDay
from booking.people.refusals import MyPageNotOpened
from booking.tables import DeskClaim, Hold, SeekerClaim
from calendars.office_time import day_of
from database.base import db
from tests.bookings.builders import (
    SHIGA_CLERK,
    THU_10,
    THU_11,
    TOPIC,
    WED_10,
    WED_11,
    all_of,
    filled_hold,
    how_many,
    phone_request,
    the_hold,
    web_request,
)
from tests.bookings.confirming import confirm
from tests.bookings.town_bookings import carried_out
from tests.days import day
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, TARO, StandingClock, office_time, seeker_id

AT_HALF_PAST_NINE = office_time("2026-11-20 09:30")


def press(starts: str = WED_10, *, seeker: str = MISAKI, clock: StandingClock, procedure: str = "omura-soudan") -> str:
    """Press 予約する beside a slot; the token of the hold."""
    return hold(procedure, office_time(starts), seeker_id=seeker_id(seeker), now=clock())


def state_of(starts: str, *, clock: StandingClock, seeker: str | None = None) -> SlotState:
    """The state of a slot of omura-soudan on the web, as a stranger or a signed-in seeker sees it."""
    db.session.rollback()
    starts_at = office_time(starts)
    found = slots_of(
        db.session(),
        procedure_by_code(db.session(), "omura-soudan"),
        first=day_of(starts_at),
        last=day_of(starts_at),
        channel=web_request().channel,
        now=clock(),
        seeker_id=seeker_id(seeker) if seeker else None,
    )
    return next(slot.state for slot in found if slot.starts_at == starts_at)


def test_a_hold_keeps_the_slot_for_thirty_minutes(app: Flask, clock: StandingClock) -> None:
    held = the_hold(press(clock=clock))
    assert (held.starts_at, held.made_at) == (office_time(WED_10), FRIDAY_MORNING)
    assert held.expires_at == AT_HALF_PAST_NINE
    assert {claim.expires_at for claim in all_of(DeskClaim)} == {AT_HALF_PAST_NINE}
    assert {claim.expires_at for claim in all_of(SeekerClaim)} == {AT_HALF_PAST_NINE}


def test_a_held_slot_is_full_for_others_and_open_for_its_seeker(app: Flask, clock: StandingClock) -> None:
    press(clock=clock)
    assert state_of(WED_10, clock=clock) is SlotState.FULL
    assert state_of(WED_10, clock=clock, seeker=TARO) is SlotState.FULL
    assert state_of(WED_10, clock=clock, seeker=MISAKI) is SlotState.OPEN


def test_who_presses_for_a_held_slot_is_told_what_else_is_free(app: Flask, clock: StandingClock) -> None:
    press(clock=clock)
    with pytest.raises(SlotTaken) as refused:
        press(seeker=TARO, clock=clock)
    assert office_time(WED_11) in refused.value.alternatives


def test_pressing_twice_answers_the_same_hold(app: Flask, clock: StandingClock) -> None:
    token = press(clock=clock)
    clock.move(minutes=5)
    assert press(clock=clock) == token
    assert how_many(Hold) == 1


def test_a_new_hold_replaces_the_old_one(app: Flask, clock: StandingClock) -> None:
    old = press(WED_10, clock=clock)
    press(WED_11, clock=clock)
    assert the_hold(old).ended_at == FRIDAY_MORNING
    assert state_of(WED_10, clock=clock) is SlotState.OPEN
    assert state_of(WED_11, clock=clock) is SlotState.FULL


def test_a_hold_that_cannot_be_had_leaves_the_old_one_standing(app: Flask, clock: StandingClock) -> None:
    mine = press(WED_10, clock=clock)
    press(WED_11, seeker=TARO, clock=clock)
    with pytest.raises(SlotTaken):
        press(WED_11, clock=clock)
    assert the_hold(mine).ended_at is None
    assert state_of(WED_10, clock=clock) is SlotState.FULL


def test_a_lapsed_hold_frees_the_slot_without_anybody_sweeping(app: Flask, clock: StandingClock) -> None:
    press(clock=clock)
    clock.set("2026-11-20 09:29:59")
    assert state_of(WED_10, clock=clock) is SlotState.FULL
    clock.set("2026-11-20 09:30")
    assert state_of(WED_10, clock=clock) is SlotState.OPEN
    press(seeker=TARO, clock=clock)


def test_giving_up_frees_the_slot_at_once(app: Flask, clock: StandingClock) -> None:
    token = press(clock=clock)
    give_up(token, seeker_id=seeker_id(MISAKI), now=clock())
    assert how_many(DeskClaim) == how_many(SeekerClaim) == 0
    press(seeker=TARO, clock=clock)


def test_giving_up_twice_keeps_the_first_moment(app: Flask, clock: StandingClock) -> None:
    token = press(clock=clock)
    give_up(token, seeker_id=seeker_id(MISAKI), now=clock())
    clock.move(minutes=5)
    give_up(token, seeker_id=seeker_id(MISAKI), now=clock())
    assert the_hold(token).ended_at == FRIDAY_MORNING


def let_lapse(*starts: str, clock: StandingClock, procedure: str = "omura-soudan") -> None:
    """Press for each of these slots, and come back when its time has run out."""
    for each in starts:
        press(each, clock=clock, procedure=procedure)
        clock.move(minutes=30)


def test_after_three_lapses_a_day_no_more_is_held(app: Flask, clock: StandingClock) -> None:
    let_lapse(WED_10, WED_11, clock=clock)
    token = press(THU_10, clock=clock)
    clock.move(minutes=29)
    press(THU_11, clock=clock)  # the third was replaced in time
    assert the_hold(token).ended_at == clock()
    clock.move(minutes=30)
    with pytest.raises(HoldLimitReached) as refused:
        press("2026-11-27 10:00", clock=clock)
    assert (refused.value.limit, refused.value.procedure) == (3, "omura-soudan")


def test_changing_ones_mind_counts_for_nothing(app: Flask, clock: StandingClock) -> None:
    for starts in (WED_10, WED_11, THU_10, THU_11, WED_10):
        press(starts, clock=clock)
    give_up(press(THU_10, clock=clock), seeker_id=seeker_id(MISAKI), now=clock())
    press(THU_11, clock=clock)


def test_a_new_day_allows_holds_again(app: Flask, clock: StandingClock) -> None:
    let_lapse(WED_10, WED_11, THU_10, clock=clock)
    clock.set("2026-11-21 00:00")  # Saturday
    press(THU_11, clock=clock)


def test_another_procedure_counts_its_holds_apart(app: Flask, clock: StandingClock) -> None:
    let_lapse(WED_10, WED_11, THU_10, clock=clock)
    press("2026-11-25 13:30", procedure="omura-nintei", clock=clock)


def test_a_hold_that_led_to_a_booking_has_not_lapsed(app: Flask, clock: StandingClock) -> None:
    token = filled_hold(starts=WED_10)
    clock.move(minutes=31)
    confirm(token, seeker_id=seeker_id(MISAKI), now=clock())
    clock.set("2026-11-20 10:30")
    with app.app_context():
        unused = unused_holds(db.session(), seeker_id=seeker_id(MISAKI), procedure_id=1, day=day_of(clock()))
    assert lapses(unused, clock()) == 0


def test_what_the_office_took_away_leaves_the_slots_sixty_minutes(app: Flask, clock: StandingClock) -> None:
    for _time in range(LAPSES_A_DAY):
        token = press(THU_10, clock=clock)
        clock.move(minutes=25)
        carried_out("omura", CloseDay(day("2026-11-26 Thu"), "設備点検"), now=clock())
        assert (the_hold(token).ended_at, the_hold(token).taken_away) == (clock(), True)
        carried_out("omura", ReopenDay(day("2026-11-26 Thu")), now=clock())
    assert the_hold(press(THU_10, clock=clock)).expires_at == office_time("2026-11-20 10:45")


def test_the_same_slot_is_held_for_sixty_minutes_a_day_in_all(app: Flask, clock: StandingClock) -> None:
    for _time in range(2):
        token = press(clock=clock)
        clock.move(minutes=25)
        give_up(token, seeker_id=seeker_id(MISAKI), now=clock())
    third = press(clock=clock)
    assert the_hold(third).expires_at == office_time("2026-11-20 10:00")  # ten of sixty minutes were left
    with pytest.raises(CannotExtend):
        extend(third, seeker_id=seeker_id(MISAKI), now=clock())
    clock.move(minutes=6)
    press(WED_11, clock=clock)
    with pytest.raises(SlotHeldForLong) as refused:
        press(clock=clock)
    assert (refused.value.token, refused.value.limit) == (third, 60)


def test_the_same_slot_is_not_held_again_within_two_hours_of_a_lapse(app: Flask, clock: StandingClock) -> None:
    token = press(clock=clock)
    clock.set("2026-11-20 11:29")
    with pytest.raises(HoldLapsedRecently) as refused:
        press(clock=clock)
    assert refused.value.token == token
    assert refused.value.starts_at == office_time(WED_10)
    assert refused.value.again_at == office_time("2026-11-20 11:30")


def test_two_hours_after_the_lapse_the_same_slot_may_be_held_again(app: Flask, clock: StandingClock) -> None:
    press(clock=clock)
    clock.set("2026-11-20 11:30")
    press(clock=clock)


def test_another_slot_may_be_held_right_after_a_lapse(app: Flask, clock: StandingClock) -> None:
    press(WED_10, clock=clock)
    clock.set("2026-11-20 09:31")
    press(WED_11, clock=clock)


def test_a_slot_that_was_given_up_may_be_held_again_at_once(app: Flask, clock: StandingClock) -> None:
    give_up(press(clock=clock), seeker_id=seeker_id(MISAKI), now=clock())
    press(clock=clock)


def test_a_hold_is_extended_once_by_thirty_minutes(app: Flask, clock: StandingClock) -> None:
    token = press(clock=clock)
    extend(token, seeker_id=seeker_id(MISAKI), now=clock())
    assert the_hold(token).expires_at == office_time("2026-11-20 10:00")
    assert {claim.expires_at for claim in all_of(DeskClaim)} == {office_time("2026-11-20 10:00")}
    with pytest.raises(CannotExtend):
        extend(token, seeker_id=seeker_id(MISAKI), now=clock())


def test_a_lapsed_hold_is_not_extended(app: Flask, clock: StandingClock) -> None:
    token = press(clock=clock)
    with pytest.raises(CannotExtend):
        extend(token, seeker_id=seeker_id(MISAKI), now=AT_HALF_PAST_NINE)
    assert not the_hold(token).extended


def test_a_hold_ends_with_the_booking_deadline_and_is_not_extended_past_it(app: Flask, clock: StandingClock) -> None:
    clock.set("2026-11-20 23:45")
    token = press(clock=clock)
    assert the_hold(token).expires_at == office_time("2026-11-21 00:00")
    with pytest.raises(CannotExtend):
        extend(token, seeker_id=seeker_id(MISAKI), now=clock())


def test_an_extension_reaches_no_further_than_the_deadline(app: Flask, clock: StandingClock) -> None:
    clock.set("2026-11-20 23:10")
    token = press(clock=clock)
    extend(token, seeker_id=seeker_id(MISAKI), now=clock())
    assert the_hold(token).expires_at == office_time("2026-11-21 00:00")


@pytest.mark.parametrize("touch", [extend, give_up])
def test_nobody_touches_another_seekers_hold(app: Flask, clock: StandingClock, touch: Callable[..., None]) -> None:
    token = press(clock=clock)
    with pytest.raises(UnknownHold):
        touch(token, seeker_id=seeker_id(TARO), now=clock())
    assert the_hold(token).ended_at is None


def test_what_was_typed_is_found_in_the_next_hold_of_the_procedure(app: Flask, clock: StandingClock) -> None:
    write_draft(press(WED_10, clock=clock), topic=TOPIC, wishes=[Wish.WRITING], now=clock())
    later = the_hold(press(WED_11, clock=clock))
    assert (later.topic, later.wishes) == (TOPIC, ["writing"])
    assert later.terms_version is None


def test_what_was_typed_for_one_procedure_is_not_shown_in_another(app: Flask, clock: StandingClock) -> None:
    write_draft(press(WED_10, clock=clock), topic=TOPIC, wishes=(), now=clock())
    other = the_hold(press("2026-11-25 13:30", procedure="omura-nintei", clock=clock))
    assert other.topic == ""


def test_what_was_typed_is_never_found_by_another_seeker(app: Flask, clock: StandingClock) -> None:
    token = press(clock=clock)
    write_draft(token, topic=TOPIC, wishes=(), now=clock())
    give_up(token, seeker_id=seeker_id(MISAKI), now=clock())
    assert the_hold(press(seeker=TARO, clock=clock)).topic == ""


def test_only_who_could_book_now_may_hold(app: Flask, clock: StandingClock) -> None:
    with pytest.raises(MyPageNotOpened):
        press(seeker=HATSUE, clock=clock)
    with pytest.raises(ChannelClosed):
        press("2026-11-25 13:30", procedure="shiga-soudan", clock=clock)
    clock.set("2026-11-21 00:00")
    with pytest.raises(DeadlinePassed):
        press(clock=clock)
    assert how_many(Hold) == 0


def test_who_has_as_many_bookings_as_allowed_does_not_hold(app: Flask, clock: StandingClock) -> None:
    book(web_request(), now=clock())
    with pytest.raises(TooManyOpenBookings):
        press(THU_10, clock=clock)


def test_a_hold_does_not_overlap_the_seekers_consultation_elsewhere(app: Flask, clock: StandingClock) -> None:
    book(phone_request(procedure="shiga-soudan", starts="2026-11-25 09:30", clerk=SHIGA_CLERK), now=clock())
    with pytest.raises(OverlapsOwnBooking):
        press(clock=clock)
