"""The calls about users and meetings."""

from tests.zoom_stand_in.answers import Answer, Json, refused
from tests.zoom_stand_in.paging import page
from tests.zoom_stand_in.received import Received
from tests.zoom_stand_in.world.events import say_of_change, say_of_meeting
from tests.zoom_stand_in.world.meetings import Meeting, row, shown
from tests.zoom_stand_in.world.playing import delete, end
from tests.zoom_stand_in.world.user_settings import security_of, settings_of
from tests.zoom_stand_in.world.users import BASIC, LICENSED, User
from tests.zoom_stand_in.world.users import shown as user_shown
from tests.zoom_stand_in.world.wishes import change, checked, made
from tests.zoom_stand_in.world.world import World

Names = dict[str, str]


def create(world: World, sent: Received, names: Names) -> Answer:
    """POST /users/{userId}/meetings; overlapping meetings are never refused."""
    host = world.users.named(names["userId"])
    if not host.may_host or host.type not in {BASIC, LICENSED} or host.status != "active":
        raise refused(400, 3161, "Meeting hosting and scheduling capabilities are not allowed for your user account.")
    body = checked(sent.body, world.habits)
    world.limits.count_change(host.email, world.habits, world.now)
    meeting = made(world, host, body)
    world.meetings[meeting.id] = meeting
    say_of_meeting(world, "meeting.created", meeting)
    return Answer(201, _shown_meeting(world, meeting))


def get(world: World, sent: Received, names: Names) -> Answer:
    """GET /meetings/{meetingId}."""
    return Answer(200, _shown_meeting(world, _meeting(world, names)))


def patch(world: World, sent: Received, names: Names) -> Answer:
    """PATCH /meetings/{meetingId}: 204, whether every setting was taken or not."""
    meeting = _meeting(world, names)
    body = checked(sent.body, world.habits)
    world.limits.count_change(meeting.host.email, world.habits, world.now)
    before = shown(meeting, world.now)
    change(world, meeting, body)
    after = shown(meeting, world.now)
    changed = [
        name for name in ("topic", "start_time", "duration", "agenda", "settings") if before[name] != after[name]
    ]
    say_of_change(world, meeting, {name: before[name] for name in changed}, {name: after[name] for name in changed})
    return Answer(204)


def remove(world: World, sent: Received, names: Names) -> Answer:
    """DELETE /meetings/{meetingId}."""
    meeting = _meeting(world, names)
    if meeting.id == meeting.host.pmi:
        raise refused(400, 3018, "Not allowed to delete PMI.")
    if meeting.running and not world.habits.deletes_running:
        raise refused(400, 3002, "Cannot delete this meeting since it's in progress.")
    if world.habits.deletions_count:
        world.limits.count_change(meeting.host.email, world.habits, world.now)
    delete(world, meeting)
    return Answer(204)


def status(world: World, sent: Received, names: Names) -> Answer:
    """PUT /meetings/{meetingId}/status: end a running one, bring a deleted one back."""
    action = sent.body.get("action")
    if action == "recover":
        meeting = world.meetings.get(int(names["meetingId"]))
        if meeting is None or meeting.deleted_at is None:
            raise refused(404, 3001, f"Meeting does not exist: {names['meetingId']}.")
        meeting.deleted_at = None
        say_of_meeting(world, "meeting.recovered", meeting)
        return Answer(204)
    meeting = _meeting(world, names)
    if action == "end" and meeting.running:
        end(world, meeting)
    return Answer(204)


def invitation(world: World, sent: Received, names: Names) -> Answer:
    """GET /meetings/{meetingId}/invitation."""
    meeting = _meeting(world, names)
    lines = (meeting.topic, meeting.join_url, f"ミーティング ID: {meeting.id}", f"パスコード: {meeting.passcode}")
    return Answer(200, {"invitation": "\r\n".join(lines), "sip_links": []})


def listed(world: World, sent: Received, names: Names) -> Answer:
    """GET /users/{userId}/meetings."""
    host = world.users.named(names["userId"])
    kind = sent.query.get("type", "scheduled")
    found = [meeting for meeting in world.meetings.values() if meeting.host is host and _is_in(world, meeting, kind)]
    return page(world, sent, "meetings", [row(meeting) for meeting in sorted(found, key=lambda one: one.starts_at)])


def user(world: World, sent: Received, names: Names) -> Answer:
    """GET /users/{userId}."""
    return Answer(200, user_shown(_user(world, names)))


def user_settings(world: World, sent: Received, names: Names) -> Answer:
    """GET /users/{userId}/settings."""
    found, locked = _user(world, names), world.habits.locked_settings
    if sent.query.get("option") == "meeting_security":
        return Answer(200, security_of(found, locked))
    return Answer(200, settings_of(found, locked))


def users(world: World, sent: Received, names: Names) -> Answer:
    """GET /users."""
    rows: list[Json] = [user_shown(one) for one in world.users.here()]
    for one in rows:
        del one["use_pmi"]  # a list tells less
    return page(world, sent, "users", rows)


def _shown_meeting(world: World, meeting: Meeting) -> Json:
    """The meeting, without what this account does not know or does not show."""
    meeting_shown = shown(meeting, world.now)
    unseen = {*world.habits.unknown_settings, *world.habits.hidden_settings}
    meeting_shown["settings"] = {name: value for name, value in meeting.settings.items() if name not in unseen}
    return {name: value for name, value in meeting_shown.items() if name not in unseen}


def _meeting(world: World, names: Names) -> Meeting:
    meeting = world.meeting(names["meetingId"])
    if meeting.host.gone:  # a removed user's meetings vanish
        raise refused(404, 3001, f"Meeting does not exist: {meeting.id}.")
    return meeting


def _user(world: World, names: Names) -> User:
    return world.users.named(names["userId"])


def _is_in(world: World, meeting: Meeting, kind: str) -> bool:
    now = world.now
    if not meeting.is_there(now):
        return False
    return {
        "scheduled": True,
        "live": meeting.running is not None,
        "upcoming": meeting.starts_at > now or meeting.running is not None,
        "upcoming_meetings": meeting.starts_at > now or meeting.running is not None,
        "previous_meetings": any(run.ended_at for run in meeting.runs),
    }[kind]
