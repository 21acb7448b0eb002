"""Plays what people do: the host starts, guests wait, are let in, leave and come again, the host ends."""

from uuid import uuid4

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.events import say_of_meeting, say_of_run, say_of_stay, say_of_waiting
from tests.zoom_stand_in.meetings import Meeting, fresh_uuid
from tests.zoom_stand_in.runs import Run, Stay
from tests.zoom_stand_in.world import World

LEFT = "left the meeting."
ENDED = "Host ended the meeting."
IN, OUT = "meeting.participant_joined", "meeting.participant_left"
IN_WAITING, OUT_WAITING = "meeting.participant_joined_waiting_room", "meeting.participant_left_waiting_room"


def play(world: World, meeting: Meeting, act: Json) -> None:
    """One act: `do` is start, wait, admit, join, put_back, leave, end or delete; `name` says whose."""
    do, name = str(act["do"]), str(act.get("name", ""))
    acts = {
        "start": lambda: start(world, meeting, name or "担当者"),
        "wait": lambda: wait(world, meeting, name, str(act.get("email", ""))),
        "admit": lambda: admit(world, meeting, name),
        "join": lambda: enter(world, meeting, name, str(act.get("email", "")), in_waiting_room=False),
        "put_back": lambda: put_back(world, meeting, name),
        "leave": lambda: leave(world, meeting, name, str(act.get("reason", LEFT))),
        "end": lambda: end(world, meeting),
        "delete": lambda: delete(world, meeting),
    }
    acts[do]()


def start(world: World, meeting: Meeting, host_name: str) -> None:
    """The host starts: another run with its own uuid; who waits at the door is let into the waiting room."""
    run = Run(fresh_uuid(world.random), world.now)
    meeting.runs.append(run)
    meeting.uuid = run.uuid
    say_of_run(world, "meeting.started", meeting, run)
    host = _stay(world, host_name, meeting.host.email, internal=True, in_waiting_room=False)
    run.stays.append(host)
    if world.habits.tells_participant_host:
        say_of_stay(world, IN, meeting, run, host)
    waiting, meeting.waiting = meeting.waiting, []
    for name, email in waiting:
        enter(world, meeting, name, email, in_waiting_room=True)


def wait(world: World, meeting: Meeting, name: str, email: str) -> None:
    """A guest comes to the waiting room; before the host has started nobody is told, unless that is the habit."""
    if meeting.running:
        enter(world, meeting, name, email, in_waiting_room=True)
        return
    meeting.waiting.append((name, email))
    if world.habits.tells_waiting_before_start:
        say_of_waiting(world, IN_WAITING, meeting, name, world.now)


def enter(world: World, meeting: Meeting, name: str, email: str, *, in_waiting_room: bool) -> None:
    """Somebody comes in, each time under a new participant uuid."""
    run = _running(meeting)
    internal = any(email == user.email for user in world.users.here())
    stay = _stay(world, name, email, internal=internal, in_waiting_room=in_waiting_room)
    run.stays.append(stay)
    say_of_stay(world, IN_WAITING if in_waiting_room else IN, meeting, run, stay)


def admit(world: World, meeting: Meeting, name: str) -> None:
    """The host lets somebody in from the waiting room."""
    run = _running(meeting)
    waited = run.stay_of(name)
    waited.left_at = world.now
    say_of_stay(world, "meeting.participant_admitted", meeting, run, waited)
    entered = Stay(waited.participant_uuid, waited.user_id, name, waited.email, waited.internal, False, world.now)
    run.stays.append(entered)
    say_of_stay(world, IN, meeting, run, entered)


def put_back(world: World, meeting: Meeting, name: str) -> None:
    """The host sends somebody back to the waiting room."""
    run = _running(meeting)
    was_in = run.stay_of(name)
    was_in.left_at = world.now
    back = Stay(was_in.participant_uuid, was_in.user_id, name, was_in.email, was_in.internal, True, world.now)
    run.stays.append(back)
    say_of_stay(world, "meeting.participant_put_in_waiting_room", meeting, run, back)


def leave(world: World, meeting: Meeting, name: str, reason: str) -> None:
    """Somebody goes, or their network does."""
    if not meeting.running:
        meeting.waiting = [waiting for waiting in meeting.waiting if waiting[0] != name]
        return
    stay = meeting.running.stay_of(name)
    stay.left_at = world.now
    say_of_stay(world, OUT_WAITING if stay.in_waiting_room else OUT, meeting, meeting.running, stay, reason)


def end(world: World, meeting: Meeting) -> None:
    """The host ends it for everybody; the ID stays good and can be started again."""
    run = _running(meeting)
    for stay in run.present():
        stay.left_at = world.now
        if not stay.internal or world.habits.tells_participant_host:
            say_of_stay(world, OUT_WAITING if stay.in_waiting_room else OUT, meeting, run, stay, ENDED)
    run.ended_at = world.now
    say_of_run(world, "meeting.ended", meeting, run)


def delete(world: World, meeting: Meeting) -> None:
    """Somebody deletes it by hand or by the API."""
    meeting.deleted_at = world.now
    say_of_meeting(world, "meeting.deleted", meeting)


def _running(meeting: Meeting) -> Run:
    if meeting.running is None:
        raise LookupError("the host has not started this meeting")
    return meeting.running


def _stay(world: World, name: str, email: str, *, internal: bool, in_waiting_room: bool) -> Stay:
    user_id = str(world.random.randrange(16_000_000, 17_000_000))
    return Stay(str(uuid4()).upper(), user_id, name, email, internal, in_waiting_room, world.now)
