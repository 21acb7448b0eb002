"""Which call is meant, with the scope it needs, its weight for the limits and what it may carry."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.zoom_stand_in import calls
from tests.zoom_stand_in.answers import Answer, refused
from tests.zoom_stand_in.received import Received, run_segment, segment
from tests.zoom_stand_in.schemas import Form
from tests.zoom_stand_in.world import reports
from tests.zoom_stand_in.world.world import World

NOTHING = Form()
PAGES = frozenset({"page_size", "next_page_token"})


@dataclass(frozen=True)
class Route:
    """One call of the API."""

    method: str
    path: str
    does: Callable[[World, Received, dict[str, str]], Answer]
    scope: str
    weight: str = "LIGHT"
    form: Form = NOTHING


def _form(*query: str, pages: bool = False, body: bool = False) -> Form:
    return Form(frozenset(query) | (PAGES if pages else frozenset()), body)


USER, MEETING, PAST = "/users/{userId}", "/meetings/{meetingId}", "/past_meetings/{runId}"
PEOPLE = "meeting:read:list_past_participants:admin"
ROUTES = (
    Route("POST", f"{USER}/meetings", calls.create, "meeting:write:meeting:admin", form=_form(body=True)),
    Route(
        "GET",
        f"{USER}/meetings",
        calls.listed,
        "meeting:read:list_meetings:admin",
        "MEDIUM",
        _form("type", "from", "to", "timezone", pages=True),
    ),
    Route("GET", MEETING, calls.get, "meeting:read:meeting:admin"),
    Route("PATCH", MEETING, calls.patch, "meeting:update:meeting:admin", form=_form(body=True)),
    Route(
        "DELETE",
        MEETING,
        calls.remove,
        "meeting:delete:meeting:admin",
        form=_form("schedule_for_reminder", "cancel_meeting_reminder"),
    ),
    Route("PUT", f"{MEETING}/status", calls.status, "meeting:update:status:admin", form=_form(body=True)),
    Route("GET", f"{MEETING}/invitation", calls.invitation, "meeting:read:invitation:admin"),
    Route("GET", PAST, reports.past, "meeting:read:past_meeting:admin"),
    Route("GET", f"{PAST}/instances", reports.instances, "meeting:read:list_past_instances:admin", "MEDIUM"),
    Route("GET", f"{PAST}/participants", reports.participants, PEOPLE, "MEDIUM", _form(pages=True)),
    Route("GET", "/report/meetings/{runId}", reports.report, "report:read:meeting:admin", "HEAVY"),
    Route(
        "GET",
        "/report/meetings/{runId}/participants",
        reports.reported_participants,
        "report:read:list_meeting_participants:admin",
        "HEAVY",
        _form("include_fields", pages=True),
    ),
    Route("GET", USER, calls.user, "user:read:user:admin"),
    Route("GET", f"{USER}/settings", calls.user_settings, "user:read:settings:admin", form=_form("option")),
    Route("GET", "/users", calls.users, "user:read:list_users:admin", "MEDIUM", _form("status", pages=True)),
)


def meant(sent: Received, under: str = "/v2") -> tuple[Route, dict[str, str]]:
    """The route and the names in the path, or 404/2300: also for a uuid that was not encoded as it must be."""
    given = sent.path.removeprefix(under).split("/")[1:] if sent.path.startswith(f"{under}/") else []
    for route in ROUTES:
        names = _names(route.path.split("/")[1:], given)
        if route.method == sent.method and names is not None:
            return route, names
    raise refused(404, 2300, "This API endpoint is not recognized.")


def _names(pattern: list[str], given: list[str]) -> dict[str, str] | None:
    if len(pattern) != len(given):
        return None
    names: dict[str, str] = {}
    for expected, found in zip(pattern, given, strict=True):
        if expected == "{runId}":
            run = run_segment(found)
            if run is None:
                return None
            names["meetingId"] = run
        elif expected.startswith("{"):
            names[expected.strip("{}")] = segment(found)
        elif expected != found:
            return None
    return names
