"""What a request makes of a meeting: times, passcode and settings, with Zoom's silent readings of them."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tests.zoom_stand_in.answers import Json, invalid
from tests.zoom_stand_in.schemas import START, wrong_fields
from tests.zoom_stand_in.world import passcodes
from tests.zoom_stand_in.world.habits import Habits
from tests.zoom_stand_in.world.meetings import Meeting, fresh_id, fresh_uuid
from tests.zoom_stand_in.world.settings import DEFAULTS, merged
from tests.zoom_stand_in.world.users import User
from tests.zoom_stand_in.world.world import World

_OFFSET = re.compile(r"(\.\d+)?([+-]\d\d:?\d\d|Z)?$")


def checked(body: Json, habits: Habits) -> Json:
    """The body, if Zoom takes its shape."""
    wrong = wrong_fields(body, unknown=habits.unknown_settings if habits.refuses_unknown_settings else None)
    if wrong:
        raise invalid(*wrong)
    return body


def made(world: World, host: User, body: Json) -> Meeting:
    """A new meeting; a start that is missing or past becomes now."""
    now = world.now
    timezone = body.get("timezone", host.timezone)
    of_host = merged(DEFAULTS, host.defaults) | {"waiting_room": host.waits_in_room, "use_pmi": host.uses_pmi}
    settings = _settings(of_host, body, world.habits)
    digits = 10 if world.habits.ten_digit_ids else 11
    return Meeting(
        id=host.pmi if settings["use_pmi"] else fresh_id(world.random, world.meetings, digits=digits),
        uuid=fresh_uuid(world.random),
        host=host,
        topic=body.get("topic", "Zoom Meeting"),
        type=body.get("type", 2),
        starts_at=_start(body.get("start_time"), timezone, world.habits, now) or now.replace(microsecond=0),
        duration=body.get("duration", 60),
        timezone=timezone,
        agenda=body.get("agenda", ""),
        passcode=_passcode(world, host, body),
        settings=settings,
        created_at=now,
        tracking_fields=body.get("tracking_fields", []),
    )


def change(world: World, meeting: Meeting, body: Json) -> None:
    """Change what was sent; a start that is past is ignored."""
    if "password" in body:
        passcodes.check(body["password"], meeting.host.policy)
        meeting.passcode = body["password"]
    meeting.timezone = body.get("timezone", meeting.timezone)
    start = _start(body.get("start_time"), meeting.timezone, world.habits, world.now)
    meeting.starts_at = start or meeting.starts_at
    for name in ("topic", "type", "duration", "agenda"):
        setattr(meeting, name, body.get(name, getattr(meeting, name)))
    meeting.settings = _settings(meeting.settings, body, world.habits)


def _passcode(world: World, host: User, body: Json) -> str:
    given = str(body.get("password", ""))
    if given:
        passcodes.check(given, host.policy)
        return given
    return passcodes.made_up(world.random) if body.get("default_password", True) else ""


def _settings(before: Json, body: Json, habits: Habits) -> Json:
    """What holds after the request: what an administrator locked wins in silence."""
    return merged(merged(before, body.get("settings", {})), habits.locked_settings)


def _start(given: str | None, timezone: str, habits: Habits, now: datetime) -> datetime | None:
    if given is None:
        return None
    if not START.fullmatch(given) and habits.short_time_forms_only:
        return None
    try:
        moment = datetime.fromisoformat(given)
        zone = ZoneInfo(timezone)
    except (ValueError, ZoneInfoNotFoundError):
        raise invalid("start_time") from None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return aware.astimezone(UTC) if aware > now else None
