"""What is counted of bookings, and how: from rows to figures, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from statistics import median_low

from booking.core.channels import Channel
from booking.core.decisions import BookingStatus
from booking.core.demands import DemandKind


@dataclass(frozen=True)
class CountedBooking:
    """What the statistics see of a booking. `day` is the consultation day, `booked_on` the day on which it was made."""

    procedure_id: int
    channel: Channel
    status: BookingStatus
    is_late: bool
    was_moved: bool
    day: date
    booked_on: date
    desk_id: int
    starts_at: datetime
    seeker_id: int


@dataclass(frozen=True)
class CountedDemand:
    """That somebody wanted a place on `day` and found none."""

    procedure_id: int
    channel: Channel
    kind: DemandKind
    day: date
    seeker_id: int


@dataclass(frozen=True)
class Counts:
    """Figures of some bookings by their consultation days. `booked` is the sum of the seven that follow it.

    `late` were booked after the deadline, `moved` were given another time at least once; both are among `booked`.
    `turned_away` and `waited` count a person once for each consultation day, however often they tried.
    """

    booked: int = 0
    attended: int = 0
    excused: int = 0
    no_show: int = 0
    not_held: int = 0
    cancelled_by_seeker: int = 0
    cancelled_by_office: int = 0
    undecided: int = 0
    late: int = 0
    moved: int = 0
    turned_away: int = 0
    waited: int = 0
    lead_days: tuple[int, ...] = ()  # of each booking, in no order: days from making it to its day

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})

    @property
    def typical_lead(self) -> int | None:
        """The days that half of the bookings were made ahead at most; None without a booking."""
        return median_low(self.lead_days) if self.lead_days else None


FIGURES = tuple(one.name for one in fields(Counts) if one.name != "lead_days")

_FIGURE_OF = {
    BookingStatus.BOOKED: "undecided",
    BookingStatus.ATTENDED: "attended",
    BookingStatus.EXCUSED: "excused",
    BookingStatus.NO_SHOW: "no_show",
    BookingStatus.NOT_HELD: "not_held",
    BookingStatus.CANCELLED_BY_SEEKER: "cancelled_by_seeker",
    BookingStatus.CANCELLED_BY_OFFICE: "cancelled_by_office",
}
_FIGURE_OF_DEMAND = {DemandKind.TURNED_AWAY: "turned_away", DemandKind.WAITED: "waited"}

Line = tuple[int, Channel]  # a procedure's id, and how people came


def count(bookings: Iterable[CountedBooking], demands: Iterable[CountedDemand]) -> Mapping[Line, Counts]:
    """The figures by procedure and channel; a pair that nobody used is not there."""
    tallies: dict[Line, dict[str, int]] = {}
    leads: dict[Line, list[int]] = {}
    for one in bookings:
        line = one.procedure_id, one.channel
        tally = tallies.setdefault(line, dict.fromkeys(FIGURES, 0))
        tally["booked"] += 1
        tally[_FIGURE_OF[one.status]] += 1
        tally["late"] += one.is_late
        tally["moved"] += one.was_moved
        leads.setdefault(line, []).append((one.day - one.booked_on).days)
    for wanted in demands:
        tally = tallies.setdefault((wanted.procedure_id, wanted.channel), dict.fromkeys(FIGURES, 0))
        tally[_FIGURE_OF_DEMAND[wanted.kind]] += 1
    return {line: Counts(**tally, lead_days=tuple(leads.get(line, ()))) for line, tally in tallies.items()}


def total(lines: Iterable[Counts]) -> Counts:
    """All of them together."""
    return sum(lines, Counts())
