"""Turns events into stays: in which room one person was from when until when; knows no tables.

Events come twice, late, in any order, or never. A stay of which one end is not known is a guess, and marked so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from booking.attendance.rules.spans import Span
from booking.core.meeting_events import Event, Sign, Who

# What comes first within one second, the finest that providers tell.
_ORDER = (Sign.WAITED, Sign.STOPPED_WAITING, Sign.ENTERED, Sign.LEFT, Sign.LOST)
_KNOWN_BEST = (Who.HOST, Who.NAMED, Who.STAFF, Who.OTHER, Who.UNNAMED)


@dataclass(frozen=True)
class Stay:
    """One person's time inside (`inside`) or in the waiting room; `lost` if a broken connection ended it."""

    who: Who
    inside: bool
    span: Span
    lost: bool = False
    guessed: bool = False


def known_best(whos: Iterable[Who]) -> Who:
    """Who a person is when the events differ: people rename themselves, and some events name no account."""
    return min(whos, key=_KNOWN_BEST.index)


def stays_of(events: Sequence[Event], *, who: Who, begun: datetime | None, over: datetime) -> Sequence[Stay]:
    """The stays of one person, whose `events` these are, in a run that began at `begun` and was over at `over`.

    Without an event of leaving, the person stayed until it was over; without one of coming, since it had begun.
    Each device is followed by itself: one of two may leave. It may be another one as soon as they are let in, so nobody
    is taken to wait on when they have entered.
    """
    devices = sorted({event.participant for event in events})
    walked = [
        stay
        for device in devices
        for stay in _walk([one for one in events if one.participant == device], who=who, begun=begun, over=over)
    ]
    entered = sorted(stay.span.start for stay in walked if stay.inside)
    return tuple(_until_they_entered(stay, entered) for stay in walked)


def _walk(events: Sequence[Event], *, who: Who, begun: datetime | None, over: datetime) -> Sequence[Stay]:
    walk = _Walk(who=who, begun=begun, over=over)
    for event in sorted(events, key=lambda event: (event.at, _ORDER.index(event.sign))):
        walk.take(event)
    return walk.stays()


def _until_they_entered(stay: Stay, entered: Sequence[datetime]) -> Stay:
    if stay.inside or not stay.guessed:
        return stay
    over = min((at for at in entered if at >= stay.span.start), default=stay.span.end)
    return replace(stay, span=Span(stay.span.start, min(over, stay.span.end)))


class _Walk:
    """Follows one person's device from room to room."""

    def __init__(self, *, who: Who, begun: datetime | None, over: datetime) -> None:
        self._who, self._begun, self._over = who, begun, over
        self._room: Sign | None = None
        self._since: datetime | None = None
        self._done: list[Stay] = []

    def take(self, event: Event) -> None:
        """Follow the next event."""
        match event.sign:
            case Sign.WAITED | Sign.ENTERED if event.sign is not self._room:
                self._leave(event.at)
                self._room, self._since = event.sign, event.at
            case Sign.STOPPED_WAITING if self._room is Sign.WAITED:
                self._leave(event.at)
            case Sign.LEFT | Sign.LOST if self._room is Sign.ENTERED:
                self._leave(event.at, lost=event.sign is Sign.LOST)
            case Sign.LEFT | Sign.LOST if not self._room and not any(stay.inside for stay in self._done):
                self._came_unseen(event)

    def stays(self) -> Sequence[Stay]:
        """Everything that was followed; what is still open ends with the run."""
        if self._room and self._since:
            self._add(self._room, Span(self._since, max(self._since, self._over)), guessed=True)
        return tuple(self._done)

    def _leave(self, at: datetime, *, lost: bool = False) -> None:
        if self._room and self._since:
            self._add(self._room, Span(self._since, at), lost=lost)
        self._room = self._since = None

    def _came_unseen(self, left: Event) -> None:
        begun = min(self._begun or left.at, left.at)
        self._add(Sign.ENTERED, Span(begun, left.at), lost=left.sign is Sign.LOST, guessed=True)

    def _add(self, room: Sign, span: Span, *, lost: bool = False, guessed: bool = False) -> None:
        self._done.append(Stay(self._who, room is Sign.ENTERED, span, lost, guessed))
