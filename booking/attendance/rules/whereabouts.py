"""Where the seeker of a consultation is right now, as far as the provider told; knows no tables.

A typed name proves nothing: whoever came under another name than the display name is told apart, and people look.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from booking.attendance.rules.evidence import Evidence, Presence


class Where(StrEnum):
    """Where somebody is."""

    WAITING = "waiting"
    INSIDE = "inside"
    LEFT = "left"


@dataclass(frozen=True)
class Whereabouts:
    """Where somebody is, since when, and whether they came under the display name."""

    where: Where
    since: datetime
    by_display_name: bool


def whereabouts(evidence: Evidence, *, until: datetime) -> Whereabouts | None:
    """Where the seeker is at `until`, up to which the evidence goes; None if nobody was seen.

    Whoever came under the display name is looked at first: others may be a browser's helper, or somebody at their side.
    """
    found = [
        seen
        for presence, named in ((evidence.named, True), (evidence.other, False))
        if (seen := _seen(presence, named, until))
    ]
    here = [one for one in found if one.where is not Where.LEFT]
    return next(iter(here or found), None)


def is_open(evidence: Evidence, *, until: datetime) -> bool:
    """Whether the meeting runs at `until`."""
    return any(span.end >= until for span in evidence.open)


def _seen(presence: Presence, named: bool, until: datetime) -> Whereabouts | None:
    for where, spans in ((Where.INSIDE, presence.inside), (Where.WAITING, presence.waiting)):
        now_there = [span for span in spans if span.end >= until]
        if now_there:
            return Whereabouts(where, now_there[-1].start, named)
    if not presence.seen:
        return None
    return Whereabouts(Where.LEFT, max(span.end for span in (*presence.inside, *presence.waiting)), named)
