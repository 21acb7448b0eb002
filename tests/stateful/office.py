"""The office of the model: two procedures that share a desk, and one that overlaps theirs at a desk of its own."""

from dataclasses import replace
from datetime import date, datetime, time

from booking.assets import assets
from booking.core.host_licences import HostLicence
from booking.offices.file.read import read_office
from booking.offices.file.shape import Desk, Office, Procedure, Timetable, WeeklyStart
from calendars.office_time import at
from tests.days import day

TERMS = "2026-10-01"
DESK_CLOSES = time(17, 15)
WEEKDAY = 2  # Wednesday

SHORT, LONG, APART = "model-short", "model-long", "model-apart"
LENGTHS = {SHORT: 30, LONG: 45, APART: 30}  # minutes
LIMITS = {SHORT: 2, LONG: 1, APART: 1}  # open bookings of a seeker
DESKS = {SHORT: ("desk-a", "desk-b"), LONG: ("desk-b", "desk-c"), APART: ("desk-d",)}
RESTS = {"desk-a": 15, "desk-b": 15, "desk-c": 15, "desk-d": 0}  # minutes
STARTS = {SHORT: (time(10), time(11, 45)), LONG: (time(10, 45),), APART: (time(10, 15), time(10, 45))}

# What starts may become. On desk-b a kept booking of 10:00 (30 minutes) has its rest in the way of the 10:30 of 45, and
# a kept one of 10:45 (45 minutes) in the way of the 11:30 of 30; some of these cannot stand beside each other at all.
OTHER_STARTS = {
    SHORT: (STARTS[SHORT], (time(9, 45), time(11, 45)), (time(11, 30),), ()),
    LONG: (STARTS[LONG], (time(10, 30),)),
}
NEW_TIMETABLES = tuple((procedure, starts) for procedure, others in OTHER_STARTS.items() for starts in others)

# On Friday 20 November 2026, 9:00, both can be booked: until that midnight, and until the end of Monday 30.
CONSULTATION_DAYS = (day("2026-11-25 Wed"), day("2026-12-02 Wed"))
DAYS_TO_CLOSE = (*CONSULTATION_DAYS, day("2026-12-01 Tue"))
Slot = tuple[str, datetime]  # the code of a procedure and a start in office time

# Few, so that everybody gets into everybody's way; some are offered only after a change of the timetable.
SLOTS: tuple[Slot, ...] = tuple(
    (procedure, at(on, start))
    for on in CONSULTATION_DAYS
    for procedure, starts in STARTS.items()
    for start in sorted({*starts, *(other for others in OTHER_STARTS.get(procedure, ()) for other in others)})
)


def model_office() -> Office:
    """The office as its file would say it."""
    text = (assets("offices") / "omura.toml").read_text(encoding="utf-8")
    pattern = read_office(text, file_name="omura.toml")
    return replace(
        pattern,
        code="model",
        fictional=True,
        desk_closes=DESK_CLOSES,
        closing_days=(),
        extra_openings=(),
        desks=tuple(Desk(code, code, None, HostLicence.LICENSED, rest) for code, rest in RESTS.items()),
        procedures=tuple(_procedure(pattern.procedures[0], code) for code in STARTS),
    )


def weekly(starts: tuple[time, ...]) -> tuple[WeeklyStart, ...]:
    """These starts on every Wednesday."""
    return tuple(WeeklyStart(WEEKDAY, start) for start in starts)


def _procedure(pattern: Procedure, code: str) -> Procedure:
    return replace(
        pattern,
        code=code,
        length_minutes=LENGTHS[code],
        max_open_bookings=LIMITS[code],
        desks=DESKS[code],
        timetables=(Timetable(date(2020, 1, 1), weekly(STARTS[code])),),
    )
