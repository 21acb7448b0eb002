"""From moments to stays: in which room one person was from when until when; knows no tables.

Moments come twice, late, in any order, or never. A stay of which one end was not told is a guess, and marked so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from booking.policy.moments import Moment, Sign, Who
from booking.policy.spans import Span

# What comes first within one second, the finest that providers tell.
_ORDER = (Sign.WAITED, Sign.STOPPED_WAITING, Sign.ENTERED, Sign.LEFT, Sign.LOST)
_KNOWN_BEST = (Who.HOST, Who.NAMED, Who.OTHER)


@dataclass(frozen=True)
class Stay:
    """One person's time inside (`inside`) or in the waiting room; `lost` if a broken connection ended it."""

    who: Who
    inside: bool
    span: Span
    lost: bool = False
    guessed: bool = False


def stays_of(moments: Sequence[Moment], *, begun: datetime | None, over: datetime) -> Sequence[Stay]:
    """The stays of one person, whose `moments` these are, in a run that began at `begun` and was over at `over`.

    Whoever was not told to leave stayed until then; whoever was only told to leave had been there since it began.
    """
    walk = _Walk(who=min((moment.who for moment in moments), key=_KNOWN_BEST.index), begun=begun, over=over)
    for moment in sorted(moments, key=lambda moment: (moment.at, _ORDER.index(moment.sign))):
        walk.take(moment)
    return walk.stays()


class _Walk:
    """Follows one person from room to room. People rename themselves: they are who they were known best as."""

    def __init__(self, *, who: Who, begun: datetime | None, over: datetime) -> None:
        self._who, self._begun, self._over = who, begun, over
        self._room: Sign | None = None
        self._since: datetime | None = None
        self._done: list[Stay] = []

    def take(self, moment: Moment) -> None:
        """Follow the next moment."""
        match moment.sign:
            case Sign.WAITED | Sign.ENTERED if moment.sign is not self._room:
                self._leave(moment.at)
                self._room, self._since = moment.sign, moment.at
            case Sign.STOPPED_WAITING if self._room is Sign.WAITED:
                self._leave(moment.at)
            case Sign.LEFT | Sign.LOST if self._room is Sign.ENTERED:
                self._leave(moment.at, lost=moment.sign is Sign.LOST)
            case Sign.LEFT | Sign.LOST if not self._room and not any(stay.inside for stay in self._done):
                self._came_unseen(moment)

    def stays(self) -> Sequence[Stay]:
        """Everything that was followed; what is still open ends with the run."""
        if self._room and self._since:
            self._add(self._room, Span(self._since, max(self._since, self._over)), guessed=True)
        return tuple(self._done)

    def _leave(self, at: datetime, *, lost: bool = False) -> None:
        if self._room and self._since:
            self._add(self._room, Span(self._since, at), lost=lost)
        self._room = self._since = None

    def _came_unseen(self, left: Moment) -> None:
        begun = min(self._begun or left.at, left.at)
        self._add(Sign.ENTERED, Span(begun, left.at), lost=left.sign is Sign.LOST, guessed=True)

    def _add(self, room: Sign, span: Span, *, lost: bool = False, guessed: bool = False) -> None:
        self._done.append(Stay(self._who, room is Sign.ENTERED, span, lost, guessed))
