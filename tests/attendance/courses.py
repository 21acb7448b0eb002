"""The courses that a consultation can take, step by step, and what shall be proposed of each.

Steps are minutes from the start of a consultation of 30 minutes, what happens, and to whom: "seeker" comes under the
display name, and so does their second "device"; "stranger" under another one, "phone" under a number, "bot" under its
own, and "colleague" is another of the office's account.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from booking.attendance.rules.suggestion import Why
from booking.core.decisions import BookingStatus

Step = tuple[float, str, str]


def opened(start: float = -5, end: float = 30) -> Sequence[Step]:
    """The host opened the meeting and closed it."""
    return ((start, "open", "host"), (end, "close", "host"))


def came(waits: float, enters: float, leaves: float, *, who: str = "seeker") -> Sequence[Step]:
    """Somebody waited, was let in, and left."""
    return ((waits, "wait", who), (enters, "admit", who), (leaves, "leave", who))


def stood(since: float, until: float, *, who: str = "seeker") -> Sequence[Step]:
    """Somebody was in the waiting room and went away again."""
    return ((since, "wait", who), (until, "go", who))


def colleague(comes: float, leaves: float) -> Sequence[Step]:
    """Another of the office was there, whom no waiting room stops."""
    return ((comes, "join", "colleague"), (leaves, "leave", "colleague"))


@dataclass(frozen=True)
class Course:
    """What happened, what shall be proposed, and which reason must be among those given."""

    name: str
    steps: Sequence[Step]
    outcome: BookingStatus | None
    why: Why


ATTENDED, NO_SHOW, NOT_HELD = BookingStatus.ATTENDED, BookingStatus.NO_SHOW, BookingStatus.NOT_HELD
DROP = ((0, "wait", "seeker"), (0.5, "admit", "seeker"), (12, "lose", "seeker"))

COURSES = (
    Course("on time", (*opened(), *came(-9, 0, 29)), ATTENDED, Why.ON_TIME),
    Course("in the waiting room before the host", (*opened(2), *came(-9, 3, 29)), ATTENDED, Why.ON_TIME),
    Course("until the host closes", (*opened(), (-3, "wait", "seeker"), (0, "admit", "seeker")), ATTENDED, Why.ON_TIME),
    Course("late", (*opened(), *came(8, 9, 29)), ATTENDED, Why.LATE),
    Course("very late", (*opened(), *came(18, 19, 29)), ATTENDED, Why.LATE),
    Course("left early", (*opened(), *came(-2, 0, 12)), ATTENDED, Why.LEFT_EARLY),
    Course("done early", (*opened(-5, 16), *came(-2, 0, 15.5)), ATTENDED, Why.ENDED_EARLY),
    Course("waiting room only", (*opened(), *stood(-5, 14)), NOT_HELD, Why.WAITING_ROOM_ONLY),
    Course("gone before the start", (*opened(), *stood(-9, -4)), None, Why.LEFT_BEFORE_START),
    Course("host absent", stood(-5, 16), NOT_HELD, Why.HOST_ABSENT),
    Course("host absent, nobody seen", (), NOT_HELD, Why.HOST_ABSENT),
    Course("host too late", opened(11), NOT_HELD, Why.HOST_LATE),
    Course("host gone too soon", opened(-5, 7), NOT_HELD, Why.HOST_LEFT),
    Course("other name", (*opened(), *came(-2, 0, 29, who="stranger")), ATTENDED, Why.OTHER_NAME),
    Course("other name, not let in", (*opened(), *stood(-2, 20, who="stranger")), None, Why.OTHER_NAME),
    Course("nobody", opened(), NO_SHOW, Why.NOBODY),
    Course("nobody but a colleague", (*opened(), *colleague(-4, 28)), NO_SHOW, Why.NOBODY),
    Course("a colleague beside the seeker", (*opened(), *colleague(-4, 28), *came(-2, 0, 29)), ATTENDED, Why.ON_TIME),
    Course("by telephone", (*opened(), *came(-2, 0, 29, who="phone")), ATTENDED, Why.OTHER_NAME),
    Course("a bot alone", (*opened(), *came(-2, 0, 29, who="bot")), ATTENDED, Why.OTHER_NAME),
    Course("tried it and left before the start", (*opened(), *came(-4.5, -4, -2)), None, Why.LEFT_BEFORE_START),
    Course("tried it early and came late", (*opened(-45), *came(-44, -43, -40), *came(8, 9, 29)), ATTENDED, Why.LATE),
    Course(
        "two devices, of which one is lost at once",
        (*opened(), (-2, "wait", "seeker"), (0, "admit", "seeker"), (1, "add_device", "device"), (3, "lose", "device")),
        ATTENDED,
        Why.ON_TIME,
    ),
    Course(
        "let in under another number",
        (*opened(), (-2, "wait", "seeker"), (0.5, "admit_anew", "seeker"), (29, "leave", "seeker")),
        ATTENDED,
        Why.ON_TIME,
    ),
    Course("nobody, and the host waits no longer", opened(-3, 15), NO_SHOW, Why.HOST_WAITED),
    Course("network drop and rejoin", (*opened(), *DROP, *came(14, 14.5, 29)), ATTENDED, Why.REJOINED),
    Course("network drop for good", (*opened(), *DROP), ATTENDED, Why.CONNECTION_LOST),
    Course(
        "network drop at once",
        (*opened(), (0, "wait", "seeker"), (1, "admit", "seeker"), (3, "lose", "seeker")),
        NOT_HELD,
        Why.CONNECTION_LOST,
    ),
)
