"""What Zoom tells of past runs: none before the end, none of a lonely person, durations later than rows."""

from datetime import timedelta

from tests.zoom_stand_in.answers import Answer, Json, no_meeting, refused
from tests.zoom_stand_in.calls import Names
from tests.zoom_stand_in.paging import page
from tests.zoom_stand_in.received import Received
from tests.zoom_stand_in.world.meetings import Meeting, utc
from tests.zoom_stand_in.world.runs import Run, Stay
from tests.zoom_stand_in.world.users import BASIC
from tests.zoom_stand_in.world.world import World

OLDEST = timedelta(days=365)


def past(world: World, sent: Received, names: Names) -> Answer:
    """GET /past_meetings/{meetingId}."""
    found = _report(world, names)
    return Answer(200, found | {"source": "", "has_meeting_summary": False})


def report(world: World, sent: Received, names: Names) -> Answer:
    """GET /report/meetings/{meetingId}: the same, without the host."""
    found = _report(world, names)
    del found["host_id"]
    return Answer(200, found)


def _report(world: World, names: Names) -> Json:
    meeting, run = _ended(world, names["meetingId"])
    ended_at = run.ended_at or world.now
    minutes = round((ended_at - run.started_at).total_seconds() / 60)
    return {
        "id": meeting.id,
        "uuid": run.uuid,
        "host_id": meeting.host.id,
        "topic": meeting.topic,
        "type": meeting.type,
        "user_name": "相談窓口",
        "user_email": meeting.host.email,
        "start_time": utc(run.started_at),
        "end_time": utc(ended_at),
        "duration": minutes,
        "participants_count": len(run.stays),
        "total_minutes": minutes * len(run.stays),
        "dept": "",
    }


def instances(world: World, sent: Received, names: Names) -> Answer:
    """GET /past_meetings/{meetingId}/instances: one for each run that has ended."""
    meeting = world.meetings.get(int(names["meetingId"])) if names["meetingId"].isdigit() else None
    if meeting is None:
        raise no_meeting(names["meetingId"])
    runs = [{"uuid": run.uuid, "start_time": utc(run.started_at)} for run in meeting.runs if run.ended_at]
    return Answer(200, {"meetings": runs})


def participants(world: World, sent: Received, names: Names) -> Answer:
    """GET /past_meetings/{meetingId}/participants: one row for each stay."""
    rows = _rows(world, names)
    return page(world, sent, "participants", rows)


def reported_participants(world: World, sent: Received, names: Names) -> Answer:
    """GET /report/meetings/{meetingId}/participants: the same, and it does not say who is of the account."""
    rows = _rows(world, names)
    for row in rows:
        del row["internal_user"]
    return page(world, sent, "participants", rows)


def _rows(world: World, names: Names) -> list[Json]:
    meeting, run = _ended(world, names["meetingId"])
    if meeting.host.type == BASIC or world.habits.plan == "free":
        raise refused(400, 200, "Only available for Paid or ZMP account.")
    people = {stay.name for stay in run.stays if not stay.in_waiting_room}
    lonely = len(people) <= 1 and not world.habits.reports_one_person
    return [] if lonely else [_row(world, run, stay) for stay in run.stays]


def _ended(world: World, name: str) -> tuple[Meeting, Run]:
    """The run with this uuid, or the latest of the meeting with this ID; 3001 until it has ended and is reported."""
    for meeting in world.meetings.values():
        for run in reversed(meeting.runs):
            if name in {run.uuid, str(meeting.id)} and run.ended_at is not None:
                if world.now < run.ended_at + timedelta(seconds=world.habits.reports_after):
                    raise no_meeting(name)
                if world.now > run.ended_at + OLDEST:
                    raise refused(400, 12702, "Can not access a meeting a year ago.")
                return meeting, run
    raise no_meeting(name)


def _row(world: World, run: Run, stay: Stay) -> Json:
    left_at = stay.left_at or run.ended_at or world.now
    known_at = (run.ended_at or world.now) + timedelta(seconds=world.habits.durations_after)
    seconds = int((left_at - stay.joined_at).total_seconds()) if world.now >= known_at else 0
    return {
        "id": stay.account_id,
        "user_id": stay.user_id,
        "name": stay.name,
        "user_email": stay.email if stay.internal else "",
        "registrant_id": "",
        "join_time": utc(stay.joined_at),
        "leave_time": utc(left_at),
        "duration": seconds,
        "failover": False,
        "status": "in_waiting_room" if stay.in_waiting_room else "in_meeting",
        "internal_user": stay.internal,
    }
