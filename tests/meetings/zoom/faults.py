"""Every fault of Zoom that can be ordered, by what it is called, and how the account is put in order again."""

from collections.abc import Callable

from tests.zoom_stand_in.stand_in import StandIn
from tests.zoom_stand_in.world.habits import SCOPES

HOST = "omura-desk-1@example.com"
CREATE, READ, LIST, DELETE = "POST /v2/users", "GET /v2/meetings", "GET /v2/users", "DELETE /v2/meetings"
SLOW_SECONDS = 0.6  # the client of these tests gives up after half of it

Fault = Callable[[StandIn], object]


def _befalls(kind: str, on: str, times: int = 2, **more: object) -> Fault:
    return lambda zoom: zoom.fault(kind, on, times, **more)


def _limited(kind: str, form: str | None, on: str = "/v2/") -> Fault:
    def order(zoom: StandIn) -> None:
        zoom.behave(retry_after=form)
        zoom.fault(kind, on, 2, seconds=7)

    return order


def _behaves(**habits: object) -> Fault:
    return lambda zoom: zoom.behave(**habits)


def _host_is(**traits: object) -> Fault:
    return lambda zoom: zoom.host(HOST, **traits)


def _refuses_in_xml(zoom: StandIn) -> None:
    zoom.host(HOST, may_host=False)
    zoom.fault("xml", "/v2/", None)


FAULTS: dict[str, Fault] = {
    "the answer to the creation is lost": _befalls("lost_answer", CREATE),
    "the answer to the reading back is lost": _befalls("lost_answer", READ),
    "the answer to the list is lost": _befalls("lost_answer", LIST),
    "the answer to the removal is lost": _befalls("lost_answer", DELETE),
    "the answer to the credentials is lost": _befalls("lost_answer", "/oauth"),
    "requests are lost": _befalls("lost_request", "", 4),
    "the creation is slow": _befalls("slow", CREATE, seconds=SLOW_SECONDS),
    "the removal is slow": _befalls("slow", DELETE, seconds=SLOW_SECONDS),
    "Zoom is down": _befalls("error", "", 5),
    "Zoom is down after a while": _befalls("error", "/v2/", 3, before=4),
    "a proxy answers with a page": _befalls("error", CREATE, status=502, text="<html>Bad Gateway</html>"),
    "it fails though it says 200": _befalls("odd_success", CREATE),
    "the removal fails though it says 200": _befalls("odd_success", DELETE),
    "too many calls, told in seconds": _limited("limit", "seconds"),
    "too many calls, told as a date": _limited("limit", "iso"),
    "too many calls, told as an HTTP date": _limited("limit", "http"),
    "too many calls, no time told": _limited("limit", None),
    "the day's calls are used up": _limited("daily_limit", "iso"),
    "the day's calls are used up, no time told": _limited("daily_limit", None, CREATE),
    "one change a day and host": _behaves(changes_a_day=1),
    "removals count as changes": _behaves(changes_a_day=2, deletions_count=True),
    "tokens are refused": _befalls("token_refused", "/v2/", 5),
    "a new token ends the old": _behaves(single_active_token=True),
    "the app is switched off": _behaves(app_active=False),
    "no scope to remove": _behaves(scopes=[scope for scope in SCOPES if "delete" not in scope]),
    "no scope to list": _behaves(scopes=[scope for scope in SCOPES if "list_meetings" not in scope]),
    "the waiting room is locked off": _behaves(locked_settings={"waiting_room": False}),
    "the host is gone": _host_is(gone=True),
    "the host has no licence": _host_is(type=4),
    "the host may not host": _host_is(may_host=False),
    "the host is not active": _host_is(status="inactive"),
    "the host is Basic": _host_is(type=1),
    "passcodes need letters": _host_is(policy={"have_letter": True}),
    "passcodes need eight digits": _host_is(policy={"length": 8, "consecutive_characters_length": 4}),
    "the host plans with the personal room": _host_is(uses_pmi=True),
    "errors come as XML": _refuses_in_xml,
}


def put_in_order(zoom: StandIn) -> None:
    """Everything as a paid account in good order has it."""
    zoom.mend()
    zoom.behave(
        app_active=True,
        scopes=list(SCOPES),
        locked_settings={},
        changes_a_day=100,
        deletions_count=False,
        single_active_token=False,
        retry_after="seconds",
    )
    zoom.host(HOST, gone=False, type=2, may_host=True, status="active", policy={}, uses_pmi=False)
