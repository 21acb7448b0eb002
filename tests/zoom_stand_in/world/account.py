"""One Zoom account that answers requests: faults first, then token, limits and the call itself."""

import threading
import time

from tests.zoom_stand_in.answers import Answer, Refused, as_xml
from tests.zoom_stand_in.document import deviations
from tests.zoom_stand_in.faults import Fault, instead
from tests.zoom_stand_in.received import Received
from tests.zoom_stand_in.routes import Route, meant
from tests.zoom_stand_in.schemas import breaches_of, words_in
from tests.zoom_stand_in.world.world import World

TOKEN_PATH = "/oauth/token"


class Account:
    """Answers one request after another; only pauses are taken outside the lock."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.lock = threading.RLock()

    def answer(self, sent: Received) -> Answer | None:
        """The answer; None if the connection breaks without one."""
        with self.lock:
            met = self.world.faults.met_by(sent.method, sent.path)
            answer = None if "lost_request" in met else self._answered(sent, met)
        if fault := met.get("slow"):
            time.sleep(fault.seconds)
        return None if "lost_answer" in met else answer

    def _answered(self, sent: Received, met: dict[str, Fault]) -> Answer:
        answer = instead(met, self.world.now, self.world.habits.retry_after) or self._done(sent)
        if "odd_success" in met:
            return Answer(200, {"code": 300, "message": "Something went wrong."})
        is_error = answer.status >= 400 and answer.body is not None and "code" in answer.body
        wants_json = "json" in sent.headers.get("accept", "")
        return as_xml(answer) if is_error and ("xml" in met or not wants_json) else answer

    def _done(self, sent: Received) -> Answer:
        """Do what is asked, and keep a journal of it."""
        world, named = self.world, sent.path
        world.breaches += words_in(sent, world.forbidden)
        try:
            if sent.path == TOKEN_PATH:
                answer = self._token(sent)
            else:
                route, names = meant(sent)
                named = route.path
                answer = self._called(route, sent, names)
        except Refused as refused:
            answer = refused.answer
        world.calls.append(f"{sent.method} {named} {answer.status}")
        return answer

    def _token(self, sent: Received) -> Answer:
        world = self.world
        if "client_secret" in sent.target or "account_id" in sent.query:
            world.breaches.append("credentials in a query string")
        return world.tokens.grant(sent, world.habits, world.base_url, world.now)

    def _called(self, route: Route, sent: Received, names: dict[str, str]) -> Answer:
        world = self.world
        creates, changes = route.does.__name__ == "create", route.does.__name__ == "patch"
        unknown = world.habits.unknown_settings
        found = breaches_of(sent, route.form, creates=creates, changes=changes, unknown=unknown)
        world.breaches += [f"{route.method} {route.path}: {breach}" for breach in found]
        world.tokens.check(sent, route.scope, world.habits, world.now)
        world.limits.count_call(route.weight, world.habits, world.now)
        answer = route.does(world, sent, names)
        call = f"{route.method} {route.path}{'?option=meeting_security' if 'option' in sent.query else ''}"
        world.breaches += [f"the stand-in's own answer to {call}: {path}" for path in deviations(call, answer)]
        return answer
