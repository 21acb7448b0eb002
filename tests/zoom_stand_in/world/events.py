"""The bodies of the events, with Zoom's uneven types: IDs are numbers in some and texts in others."""

from datetime import datetime

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.world.meetings import Meeting, row, utc
from tests.zoom_stand_in.world.runs import Run, Stay
from tests.zoom_stand_in.world.world import World

OPERATOR = "admin@example.com"


def say_of_meeting(world: World, event: str, meeting: Meeting, **payload: object) -> None:
    """meeting.created, .updated, .deleted …: the ID is a number."""
    payload_object = {name: row(meeting)[name] for name in ("id", "uuid", "host_id", "topic", "type", "start_time")}
    payload_object |= {"duration": meeting.duration, "timezone": meeting.timezone}
    if event == "meeting.created":  # tells its secrets as well
        names = ("use_pmi", "join_before_host", "jbh_time", "alternative_hosts")
        settings = {name: meeting.settings[name] for name in names}
        payload_object |= {"join_url": meeting.join_url, "password": meeting.passcode, "settings": settings}
        payload_object["creation_source"] = "open_api"
    world.webhooks.say(event, payload_object, world.now, **_by(meeting), **payload)


def say_of_change(world: World, meeting: Meeting, before: Json, after: Json) -> None:
    """meeting.updated: the object holds the changed fields only."""
    named = {"id": meeting.id, "uuid": meeting.uuid, "host_id": meeting.host.id}
    now = world.now
    extra = {"scope": "all", "time_stamp": int(now.timestamp() * 1000), "old_object": named | before}
    by = {"operator": OPERATOR, "operator_id": meeting.host.id}
    world.webhooks.say("meeting.updated", named | after, now, **by, **extra)


def say_of_run(world: World, event: str, meeting: Meeting, run: Run) -> None:
    """meeting.started and meeting.ended: the ID is a text, the duration the planned one."""
    payload_object = _object(meeting, run.uuid, run.started_at) | {"host_email": meeting.host.email}
    world.webhooks.say(event, payload_object | ({"end_time": utc(run.ended_at)} if run.ended_at else {}), world.now)


def say_of_stay(world: World, event: str, meeting: Meeting, run: Run, stay: Stay, reason: str = "") -> None:
    """meeting.participant_joined and its kin: the ID is a text; a guest's address is empty."""
    participant = _participant(stay, knows=world.habits.sends_colleagues or stay.account_id == meeting.host.id)
    moment = stay.left_at or stay.joined_at
    participant |= {_name_of_moment(event, world): utc(moment)}
    if reason:
        participant["leave_reason"] = f"{stay.name} left the meeting.<br>Reason: {reason}"
    by = _by(meeting) if event.endswith("_admitted") else {}
    payload_object = _object(meeting, run.uuid, run.started_at) | {"participant": participant}
    world.webhooks.say(event, payload_object, world.now, **by)


def say_of_waiting(world: World, event: str, meeting: Meeting, name: str, user_id: str) -> None:
    """Somebody at the door before the host has started: there is no run yet."""
    participant: Json = {"user_id": user_id, "user_name": name, "id": "", "date_time": utc(world.now), "email": ""}
    payload_object = _object(meeting, meeting.uuid, meeting.starts_at) | {"participant": participant}
    world.webhooks.say(event, payload_object, world.now)


def _name_of_moment(event: str, world: World) -> str:
    names = {"meeting.participant_joined": "join_time", "meeting.participant_left": "leave_time"}
    return "date_time" if world.habits.sends_date_time else names.get(event, "date_time")


def _by(meeting: Meeting) -> Json:
    return {"operator": OPERATOR, "operator_id": meeting.host.id, "operation": "single"}


def _object(meeting: Meeting, uuid: str, starts_at: datetime) -> Json:
    return {
        "id": str(meeting.id),
        "uuid": uuid,
        "host_id": meeting.host.id,
        "topic": meeting.topic,
        "type": meeting.type,
        "start_time": utc(starts_at),
        "timezone": meeting.timezone,
        "duration": meeting.duration,
    }


def _participant(stay: Stay, *, knows: bool) -> Json:
    account_id = stay.account_id if knows else ""
    payload_object = {"phone_number": stay.phone_number} if stay.phone_number else {}
    return payload_object | {
        "user_id": stay.user_id,
        "user_name": stay.name,
        "id": account_id,
        "participant_uuid": stay.participant_uuid,
        "email": stay.email if account_id else "",
        "registrant_id": "",
        "participant_user_id": account_id,
        "customer_key": "",
        "public_ip": "192.0.2.7",
    }
