"""Plays a course as Zoom tells it: the events of its webhooks, and its list of participants after the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from booking.meetings.seen import Participation
from tests.actions.courses import Course
from tests.meetings import zoom_events as zoom


@dataclass
class Told:
    """What Zoom tells of one meeting; each joining has a key of its own."""

    meeting_id: str
    starts_at: datetime
    display_name: str
    run: str
    joined: int = 0
    inside: dict[str, dict[str, Any]] = field(default_factory=dict)

    def play(self, course: Course) -> Iterator[dict[str, Any]]:
        """Every event of the course."""
        for minute, what, who in sorted(course.steps, key=lambda step: step[0]):
            yield from getattr(self, what)(self._clock(minute), who)

    def open(self, clock: str, _who: str) -> Iterator[dict[str, Any]]:
        """The host starts the meeting."""
        self._opened = clock
        yield zoom.started(clock, **self._of)
        yield zoom.entered(clock, zoom.host(), **self._of)

    def close(self, clock: str, _who: str) -> Iterator[dict[str, Any]]:
        """The host ends it for everybody."""
        for person in self.inside.values():
            yield zoom.left(clock, person, reason="left the meeting.<br>Reason: Host ended the meeting.", **self._of)
        yield zoom.left(clock, zoom.host(), **self._of)
        yield zoom.ended(self._opened, clock, **self._of)

    def wait(self, clock: str, who: str) -> Iterator[dict[str, Any]]:
        """Somebody comes to the waiting room."""
        self.joined += 1
        name = "Taro Mihon" if who == "stranger" else f"{self.display_name[:-2]}　{self.display_name[-2:]}"
        self.inside[who] = zoom.person(name, key=f"{self.run}-{self.joined}")
        yield zoom.at_the_door("participant_joined_waiting_room", clock, self.inside[who], **self._of)

    def admit(self, clock: str, who: str) -> Iterator[dict[str, Any]]:
        """The host lets them in."""
        yield zoom.at_the_door("participant_admitted", clock, self.inside[who], **self._of)
        yield zoom.at_the_door("participant_left_waiting_room", clock, self.inside[who], **self._of)
        yield zoom.entered(clock, self.inside[who], **self._of)

    def go(self, clock: str, who: str) -> Iterator[dict[str, Any]]:
        """They leave the waiting room."""
        yield zoom.at_the_door("participant_left_waiting_room", clock, self.inside.pop(who), **self._of)

    def leave(self, clock: str, who: str) -> Iterator[dict[str, Any]]:
        """They leave the meeting."""
        yield zoom.left(clock, self.inside.pop(who), **self._of)

    def lose(self, clock: str, who: str) -> Iterator[dict[str, Any]]:
        """Their connection breaks."""
        yield zoom.left(clock, self.inside.pop(who), reason="got disconnected from the meeting.", **self._of)

    @property
    def _of(self) -> dict[str, Any]:
        return {"meeting_id": self.meeting_id, "run": self.run}

    def _clock(self, minute: float) -> str:
        return f"{self.starts_at + timedelta(minutes=minute):%H:%M:%S}"


def list_of(course: Course, *, starts_at: datetime, display_name: str) -> list[Participation] | None:
    """Zoom's list of who took part: none of a meeting that never ran, an empty one if only one person was there."""
    if not any(what == "open" for _, what, _ in course.steps):
        return None
    names = {"seeker": display_name, "stranger": "Taro Mihon", "host": "相談員"}
    rows: list[Participation] = []
    present: dict[str, Participation] = {}
    for minute, what, who in sorted(course.steps, key=lambda step: step[0]):
        at = starts_at + timedelta(minutes=minute)
        gone = list(present) if what == "close" else [who]
        rows += [replace(present.pop(one), left_at=at) for one in gone if one in present]
        if what in {"open", "wait", "admit"}:
            present[who] = Participation(names[who], at, None, host=who == "host", in_waiting_room=what == "wait")
    return rows if len({row.name for row in rows}) > 1 else []
