"""The control door: how tests set the clock, order faults, play a day and read what happened."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from tests.zoom_stand_in.answers import Json
from tests.zoom_stand_in.faults import Fault
from tests.zoom_stand_in.world.account import Account
from tests.zoom_stand_in.world.capturing import CAPTURES, capture
from tests.zoom_stand_in.world.delivery import deliver, validate
from tests.zoom_stand_in.world.meetings import Meeting, shown
from tests.zoom_stand_in.world.playing import play
from tests.zoom_stand_in.world.users import User
from tests.zoom_stand_in.world.webhooks import Subscription

PREFIX = "/_control/"


class Control:
    """POST /_control/NAME with a JSON object does it and answers with one."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._world = account.world
        self._orders: dict[str, Callable[[Json], Json]] = {
            "clock": self._clock,
            "habits": self._habits,
            "fault": self._fault,
            "mend": self._mend,
            "user": self._user,
            "forbid": self._forbid,
            "change": self._change,
            "play": self._play,
            "subscribe": self._subscribe,
            "ways": self._ways,
            "state": self._state,
        }

    def do(self, name: str, order: Json) -> Json:
        """Do one order; LookupError, ValueError and TypeError tell that it makes no sense."""
        if name == "deliver":  # the receiver may call back, so the lock is not held all the while
            deliver(self._world.webhooks, self._world.now, lambda: self._account.lock)
            return {"sent": self._world.webhooks.sent, "waiting": len(self._world.webhooks.waiting)}
        with self._account.lock:
            return self._orders[name](order)

    def _clock(self, order: Json) -> Json:
        clock = self._world.clock
        if "at" in order:
            clock.set(datetime.fromisoformat(order["at"]), stands=bool(order.get("stands", clock.stands)))
        clock.move(float(order.get("move", 0)))
        return {"now": clock.now().isoformat()}

    def _habits(self, order: Json) -> Json:
        for name, value in order.items():
            _set(self._world.habits, name, value)
        return asdict(self._world.habits)

    def _fault(self, order: Json) -> Json:
        self._world.faults.ordered.append(Fault(**order))
        return {}

    def _mend(self, _order: Json) -> Json:
        befallen = [{"kind": fault.kind, "befallen": fault.befallen} for fault in self._world.faults.ordered]
        self._world.faults.ordered.clear()
        return {"befallen": befallen}

    def _user(self, order: Json) -> Json:
        user = self._world.users.by_email.setdefault(order["email"], User(order["email"]))
        for name, value in order.items():
            _set(user, name, value)
        return {"id": user.id, "pmi": user.pmi}

    def _forbid(self, order: Json) -> Json:
        self._world.forbidden += order["words"]
        return {}

    def _change(self, order: Json) -> Json:
        """Somebody changes a meeting in Zoom's own pages."""
        meeting = self._meeting(order)
        meeting.settings = {**meeting.settings, **order.get("settings", {})}
        if "starts_at" in order:
            meeting.starts_at = datetime.fromisoformat(order["starts_at"])
        meeting.passcode = order.get("passcode", meeting.passcode)
        meeting.type = order.get("type", meeting.type)
        return {}

    def _play(self, order: Json) -> Json:
        meeting = self._meeting(order)
        if order["do"] in CAPTURES:
            capture(self._world, meeting, order["do"])
        else:
            play(self._world, meeting, order)
        return {"uuid": meeting.uuid}

    def _subscribe(self, order: Json) -> Json:
        subscription = Subscription(order["url"], order["secret"], self._world.now)
        passed = validate(subscription, self._world.now)
        self._world.webhooks.subscription = subscription if passed else None
        return {"validated": passed}

    def _ways(self, order: Json) -> Json:
        for name, value in order.items():
            _set(self._world.webhooks.ways, name, value)
        return {}

    def _state(self, _order: Json) -> Json:
        world = self._world
        live = [meeting for meeting in world.meetings.values() if meeting.is_there(world.now)]
        return {
            "now": world.now.isoformat(),
            "meetings": [shown(meeting, world.now) | {"host_email": meeting.host.email} for meeting in live],
            "created": len(world.meetings),
            "calls": world.calls,
            "breaches": world.breaches,
            "refusals": dict(world.limits.refusals),
            "changes": [{"host": host, "day": day, "count": n} for (host, day), n in world.limits.changes.items()],
            "sent": world.webhooks.sent,
            "subscribed": world.webhooks.subscription is not None and world.webhooks.subscription.on,
        }

    def _meeting(self, order: Json) -> Meeting:
        return self._world.meetings[int(order["id"])]


def _set(on: object, name: str, value: object) -> None:
    if not hasattr(on, name):
        raise LookupError(f"there is no {name}")
    setattr(on, name, value)
