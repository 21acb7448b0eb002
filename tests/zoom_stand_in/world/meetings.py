"""Meetings as Zoom keeps them, and as its answers show them."""

import base64
import hashlib
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.world import passcodes
from tests.zoom_stand_in.world.runs import Run
from tests.zoom_stand_in.world.users import User

LIVES = timedelta(days=30)  # after its day, or after its last use
AGENDA_IN_LISTS = 250


@dataclass
class Meeting:
    """One meeting; `uuid` is that of its latest run, or of the meeting itself before the first."""

    id: int
    uuid: str
    host: User
    topic: str
    type: int
    starts_at: datetime
    duration: int
    timezone: str
    agenda: str
    passcode: str
    settings: Json
    created_at: datetime
    tracking_fields: list[Json] = field(default_factory=list)
    deleted_at: datetime | None = None
    waiting: list[tuple[str, str]] = field(default_factory=list)  # name, address: before the host has started
    runs: list[Run] = field(default_factory=list)

    @property
    def running(self) -> Run | None:
        """The run that is going on."""
        return self.runs[-1] if self.runs and self.runs[-1].ended_at is None else None

    def is_there(self, now: datetime) -> bool:
        """Whether it is neither deleted nor expired."""
        last_used = max([self.starts_at, *(run.ended_at or now for run in self.runs)])
        return self.deleted_at is None and now < last_used + LIVES

    @property
    def join_url(self) -> str:
        """The link for guests."""
        tail = f"?pwd={passcodes.encrypted(self.id, self.passcode)}" if self.passcode else ""
        return f"https://us06web.zoom.us/j/{self.id}{tail}"


def fresh_id(random: Random, taken: dict[int, Meeting], *, digits: int = 11) -> int:
    """So many digits, of which the first is 8 or 9, never given before."""
    while (drawn := random.randrange(8 * 10 ** (digits - 1), 10**digits)) in taken:
        pass
    return drawn


def fresh_uuid(random: Random) -> str:
    """16 bytes in base64; every fourth begins with a slash and every eighth holds two, which paths must survive."""
    drawn = bytearray(random.randbytes(16))
    kind = random.randrange(8)
    if kind in {0, 1}:
        drawn[0] |= 0xFC  # "/"
    if kind == 1:
        drawn[3:6] = b"\xff\xff\xff"  # "////"
    return base64.b64encode(bytes(drawn)).decode()


def row(meeting: Meeting) -> Json:
    """A meeting in a list."""
    return {
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host.id,
        "topic": meeting.topic,
        "type": meeting.type,
        "start_time": utc(meeting.starts_at),
        "duration": meeting.duration,
        "timezone": meeting.timezone,
        "created_at": utc(meeting.created_at),
        "join_url": meeting.join_url,
        "agenda": meeting.agenda[:AGENDA_IN_LISTS],
    }


def shown(meeting: Meeting, now: datetime) -> Json:
    """A meeting as creation and GET answer it, with a new link for the host each time."""
    key = hashlib.sha256(f"{meeting.id} {now.isoformat()} {time.monotonic_ns()}".encode()).hexdigest()
    return row(meeting) | {
        "host_email": meeting.host.email,
        "assistant_id": "",
        "status": "started" if meeting.running else "waiting",
        "agenda": meeting.agenda,
        "start_url": f"https://us06web.zoom.us/s/{meeting.id}?zak={key}",
        "password": meeting.passcode,
        "h323_password": passcodes.for_telephone(meeting.passcode),
        "pstn_password": passcodes.for_telephone(meeting.passcode),
        "encrypted_password": passcodes.encrypted(meeting.id, meeting.passcode),
        "pre_schedule": False,
        "creation_source": "open_api",
        "tracking_fields": meeting.tracking_fields,
        "settings": meeting.settings,
    }


def utc(moment: datetime) -> str:
    """A moment as Zoom writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
