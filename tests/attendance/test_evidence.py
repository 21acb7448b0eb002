"""Events that come twice, late, in any order or never say the same about who was where."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.attendance.rules.evidence import Evidence, evidence_from
from booking.attendance.rules.spans import Span
from booking.core.meeting_events import BEFORE_THE_DOOR, Event, Sign, Source, Who
from tests.attendance.events import at, event, host_came, inside, listed, ran, waited

WHOLE_HOUR = Span(at("10:00"), at("10:30"))


def read(*happened: Sequence[Event], never_held: bool = False) -> Evidence:
    """The evidence at the end of the consultation."""
    events = [event for some in happened for event in some]
    return evidence_from(events, starts_at=at("10:00"), until=at("10:30"), never_held=never_held)


def span(start: str, end: str) -> Span:
    return Span(at(start), at(end))


def test_who_waited_and_was_let_in_was_in_both_rooms_one_after_the_other() -> None:
    seen = read(ran("09:58", "10:30"), waited("09:52", "10:00"), inside("10:00", "10:29"))
    assert (seen.named.waiting, seen.named.inside) == ((span("09:52", "10:00"),), (span("10:00", "10:29"),))
    assert seen.named.arrived_at == at("09:52")


def test_a_day_told_twice_and_in_any_order_says_the_same() -> None:
    happened = [
        *ran("09:58", "10:30"), *waited("09:52", "10:00"), *inside("10:00", "10:12", lost=True),
        *inside("10:14", "10:29", participant="p2"), *inside("09:58", "10:30", who=Who.HOST, participant="h"),
    ]  # fmt: skip
    expected = read(happened)
    for seed in range(50):
        shuffled = [*happened, *happened]
        random.Random(seed).shuffle(shuffled)
        assert read(shuffled) == expected


def test_a_leaving_that_is_told_after_the_return_is_no_leaving_of_the_return() -> None:
    seen = read(ran("10:00", "10:30"), inside("10:14", "10:30", participant="p2"), inside("10:00", "10:12"))
    assert seen.named.inside == (span("10:00", "10:12"), span("10:14", "10:30"))


def test_the_end_of_one_run_that_is_told_after_the_next_began_ends_only_its_own() -> None:
    seen = read(ran("10:05", "10:30", run="second"), ran("09:58", "10:04", run="first"))
    assert seen.open == (span("09:58", "10:04"), span("10:05", "10:30"))


def test_who_was_not_seen_leaving_stayed_until_the_meeting_was_over() -> None:
    assert read(ran("10:00", "10:20"), inside("10:00", None)).named.inside == (span("10:00", "10:20"),)
    assert read(ran("10:00", None), inside("10:00", None)).named.inside == (WHOLE_HOUR,)


def test_who_was_only_seen_leaving_had_been_there_since_the_meeting_began() -> None:
    assert read(ran("10:00", "10:30"), inside(None, "10:25")).named.inside == (span("10:00", "10:25"),)
    assert read(inside(None, "10:25")).named.inside == (span("10:25", "10:25"),)


def test_the_list_of_the_provider_replaces_what_was_only_guessed() -> None:
    guessed = [*ran("10:00", "10:30"), *inside("10:00", None)]
    seen = read(guessed, inside("10:00", "10:07", participant="r1", source=Source.REPORT))
    assert seen.named.inside == (span("10:00", "10:07"),)
    assert not seen.unfinished


def test_what_both_sources_tell_counts_once() -> None:
    seen = read(ran("10:00", "10:30"), inside("10:00", "10:29"), inside("10:00", "10:29", source=Source.REPORT))
    assert seen.named.inside == (span("10:00", "10:29"),)


def test_back_into_the_waiting_room_is_out_of_the_meeting() -> None:
    sent_back = event(Sign.WAITED, "10:10", who=Who.NAMED, participant="p1")
    seen = read(ran("10:00", "10:30"), inside("10:00", None), [sent_back])
    assert (seen.named.inside, seen.named.waiting) == ((span("10:00", "10:10"),), (span("10:10", "10:30"),))


def test_within_one_second_the_waiting_room_comes_before_the_meeting() -> None:
    seen = read(ran("10:00", "10:30"), inside("10:00", "10:30"), waited("10:00", "10:00"))
    assert seen.named.inside == (WHOLE_HOUR,)


def test_a_waiting_room_alone_is_no_open_meeting() -> None:
    seen = read(waited("09:55", "10:20"))
    assert (seen.open, seen.is_empty) == ((), False)


def test_who_waited_before_it_was_opened_waited_until_then() -> None:
    waiting = waited("09:51", None, participant=BEFORE_THE_DOOR)
    assert read(waiting, ran("09:58", "10:30")).named.waiting == (span("09:51", "09:58"),)
    assert read(waiting).named.waiting == (span("09:51", "10:30"),)


def test_who_waited_under_a_number_of_their_own_before_it_was_opened_waited_until_then() -> None:
    waiting = waited("09:51", None, participant=":16", run="before")
    assert read(waiting, ran("09:58", "10:30")).named.waiting == (span("09:51", "09:58"),)
    gone_outside = waited("09:51", "10:02", participant=":16", run="before")
    assert read(gone_outside, ran("09:58", "10:30")).named.waiting == (span("09:51", "10:02"),)
    assert read(waiting).named.waiting == (span("09:51", "10:30"),)


def test_an_end_that_nobody_told_is_known_from_the_host_who_left() -> None:
    began, host = ran("09:58", None), inside("09:58", "10:07", who=Who.HOST, participant="h")
    assert read(began).unfinished
    assert (read(began).open, read(began, host).open) == ((span("09:58", "10:30"),), (span("09:58", "10:07"),))
    assert not read(began, host).unfinished
    assert not read(ran("09:58", "10:30")).unfinished


def test_the_reason_of_leaving_is_kept_although_the_list_does_not_tell_it() -> None:
    listed = inside("10:00", "10:12:02", participant="r1", source=Source.REPORT)
    assert read(ran("09:58", "10:30"), inside("10:00", "10:12", lost=True), listed).named.lost


def test_somebody_inside_shows_that_the_meeting_was_open() -> None:
    assert read(inside("10:00", "10:20")).open == (span("10:00", "10:20"),)


def test_who_renames_within_the_meeting_is_known_by_the_display_name() -> None:
    entered, left = inside("10:00", "10:30")
    renamed = [event(entered.sign, "10:00", who=Who.OTHER, participant="p1"), left]
    seen = read(ran("10:00", "10:30"), renamed)
    assert (seen.named.inside, seen.other.inside) == ((WHOLE_HOUR,), ())


def test_a_rehearsal_of_the_day_before_says_nothing() -> None:
    assert read(ran("08:00", "08:59"), inside("08:10", "08:50", who=Who.OTHER)).is_empty


def test_nothing_told_is_nothing_known() -> None:
    assert read().is_empty
    assert not read(never_held=True).is_empty


def test_a_meeting_that_ran_was_held_whatever_else_is_said() -> None:
    assert not read(ran("10:00", "10:30"), never_held=True).never_held


CLOCKS = st.sampled_from(["09:30", "09:59", "10:00", "10:01", "10:15", "10:30", "10:45"])
OF_THE_RUN = [Sign.STARTED, Sign.ENDED, Sign.LISTED]
MOMENTS = st.builds(
    event,
    st.sampled_from([sign for sign in Sign if sign not in OF_THE_RUN]),
    CLOCKS,
    who=st.sampled_from([who for who in Who if who is not Who.MEETING]),
    participant=st.sampled_from(["p1", "p2:1", "p2:2", "p3:1", ":3", BEFORE_THE_DOOR]),
    run=st.sampled_from(["one", "two"]),
    source=st.sampled_from(Source),
)
RUNS = st.builds(
    event, st.sampled_from(OF_THE_RUN), CLOCKS, who=st.just(Who.MEETING), run=st.sampled_from(["one", "two"])
)


@given(st.lists(st.one_of(MOMENTS, RUNS), max_size=12), st.randoms())
def test_whatever_is_told_can_be_read_in_any_order(happened: list[Event], shuffle: random.Random) -> None:
    shuffled = [*happened, *happened]
    shuffle.shuffle(shuffled)
    seen = read(happened)
    assert read(shuffled) == seen
    spans = (*seen.open, *seen.host, *seen.staff, *seen.named.inside, *seen.named.waiting, *seen.other.waiting)
    assert all(one.start <= one.end for one in spans)


@given(st.lists(st.one_of(MOMENTS, RUNS), max_size=8), st.sampled_from(["one", "two", "three"]))
def test_a_run_of_which_no_coming_was_told_leaves_open_who_came(happened: list[Event], run: str) -> None:
    """Whatever else is known: of a run that is only told to have been open, somebody may have been there."""
    silent = [one for one in happened if one.run != run]
    assert not read(silent, ran("09:55", "10:30", run=run)).arrivals_known
    for answered in (listed(run=run), host_came(run=run)):
        assert read(silent, ran("09:55", "10:30", run=run), answered).arrivals_known is read(silent).arrivals_known


@pytest.mark.parametrize(("lost", "expected"), [(True, True), (False, False)])
def test_only_the_last_stay_tells_whether_the_connection_was_lost_for_good(lost: bool, expected: bool) -> None:
    seen = read(inside("10:00", "10:05", lost=True), inside("10:06", "10:20", participant="p2", lost=lost))
    assert seen.named.lost is expected
