"""What the evidence of a consultation suggests, and why; staff decide (rules.md#evidence). Knows no tables.

Whatever may be the office's fault or the technology's is never suggested to be an absence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from booking.attendance.rules.evidence import Evidence, Presence
from booking.attendance.rules.spans import Span, total, within
from booking.core.decisions import BookingStatus

# Shorter waits, gaps and remainders say nothing: clocks differ, and Zoom reports a killed app 60 to 90 seconds late.
GRACE = timedelta(minutes=5)
# A seeker who talks for less than this before the line breaks has had no consultation.
SHORTEST_TALK = timedelta(minutes=5)
_MINUTE = timedelta(minutes=1)


class Why(StrEnum):
    """One reason, for or against."""

    NOT_YET = "not_yet"
    NO_EVIDENCE = "no_evidence"
    NO_MEETING = "no_meeting"
    LATE_MEETING = "late_meeting"
    ON_TIME = "on_time"
    LATE = "late"
    OTHER_NAME = "other_name"
    NAME_UNKNOWN = "name_unknown"
    REJOINED = "rejoined"
    LEFT_EARLY = "left_early"
    ENDED_EARLY = "ended_early"
    CONNECTION_LOST = "connection_lost"
    HOST_ABSENT = "host_absent"
    HOST_LATE = "host_late"
    HOST_LEFT = "host_left"
    HOST_WAITED = "host_waited"
    END_UNKNOWN = "end_unknown"
    WAITING_ROOM_ONLY = "waiting_room_only"
    LEFT_BEFORE_START = "left_before_start"
    NOBODY = "nobody"
    ARRIVALS_UNKNOWN = "arrivals_unknown"


@dataclass(frozen=True)
class Reason:
    """Why, and by how many minutes or how often, where that is asked."""

    why: Why
    count: int = 0


@dataclass(frozen=True)
class Suggestion:
    """What the evidence suggests; without an `outcome` people have to find out."""

    outcome: BookingStatus | None
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class Consultation:
    """The times by which it is judged. `late_minutes` after the start an absence may be marked.

    `issued_at`: since when the seeker could know the meeting; None if there was none.
    """

    starts_at: datetime
    ends_at: datetime
    late_minutes: int
    enter_minutes_before: int
    issued_at: datetime | None

    @property
    def waited_until(self) -> datetime:
        """Until when the office waits for the seeker."""
        return self.starts_at + timedelta(minutes=self.late_minutes)


def propose(consultation: Consultation, evidence: Evidence, *, now: datetime) -> Suggestion:
    """Say what the evidence suggests at `now`, with every reason that staff should know."""
    if now < consultation.starts_at:
        return _undecided(Why.NOT_YET)
    named, other = evidence.named.after(consultation.starts_at), evidence.other.after(consultation.starts_at)
    if named.inside:
        return _came(consultation, evidence, named, now)
    if other.inside:
        return _came(consultation, evidence, other, now, _not_the_display_name(other))
    if now < consultation.waited_until:
        return _undecided(Why.NOT_YET)
    return _did_not_meet(consultation, evidence, now)


def _did_not_meet(consultation: Consultation, evidence: Evidence, now: datetime) -> Suggestion:
    if consultation.issued_at is None:
        return Suggestion(BookingStatus.NOT_HELD, (Reason(Why.NO_MEETING),))
    if consultation.issued_at > consultation.starts_at:
        return Suggestion(BookingStatus.NOT_HELD, (Reason(Why.LATE_MEETING),))
    if evidence.is_empty:
        return _undecided(Why.NO_EVIDENCE)
    seeker = _where_the_seeker_was(consultation, evidence)
    fault = _fault_of_the_office(consultation, evidence)
    if fault:
        return Suggestion(BookingStatus.NOT_HELD, (fault, *seeker))
    if evidence.unfinished and now > consultation.ends_at + GRACE:
        return Suggestion(None, (Reason(Why.END_UNKNOWN), *seeker))  # the host may have left at once
    waited = Reason(Why.HOST_WAITED, consultation.late_minutes)
    return Suggestion(_when_the_host_waited(consultation, evidence), (waited, *seeker))


def _when_the_host_waited(consultation: Consultation, evidence: Evidence) -> BookingStatus | None:
    if consultation.issued_at is None or consultation.issued_at > _ready_by(consultation):
        return None  # a seeker who reads so late where to go may have missed it
    if _stood_at_the_door(consultation, evidence.named):
        return BookingStatus.NOT_HELD  # came in time and was not let in
    if evidence.named.seen or evidence.other.seen or not evidence.arrivals_known:
        return None
    return BookingStatus.NO_SHOW


def _stood_at_the_door(consultation: Consultation, seeker: Presence) -> bool:
    in_time = Span(consultation.starts_at, consultation.waited_until)
    return any(span.end > consultation.starts_at for span in within(seeker.waiting, in_time))


def _ready_by(consultation: Consultation) -> datetime:
    return consultation.starts_at - timedelta(minutes=consultation.enter_minutes_before)


def _where_the_seeker_was(consultation: Consultation, evidence: Evidence) -> Sequence[Reason]:
    """Say where a seeker was who was not inside."""
    late = Why.LATE_MEETING
    known_late = consultation.issued_at is not None and consultation.issued_at > _ready_by(consultation)
    reasons = [Reason(late)] if known_late else []
    named, other = evidence.named.after(consultation.starts_at), evidence.other.after(consultation.starts_at)
    for seeker, name in ((named, []), (other, [_not_the_display_name(other)])):
        if seeker.seen:
            waited = Reason(Why.WAITING_ROOM_ONLY, _minutes(total(seeker.waiting)))
            return (*reasons, *name, _arrival(consultation, evidence, seeker), waited)
    if evidence.named.seen:
        return (*reasons, Reason(Why.LEFT_BEFORE_START))
    if evidence.other.seen:
        return (*reasons, _not_the_display_name(evidence.other), Reason(Why.LEFT_BEFORE_START))
    return (*reasons, Reason(Why.NOBODY if evidence.arrivals_known else Why.ARRIVALS_UNKNOWN))


def _not_the_display_name(guest: Presence) -> Reason:
    return Reason(Why.OTHER_NAME if guest.name_known else Why.NAME_UNKNOWN)


def _fault_of_the_office(consultation: Consultation, evidence: Evidence) -> Reason | None:
    """Whether the office was not there as long as it has to wait."""
    wait = Span(consultation.starts_at, consultation.waited_until)
    there = within(evidence.open, wait)
    if wait.length - total(there) <= GRACE:
        return None
    came = within(evidence.open, Span(consultation.starts_at, consultation.ends_at))
    if not came:
        return Reason(Why.HOST_ABSENT)
    late = came[0].start - consultation.starts_at
    return Reason(Why.HOST_LATE, _minutes(late)) if late > GRACE else Reason(Why.HOST_LEFT)


def _came(
    consultation: Consultation, evidence: Evidence, guest: Presence, now: datetime, *beside: Reason
) -> Suggestion:
    reasons = [_arrival(consultation, evidence, guest), *beside]
    if len(guest.inside) > 1:
        reasons.append(Reason(Why.REJOINED, len(guest.inside) - 1))
    left_at = guest.inside[-1].end
    missing = min(now, consultation.ends_at) - left_at
    if missing <= GRACE:
        return Suggestion(BookingStatus.ATTENDED, reasons)
    reasons.append(_how_it_ended(consultation, evidence, guest))
    broke = guest.lost and total(guest.inside) < SHORTEST_TALK
    return Suggestion(BookingStatus.NOT_HELD if broke else BookingStatus.ATTENDED, reasons)


def _how_it_ended(consultation: Consultation, evidence: Evidence, guest: Presence) -> Reason:
    left_at = guest.inside[-1].end
    early = _minutes(consultation.ends_at - left_at)
    if guest.lost:
        return Reason(Why.CONNECTION_LOST, early)
    went_together = evidence.open[-1].end - left_at <= _MINUTE
    return Reason(Why.ENDED_EARLY if went_together else Why.LEFT_EARLY, early)


def _arrival(consultation: Consultation, evidence: Evidence, guest: Presence) -> Reason:
    late = _minutes(guest.arrived_at - consultation.starts_at)
    return Reason(Why.LATE, late) if late > 0 and not _met_at_the_opening(evidence, guest) else Reason(Why.ON_TIME)


def _met_at_the_opening(evidence: Evidence, guest: Presence) -> bool:
    """Whether the seeker was seen as soon as the meeting was open: providers do not report who stands there before."""
    return bool(evidence.open) and abs(guest.arrived_at - evidence.open[0].start) <= _MINUTE


def _minutes(span: timedelta) -> int:
    return span // _MINUTE


def _undecided(why: Why) -> Suggestion:
    return Suggestion(None, (Reason(why),))
