"""Health of the process, for load balancers, and of the service, for people and programs that watch it.

Names no booking and no person.
"""

import logging
from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response

from booking.meetings.pool.low import LowPools
from booking.operations.alarms import Alarms, alarms
from booking.operations.disk_room import folders_short_of_room
from booking.people.permissions import ANYONE, allow
from booking.services import services
from booking.web.session import now
from database.base import db
from database.errors import DATABASE_TROUBLE, DatabaseUnusable
from database.schema import is_current

logger = logging.getLogger(__name__)

blueprint = Blueprint("health", __name__)

_AWAY = "the database cannot be reached"


@blueprint.get("/healthz")
@allow(ANYONE)
def alive() -> Response:
    """The process answers."""
    return _plain("ok", 200)


@blueprint.get("/readyz")
@allow(ANYONE)
def ready() -> Response:
    """The database answers and has every migration (rules.md#health); else 503 with the reason."""
    reason = _why_not_ready()
    return _plain(reason or "ok", 503 if reason else 200)


@blueprint.get("/alarmz")
@allow(ANYONE)
def alarmed() -> Response:
    """Whether somebody must look at the service: 503 with a line for each reason. Never for the load balancer."""
    reasons = _why_alarmed()
    return _plain("\n".join(reasons) or "ok", 503 if reasons else 200)


def _why_not_ready() -> str:
    try:
        with db.engine.connect() as connection:
            return "" if is_current(connection) else "migrations are missing"
    except DatabaseUnusable as error:
        return str(error)
    except DATABASE_TROUBLE as error:
        logger.warning("not ready: %s", type(error).__name__)
        return _AWAY


def _why_alarmed() -> list[str]:
    try:
        given = services()
        found = alarms(
            db.session(),
            now=now(),
            real_now=datetime.now(UTC),
            served_since=given.began_at,
            pooled=given.meetings.traits.is_filled_by_staff,
            webhooks_from=given.webhooks_from,
            daily_limit=given.meetings.traits.daily_limit,
        )
    except DatabaseUnusable as error:
        return [str(error)]
    except DATABASE_TROUBLE as error:
        logger.warning("alarms not known: %s", type(error).__name__)
        return [_AWAY]
    return _lines(found) + _of_pools(found.low_pools) + _short_of_room()


def _of_pools(found: LowPools | None) -> list[str]:
    if found is None:
        return []
    lines = {
        f"desks with too few meetings in the pool: {', '.join(found.desks)}": found.desks,
        "the pools of meetings have not been looked at for long": found.out_of_date,
    }
    return [line for line, holds in lines.items() if holds]


def _short_of_room() -> list[str]:
    return [f"little room is left on the disk: {folder.name}" for folder in folders_short_of_room(services().config)]


def _lines(found: Alarms) -> list[str]:
    lines = {
        f"official holidays are known until {found.holidays_end_on} only": found.holidays_end_on,
        f"meetings of coming consultations that are missing: {found.missing_meetings}": found.missing_meetings,
        f"meetings whose settings are not as they must be: {found.drifted_meetings}": found.drifted_meetings,
        f"consultations that were recorded, summarised or streamed: {found.captured_meetings}": found.captured_meetings,
        f"meetings at which the provider lets nobody look: {found.unseen_meetings}": found.unseen_meetings,
        f"strange meetings at the time of consultations: {found.strange_meetings}": found.strange_meetings,
        f"withdrawn meetings that the provider still has: {found.meetings_not_removed}": found.meetings_not_removed,
        f"desks whose hosts have nearly used up today's meetings: {', '.join(found.short_quotas)}": found.short_quotas,
        f"office days with few display names left: {found.few_names}": found.few_names,
        f"messages that should have gone out: {found.late_deliveries}": found.late_deliveries,
        f"webhook notices that could not be read: {found.unread_webhooks}": found.unread_webhooks,
        f"the clock is {_far(found.clock_off)} of where it should be; see `madoguchi clock`": found.clock_off,
        f"pairs of bookings that want the same time: {found.clashes}": found.clashes,
        f"webhook requests refused and none accepted since: {found.refused_webhooks} or more"
        " (another secret, a clock that is wrong, or somebody who forges them)": found.refused_webhooks,
        f"meetings that were started and of which no webhook told: {found.silent_starts}": found.silent_starts,
        f"jobs that are late: {', '.join(found.late_jobs)}": found.late_jobs,
    }
    return [line for line, holds in lines.items() if holds]


def _far(off: timedelta) -> str:
    return f"{abs(off)} {'ahead' if off > timedelta() else 'behind'}"


def _plain(text: str, status: int) -> Response:
    response = Response(f"{text}\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
