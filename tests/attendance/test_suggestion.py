"""What the evidence suggests: never an absence where the office or the technology may be at fault."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from booking.attendance.rules.evidence import evidence_from
from booking.attendance.rules.suggestion import Consultation, Reason, Suggestion, Why, propose
from booking.core.decisions import BookingStatus
from booking.core.meeting_events import Event, Source, Who
from tests.attendance.events import at, host_came, inside, listed, ran, waited

CONSULTATION = Consultation(
    starts_at=at("10:00"),
    ends_at=at("10:30"),
    late_minutes=15,
    enter_minutes_before=10,
    issued_at=at("08:00"),
)
LATER = "11:30"
RAN = ran("09:55", "10:30")
OPEN = [*RAN, *host_came()]


def judge(
    *happened: Sequence[Event], now: str = LATER, given: Consultation = CONSULTATION, never_held: bool = False
) -> Suggestion:
    """What is proposed for the consultation of 10:00."""
    events = [event for some in happened for event in some]
    until = min(at(now), given.ends_at)
    evidence = evidence_from(events, starts_at=given.starts_at, until=until, never_held=never_held)
    return propose(given, evidence, now=at(now))


def proposed(outcome: BookingStatus | None, *reasons: Reason | Why) -> Suggestion:
    return Suggestion(outcome, [Reason(reason) if isinstance(reason, Why) else reason for reason in reasons])


def same(one: Suggestion, other: Suggestion) -> bool:
    return (one.outcome, [*one.reasons]) == (other.outcome, [*other.reasons])


CASES = {
    "on time": (
        [OPEN, waited("09:50", "09:59"), inside("09:59", "10:30")],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME),
    ),
    "admitted late, but there in time": (
        [ran("10:04", "10:30"), waited("09:50", "10:04"), inside("10:04", "10:30")],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME),
    ),
    "seen as soon as a late host had opened": (
        [ran("10:04", "10:30"), waited("10:04", "10:05"), inside("10:05", "10:30")],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME),
    ),
    "late": (
        [OPEN, inside("10:08", "10:30")],
        proposed(BookingStatus.ATTENDED, Reason(Why.LATE, 8)),
    ),
    "so late that an absence could have been marked": (
        [OPEN, inside("10:20", "10:30")],
        proposed(BookingStatus.ATTENDED, Reason(Why.LATE, 20)),
    ),
    "left early": (
        [OPEN, inside("09:58", "10:12")],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME, Reason(Why.LEFT_EARLY, 18)),
    ),
    "both were done early": (
        [ran("09:58", "10:16"), inside("09:59", "10:16")],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME, Reason(Why.ENDED_EARLY, 14)),
    ),
    "network drop and rejoin": (
        [OPEN, inside("10:00", "10:10", lost=True), inside("10:13", "10:30", participant="p2")],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME, Reason(Why.REJOINED, 1)),
    ),
    "lost for good after a while": (
        [OPEN, inside("10:00", "10:20", lost=True)],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME, Reason(Why.CONNECTION_LOST, 10)),
    ),
    "lost for good at once": (
        [OPEN, inside("10:00", "10:02", lost=True)],
        proposed(BookingStatus.NOT_HELD, Why.ON_TIME, Reason(Why.CONNECTION_LOST, 28)),
    ),
    "other name": (
        [OPEN, inside("09:59", "10:30", who=Who.OTHER)],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME, Why.OTHER_NAME),
    ),
    "display name and an interpreter": (
        [OPEN, inside("10:00", "10:30"), inside("10:00", "10:30", who=Who.OTHER, participant="p2")],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME),
    ),
    "waiting room only, although the host was there": (
        [OPEN, waited("09:55", "10:12")],
        proposed(BookingStatus.NOT_HELD, Reason(Why.HOST_WAITED, 15), Why.ON_TIME, Reason(Why.WAITING_ROOM_ONLY, 17)),
    ),
    "waiting room under another name": (
        [OPEN, waited("09:55", "10:12", who=Who.OTHER)],
        proposed(
            None, Reason(Why.HOST_WAITED, 15), Why.OTHER_NAME, Why.ON_TIME, Reason(Why.WAITING_ROOM_ONLY, 17)
        ),
    ),
    "left the waiting room before the start": (
        [OPEN, waited("09:45", "09:52")],
        proposed(None, Reason(Why.HOST_WAITED, 15), Why.LEFT_BEFORE_START),
    ),
    "at the waiting room after everybody had waited": (
        [ran("09:55", "10:17"), waited("10:20", "10:25")],
        proposed(None, Reason(Why.HOST_WAITED, 15), Reason(Why.LATE, 20), Reason(Why.WAITING_ROOM_ONLY, 5)),
    ),
    "host absent, seeker waiting": (
        [waited("09:55", "10:16")],
        proposed(BookingStatus.NOT_HELD, Why.HOST_ABSENT, Why.ON_TIME, Reason(Why.WAITING_ROOM_ONLY, 21)),
    ),
    "host there before, but not at the time": (
        [ran("09:30", "09:40"), waited("09:55", "10:16")],
        proposed(BookingStatus.NOT_HELD, Why.HOST_ABSENT, Why.ON_TIME, Reason(Why.WAITING_ROOM_ONLY, 21)),
    ),
    "host too late for a seeker who left no trace": (
        [ran("10:10", "10:30"), host_came("10:10")],
        proposed(BookingStatus.NOT_HELD, Reason(Why.HOST_LATE, 10), Why.NOBODY),
    ),
    "host gone before a late seeker might have come": (
        [ran("09:55", "10:08"), host_came()],
        proposed(BookingStatus.NOT_HELD, Why.HOST_LEFT, Why.NOBODY),
    ),
    "host back after a short drop": (
        [ran("09:55", "10:05"), host_came(), ran("10:07", "10:30", run="second"), host_came("10:07", run="second")],
        proposed(BookingStatus.NO_SHOW, Reason(Why.HOST_WAITED, 15), Why.NOBODY),
    ),
    "host back in a run of which nobody's coming was told": (
        [ran("09:55", "10:05"), host_came(), ran("10:07", "10:30", run="second")],
        proposed(None, Reason(Why.HOST_WAITED, 15), Why.ARRIVALS_UNKNOWN),
    ),
    "only that it was open": (
        [RAN],
        proposed(None, Reason(Why.HOST_WAITED, 15), Why.ARRIVALS_UNKNOWN),
    ),
    "only that it was open, too late": (
        [ran("10:10", "10:30")],
        proposed(BookingStatus.NOT_HELD, Reason(Why.HOST_LATE, 10), Why.ARRIVALS_UNKNOWN),
    ),
    "only that it was open, and an empty list": (
        [RAN, listed()],
        proposed(BookingStatus.NO_SHOW, Reason(Why.HOST_WAITED, 15), Why.NOBODY),
    ),
    "an empty list of another run": (
        [RAN, listed(run="81234567801")],
        proposed(None, Reason(Why.HOST_WAITED, 15), Why.ARRIVALS_UNKNOWN),
    ),
    "a list of the host alone": (
        [RAN, inside("09:55", "10:30", who=Who.HOST, participant="row-0:16", source=Source.REPORT)],
        proposed(BookingStatus.NO_SHOW, Reason(Why.HOST_WAITED, 15), Why.NOBODY),
    ),
    "nobody": (
        [OPEN],
        proposed(BookingStatus.NO_SHOW, Reason(Why.HOST_WAITED, 15), Why.NOBODY),
    ),
    "nobody but people of the office": (
        [OPEN, inside("09:55", "10:30", who=Who.HOST, participant="h")],
        proposed(BookingStatus.NO_SHOW, Reason(Why.HOST_WAITED, 15), Why.NOBODY),
    ),
    "nobody, and nobody told how long the host waited": (
        [ran("09:55", None), waited("09:56", "10:00", who=Who.STAFF)],
        proposed(None, Why.END_UNKNOWN, Why.NOBODY),
    ),
    "another of the office inside": (
        [RAN, inside("09:57", "10:30", who=Who.STAFF, participant="s")],
        proposed(BookingStatus.NO_SHOW, Reason(Why.HOST_WAITED, 15), Why.NOBODY),
    ),
    "another of the office inside, whom only the list knows": (
        [
            RAN,
            inside("09:57", "10:30", who=Who.OTHER, participant="s:16"),
            inside("09:57", "10:30", who=Who.STAFF, participant="row-0:16", source=Source.REPORT),
        ],
        proposed(BookingStatus.NO_SHOW, Reason(Why.HOST_WAITED, 15), Why.NOBODY),
    ),
    "a guest with an account, who is none of the office as the list knows": (
        [
            RAN,
            inside("10:00", "10:30", who=Who.STAFF, participant="s:16"),
            inside("10:00", "10:30", who=Who.OTHER, participant="row-0:16", source=Source.REPORT),
        ],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME, Why.OTHER_NAME),
    ),
    "the display name on an account of the office": (
        [
            RAN,
            inside("10:00", "10:30", participant="s:16"),
            inside("10:00", "10:30", who=Who.STAFF, participant="row-0:16", source=Source.REPORT),
        ],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME),
    ),
    "a guest without a name": (
        [OPEN, inside("09:59", "10:30", who=Who.UNNAMED)],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME, Why.NAME_UNKNOWN),
    ),
    "a guest with and one without a name": (
        [OPEN, inside("09:59", "10:30", who=Who.OTHER), inside("10:05", "10:30", who=Who.UNNAMED, participant="p2")],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME, Why.OTHER_NAME),
    ),
    "inside and gone before the start": (
        [OPEN, inside("09:55", "09:58")],
        proposed(None, Reason(Why.HOST_WAITED, 15), Why.LEFT_BEFORE_START),
    ),
    "another name inside and gone before the start": (
        [OPEN, inside("09:55", "09:58", who=Who.OTHER)],
        proposed(None, Reason(Why.HOST_WAITED, 15), Why.OTHER_NAME, Why.LEFT_BEFORE_START),
    ),
    "tried it 40 minutes before": (
        [OPEN, ran("09:15", "09:25", run="test"), inside("09:20", "09:24", run="test")],
        proposed(None, Reason(Why.HOST_WAITED, 15), Why.LEFT_BEFORE_START),
    ),
    "tried it 40 minutes before and came late": (
        [OPEN, ran("09:15", "09:25", run="test"), inside("09:20", "09:24", run="test"), inside("10:08", "10:30")],
        proposed(BookingStatus.ATTENDED, Reason(Why.LATE, 8)),
    ),
    "tried it and was then not let in": (
        [OPEN, inside("09:20", "09:24", participant="p0"), waited("10:02", "10:14")],
        proposed(
            BookingStatus.NOT_HELD, Reason(Why.HOST_WAITED, 15), Reason(Why.LATE, 2), Reason(Why.WAITING_ROOM_ONLY, 12)
        ),
    ),
    "two devices, of which one leaves soon": (
        [OPEN, inside("10:00", "10:30", participant="u:1"), inside("10:01", "10:03", participant="u:2", lost=True)],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME),
    ),
    "let in with another number": (
        [OPEN, waited("09:50", None, participant="u:1"), inside("10:01", "10:30", participant="u:2")],
        proposed(BookingStatus.ATTENDED, Why.ON_TIME),
    ),
    "nothing told at all": ([], proposed(None, Why.NO_EVIDENCE)),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_course_of_a_consultation_has_its_proposal_and_reasons(case: str) -> None:
    happened, expected = CASES[case]
    assert same(judge(*happened), expected), judge(*happened)


def test_a_meeting_that_never_ran_was_not_held() -> None:
    assert same(judge(never_held=True), proposed(BookingStatus.NOT_HELD, Why.HOST_ABSENT, Why.NOBODY))


def test_without_a_meeting_nobody_could_come() -> None:
    assert same(judge(given=replace(CONSULTATION, issued_at=None)), proposed(BookingStatus.NOT_HELD, Why.NO_MEETING))


def test_a_meeting_issued_after_the_start_is_the_fault_of_the_office() -> None:
    late = replace(CONSULTATION, issued_at=at("10:03"))
    assert same(judge(OPEN, given=late), proposed(BookingStatus.NOT_HELD, Why.LATE_MEETING))


def test_who_learned_the_details_minutes_before_is_not_proposed_as_absent() -> None:
    late = replace(CONSULTATION, issued_at=at("09:55"))
    expected = proposed(None, Reason(Why.HOST_WAITED, 15), Why.LATE_MEETING, Why.NOBODY)
    assert same(judge(OPEN, given=late), expected)


def test_who_came_nevertheless_attended() -> None:
    late = replace(CONSULTATION, issued_at=at("10:03"))
    assert judge(OPEN, inside("10:05", "10:30"), given=late).outcome is BookingStatus.ATTENDED


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("09:59", proposed(None, Why.NOT_YET)),
        ("10:14", proposed(None, Why.NOT_YET)),
        ("10:15", proposed(BookingStatus.NO_SHOW, Reason(Why.HOST_WAITED, 15), Why.NOBODY)),
    ],
)
def test_nobody_is_absent_before_the_minutes_of_grace_are_over(now: str, expected: Suggestion) -> None:
    assert same(judge(ran("09:55", None), host_came(), now=now), expected)


def test_who_is_inside_now_attends_and_has_not_left_early() -> None:
    suggestion = judge(ran("09:55", None), inside("09:58", None), now="10:05")
    assert same(suggestion, proposed(BookingStatus.ATTENDED, Why.ON_TIME))


def test_who_has_just_been_cut_off_may_come_back() -> None:
    suggestion = judge(ran("09:55", None), inside("09:58", "10:02", lost=True), now="10:05")
    assert same(suggestion, proposed(BookingStatus.ATTENDED, Why.ON_TIME))


CLOCKS = [f"{hour:02}:{minute:02}" for hour in (9, 10) for minute in range(0, 60, 3)]
CLOCK = st.sampled_from(CLOCKS)


@given(CLOCK, CLOCK, st.booleans(), st.sampled_from([Who.NAMED, Who.OTHER, Who.UNNAMED]))
def test_who_was_inside_or_waited_at_the_start_is_never_proposed_as_absent(
    start: str, end: str, waiting: bool, who: Who
) -> None:
    assume(at(end) > at("10:00") and at(start) < at("10:15"))
    stay = waited(start, end, who=who) if waiting else inside(start, end, who=who)
    assert judge(OPEN, stay).outcome is not BookingStatus.NO_SHOW


@given(CLOCK, CLOCK)
def test_nobody_is_proposed_as_absent_whom_the_host_did_not_await(start: str, end: str) -> None:
    there = min(at(end), at("10:15")) - max(at(start), at("10:00"))
    assume(there < timedelta(minutes=10))
    assert judge(ran(start, end), host_came(start)).outcome is not BookingStatus.NO_SHOW


def two_of(clocks: Sequence[str]) -> st.SearchStrategy[list[str]]:
    """A start and an end."""
    return st.lists(st.sampled_from(clocks), min_size=2, max_size=2, unique=True).map(sorted)


@given(st.lists(two_of(CLOCKS), max_size=2), two_of(CLOCKS), CLOCK)
def test_nobody_is_proposed_as_absent_whose_coming_nobody_would_have_told(
    others: list[list[str]], silent: list[str], now: str
) -> None:
    """Of one run only the start and the end are told: a seeker may have been in it."""
    happened = [ran(start, end, run=start) + host_came(start, run=start) for start, end in others]
    assert judge(*happened, ran(*silent, run="silent"), now=now).outcome is not BookingStatus.NO_SHOW


@given(two_of(CLOCKS), st.sampled_from([Who.HOST, Who.STAFF]))
def test_people_of_the_office_are_no_guests(stay: list[str], who: Who) -> None:
    assert judge(RAN, inside(*stay, who=who)).outcome in {BookingStatus.NO_SHOW, BookingStatus.NOT_HELD}


@given(
    two_of([clock for clock in CLOCKS if clock <= "10:00"]),
    st.booleans(),
    st.sampled_from([Who.NAMED, Who.OTHER, Who.UNNAMED, Who.STAFF]),
)
def test_who_was_gone_before_the_start_neither_attended_nor_is_proposed_as_absent(
    early: list[str], waiting: bool, who: Who
) -> None:
    start, end = early
    stay = waited(start, end, who=who) if waiting else inside(start, end, who=who)
    assert judge(OPEN, stay).outcome is (BookingStatus.NO_SHOW if who is Who.STAFF else None)
