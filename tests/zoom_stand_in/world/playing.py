"""Plays what people do: the host starts, guests wait, are let in, leave and come again, the host ends.

Also what integrators met: somebody with two devices, on the telephone, of the same account, a bot, and another number
for whoever is let in.
"""

from dataclasses import replace
from uuid import uuid4

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.world.events import say_of_meeting, say_of_run, say_of_stay, say_of_waiting
from tests.zoom_stand_in.world.meetings import Meeting, fresh_uuid
from tests.zoom_stand_in.world.runs import Run, Stay
from tests.zoom_stand_in.world.users import User
from tests.zoom_stand_in.world.world import World

LEFT = "left the meeting."
ENDED = "Host ended the meeting."
LEFT_WAITING = "Leave waiting room."
IN, OUT = "meeting.participant_joined", "meeting.participant_left"
IN_WAITING, OUT_WAITING = "meeting.participant_joined_waiting_room", "meeting.participant_left_waiting_room"


def play(world: World, meeting: Meeting, act: Json) -> None:
    """One act: `do` says which, `name` whose; of somebody with two devices it is the one that came last."""
    do, name = str(act["do"]), str(act.get("name", ""))
    acts = {
        "start": lambda: start(world, meeting, name or "担当者"),
        "wait": lambda: wait(world, meeting, name, str(act.get("email", ""))),
        "dial_in": lambda: dial_in(world, meeting, name),
        "send_bot": lambda: wait(world, meeting, name, ""),  # it comes like any guest, by its own name
        "admit": lambda: admit(world, meeting, name),
        "admit_anew": lambda: admit(world, meeting, name, user_id=_user_id(world)),
        "join_as_staff": lambda: join_as_staff(world, meeting, name),
        "add_device": lambda: add_device(world, meeting, name),
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
    if world.habits.sends_participant_host:
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
    if world.habits.sends_waiting_before_start:
        say_of_waiting(world, IN_WAITING, meeting, name, _user_id(world))


def dial_in(world: World, meeting: Meeting, number: str) -> None:
    """Somebody calls by telephone: their number is their name."""
    stay = replace(_stay(world, number, "", internal=False, in_waiting_room=True), phone_number=number)
    _come(world, meeting, stay)


def join_as_staff(world: World, meeting: Meeting, name: str) -> None:
    """Somebody else of the account, whom no waiting room stops."""
    _come(world, meeting, _stay(world, name, "colleague@example.com", internal=True, in_waiting_room=False))


def add_device(world: World, meeting: Meeting, name: str) -> None:
    """Somebody who is in comes with a second device: the same participant under another number."""
    first = _running(meeting).stay_of(name)
    _come(world, meeting, replace(first, user_id=_user_id(world), joined_at=world.now))


def enter(world: World, meeting: Meeting, name: str, email: str, *, in_waiting_room: bool) -> None:
    """Somebody comes in, each time under a new participant uuid."""
    internal = any(email == user.email for user in world.users.here())
    _come(world, meeting, _stay(world, name, email, internal=internal, in_waiting_room=in_waiting_room))


def _come(world: World, meeting: Meeting, stay: Stay) -> None:
    run = _running(meeting)
    run.stays.append(stay)
    say_of_stay(world, IN_WAITING if stay.in_waiting_room else IN, meeting, run, stay)


def admit(world: World, meeting: Meeting, name: str, *, user_id: str = "") -> None:
    """The host lets somebody in from the waiting room; an integrator saw them get another number (`user_id`)."""
    run = _running(meeting)
    waited = run.stay_of(name)
    waited.left_at = world.now
    say_of_stay(world, "meeting.participant_admitted", meeting, run, waited)
    say_of_stay(world, OUT_WAITING, meeting, run, waited, LEFT_WAITING)
    _come(world, meeting, _moved(world, waited, in_waiting_room=False, user_id=user_id or waited.user_id))


def put_back(world: World, meeting: Meeting, name: str) -> None:
    """The host sends somebody back to the waiting room."""
    run = _running(meeting)
    was_in = run.stay_of(name)
    was_in.left_at = world.now
    back = _moved(world, was_in, in_waiting_room=True, user_id=was_in.user_id)
    run.stays.append(back)
    say_of_stay(world, "meeting.participant_put_in_waiting_room", meeting, run, back)


def leave(world: World, meeting: Meeting, name: str, reason: str) -> None:
    """Somebody goes, or their network does."""
    if not meeting.running:
        meeting.waiting = [waiting for waiting in meeting.waiting if waiting[0] != name]
        return
    stay = meeting.running.stay_of(name)
    stay.left_at = world.now
    event, why = (OUT_WAITING, LEFT_WAITING) if stay.in_waiting_room else (OUT, reason)
    say_of_stay(world, event, meeting, meeting.running, stay, why)


def end(world: World, meeting: Meeting) -> None:
    """The host ends it for everybody; the ID stays good and can be started again."""
    run = _running(meeting)
    for stay in run.present():
        stay.left_at = world.now
        if not stay.internal or world.habits.sends_participant_host:
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
    account_id = User(email).id if internal else ""
    uuid = str(uuid4()).upper()
    return Stay(uuid, _user_id(world), name, email, internal, in_waiting_room, world.now, account_id=account_id)


def _moved(world: World, stay: Stay, *, in_waiting_room: bool, user_id: str) -> Stay:
    """The same person in the other room from now on."""
    return replace(stay, in_waiting_room=in_waiting_room, user_id=user_id, joined_at=world.now, left_at=None)


def _user_id(world: World) -> str:
    return str(world.random.randrange(16_000_000, 17_000_000))
