"""Plays a course as Zoom tells it: the events of its webhooks, and its list of participants after the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from booking.meetings.seen import Participation
from tests.attendance.courses import Course
from tests.meetings.zoom import events as zoom

STRANGERS = {"stranger": "Taro Mihon", "phone": "09012345678", "bot": "{}'s Notetaker"}


@dataclass
class Sent:
    """What Zoom tells of one meeting; each joining has a key of its own."""

    meeting_id: str
    starts_at: datetime
    display_name: str
    run: str
    joined: int = 0
    devices: int = 16_000_000
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
        seeker = f"{self.display_name[:-2]}　{self.display_name[-2:]}"
        self.inside[who] = self._person(STRANGERS.get(who, seeker).format(seeker))
        yield zoom.at_the_door("participant_joined_waiting_room", clock, self.inside[who], **self._of)

    def admit(self, clock: str, who: str) -> Iterator[dict[str, Any]]:
        """The host lets them in."""
        yield zoom.at_the_door("participant_admitted", clock, self.inside[who], **self._of)
        yield zoom.at_the_door("participant_left_waiting_room", clock, self.inside[who], **self._of)
        yield zoom.entered(clock, self.inside[who], **self._of)

    def admit_anew(self, clock: str, who: str) -> Iterator[dict[str, Any]]:
        """The host lets them in, and they get another number; that they left the waiting room is not told."""
        self.inside[who] = self._another_device(self.inside[who])
        yield zoom.entered(clock, self.inside[who], **self._of)

    def add_device(self, clock: str, who: str) -> Iterator[dict[str, Any]]:
        """The seeker comes with a second one."""
        self.inside[who] = self._another_device(self.inside["seeker"])
        yield zoom.entered(clock, self.inside[who], **self._of)

    def join(self, clock: str, who: str) -> Iterator[dict[str, Any]]:
        """A colleague comes in, whom no waiting room stops."""
        self.inside[who] = self._person("同僚") | {"id": "", "participant_user_id": "a-colleague"}
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

    def _person(self, name: str) -> dict[str, Any]:
        self.joined += 1
        return self._another_device(zoom.person(name, key=f"{self.run}-{self.joined}"))

    def _another_device(self, person: dict[str, Any]) -> dict[str, Any]:
        self.devices += 1
        return person | {"user_id": str(self.devices)}

    @property
    def _of(self) -> dict[str, Any]:
        return {"meeting_id": self.meeting_id, "run": self.run}

    def _clock(self, minute: float) -> str:
        return f"{self.starts_at + timedelta(minutes=minute):%H:%M:%S}"


def list_of(course: Course, *, starts_at: datetime, display_name: str) -> list[Participation] | None:
    """Zoom's list of who took part: none of a meeting that never ran, an empty one if only one person was there."""
    if not any(what == "open" for _, what, _ in course.steps):
        return None
    names = {**STRANGERS, "seeker": display_name, "device": display_name, "host": "相談員", "colleague": "同僚"}
    rows: list[Participation] = []
    present: dict[str, Participation] = {}
    for minute, what, who in sorted(course.steps, key=lambda step: step[0]):
        at = starts_at + timedelta(minutes=minute)
        gone = list(present) if what == "close" else [who]
        rows += [replace(present.pop(one), left_at=at) for one in gone if one in present]
        if what in {"open", "wait", "admit", "admit_anew", "add_device", "join"}:
            host, staff, waiting = who == "host", who in {"host", "colleague"}, what == "wait"
            present[who] = Participation(names[who], at, None, host=host, in_waiting_room=waiting, staff=staff)
    return rows if len({row.name for row in rows}) > 1 else []
