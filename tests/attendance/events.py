"""Events of a consultation on Wednesday 25 November 2026, 10:00 to 10:30, as a provider tells them."""

from datetime import datetime

from booking.core.meeting_events import Event, Sign, Source, Who
from tests.town import office_time

RUN = "aDYlohsHRtCd4ii1uC2+hA=="


def at(clock: str) -> datetime:
    """That time on the day; seconds may be given."""
    return office_time(f"2026-11-25 {clock}")


def event(
    sign: Sign, clock: str, *, who: Who, participant: str = "", run: str = RUN, source: Source = Source.WEBHOOK
) -> Event:
    """One moment."""
    return Event(run, participant, who, sign, at(clock), source)


def ran(start: str | None, end: str | None, *, run: str = RUN) -> list[Event]:
    """The meeting was opened and closed by the office."""
    signs = ((Sign.STARTED, start), (Sign.ENDED, end))
    return [event(sign, clock, who=Who.MEETING, run=run) for sign, clock in signs if clock]


def listed(clock: str = "10:35", *, run: str = RUN) -> list[Event]:
    """The provider answered with its list of who took part."""
    return [event(Sign.LISTED, clock, who=Who.MEETING, run=run, source=Source.REPORT)]


def host_came(clock: str = "09:55", *, run: str = RUN) -> list[Event]:
    """The host's coming was told, as comings are told in this run."""
    return [event(Sign.ENTERED, clock, who=Who.HOST, participant="h", run=run)]


def waited(
    start: str,
    end: str | None,
    *,
    who: Who = Who.NAMED,
    participant: str = "p1",
    run: str = RUN,
    source: Source = Source.WEBHOOK,
) -> list[Event]:
    """Somebody was in the waiting room."""
    signs = ((Sign.WAITED, start), (Sign.STOPPED_WAITING, end))
    return [
        event(sign, clock, who=who, participant=participant, run=run, source=source) for sign, clock in signs if clock
    ]


def inside(
    start: str | None,
    end: str | None,
    *,
    who: Who = Who.NAMED,
    participant: str = "p1",
    lost: bool = False,
    run: str = RUN,
    source: Source = Source.WEBHOOK,
) -> list[Event]:
    """Somebody was in the meeting."""
    signs = ((Sign.ENTERED, start), (Sign.LOST if lost else Sign.LEFT, end))
    return [
        event(sign, clock, who=who, participant=participant, run=run, source=source) for sign, clock in signs if clock
    ]
