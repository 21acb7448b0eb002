"""What somebody must look at before people come to harm: counts and a date, no booking and no person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.attendance.webhooks.refused import is_alarm
from booking.attendance.webhooks.silent_starts import silent_starts
from booking.availability.holidays import national_holidays
from booking.availability.procedures import most_ever
from booking.meetings.host_days import short_quotas
from booking.meetings.pool.low import LowPools, noted_low_pools
from booking.meetings.troubles import meeting_troubles
from booking.operations.claims.clashes import clashes
from booking.operations.clock_trust.marks import clock_off
from booking.operations.few_names import days_with_few_names
from booking.tables import Procedure, RefusedWebhooks, Webhook
from calendars.office_time import day_of
from notifier.job_log import MAY_BE_LATE, job_states
from notifier.tables import Delivery, DeliveryState, JobRun

DELIVERY_MAY_TAKE = timedelta(minutes=30)
WEBHOOK_MAY_TAKE = timedelta(minutes=30)
RUN_MAY_TAKE = timedelta(hours=3)


@dataclass(frozen=True)
class Alarms:
    """What is wrong now. `holidays_end_on` is the last day with official dates, None while they reach far enough."""

    holidays_end_on: date | None
    missing_meetings: int
    drifted_meetings: int
    captured_meetings: int  # recorded, summarised or streamed, and nobody has seen to it
    unseen_meetings: int
    strange_meetings: int
    meetings_not_removed: int
    low_pools: LowPools | None  # None where meetings do not come from the pool
    short_quotas: Sequence[str]  # desks whose hosts have used today's limit of the provider nearly or wholly
    few_names: int  # office days on which nearly every display name is somebody's
    late_deliveries: int
    unread_webhooks: int
    clock_off: timedelta  # how far the clock is ahead of where it should be; zero while nothing shows it
    clashes: int  # pairs of bookings that want the same time
    refused_webhooks: int  # at least so many since the last that was accepted
    silent_starts: int
    late_jobs: Sequence[str]  # by name; "all" while no scheduler has ever run


def alarms(
    session: Session,
    *,
    now: datetime,
    real_now: datetime,
    served_since: datetime,
    pooled: bool = False,
    webhooks_from: str | None = None,
    daily_limit: int | None = None,
) -> Alarms:
    """Everything of /alarmz (rules.md#health).

    `now` is the office's moment, `real_now` that of webhooks and jobs, `served_since` when this process began;
    `pooled` says that meetings come from the pool; `webhooks_from` names the provider whose webhooks should reach us;
    `daily_limit` is how many meetings a host may have made on a day.
    """
    meetings = meeting_troubles(session, now=now)
    return Alarms(
        holidays_end_on=holidays_end_on(session, day_of(now)),
        missing_meetings=meetings.urgent,
        drifted_meetings=len(meetings.drifted),
        captured_meetings=len(meetings.captured),
        unseen_meetings=len(meetings.unseen),
        strange_meetings=len(meetings.strange),
        meetings_not_removed=meetings.not_removed,
        low_pools=noted_low_pools(session, real_now=real_now, served_since=served_since) if pooled else None,
        short_quotas=short_quotas(session, daily_limit, real_now=real_now),
        few_names=days_with_few_names(session, today=day_of(now)),
        late_deliveries=_late_deliveries(session, now),
        unread_webhooks=_unread_webhooks(session, real_now),
        clock_off=clock_off(session),
        clashes=clashes(session, now=now),
        refused_webhooks=_refused_webhooks(session, real_now),
        silent_starts=len(silent_starts(session, provider=webhooks_from, now=now)) if webhooks_from else 0,
        late_jobs=_late_jobs(session, now, real_now, served_since),
    )


def holidays_end_on(session: Session, today: date) -> date | None:
    """The last day with official dates, as soon as they do not reach far enough (rules.md#health)."""
    longest_window = most_ever(session, Procedure.window_days)
    holidays = national_holidays(session)
    return holidays.official_until if holidays.runs_out(today, longest_window) else None


def _late_deliveries(session: Session, now: datetime) -> int:
    query = select(func.count()).select_from(Delivery)
    late = query.where(Delivery.state == DeliveryState.WAITING, Delivery.due_at < now - DELIVERY_MAY_TAKE)
    return session.scalar(late) or 0


def _unread_webhooks(session: Session, real_now: datetime) -> int:
    """What came to the webhook and cannot be read: most likely a data key is missing."""
    query = select(func.count()).select_from(Webhook)
    old = query.where(Webhook.processed_at.is_(None), Webhook.received_at < real_now - WEBHOOK_MAY_TAKE)
    return session.scalar(old) or 0


def _refused_webhooks(session: Session, real_now: datetime) -> int:
    rows = session.scalars(select(RefusedWebhooks)).all()
    return sum(row.refused for row in rows if is_alarm(row.refused, row.refused_at, real_now=real_now))


def _late_jobs(session: Session, now: datetime, real_now: datetime, served_since: datetime) -> Sequence[str]:
    known = job_states(session)
    if not known and real_now - served_since >= MAY_BE_LATE:
        return ["all"]
    late = {state.name for state in known.values() if state.late_at <= real_now}
    # A run that is due every night, and that nobody has brought to its end.
    unfinished = select(JobRun.name).where(JobRun.done_at.is_(None), JobRun.due_at < now - RUN_MAY_TAKE)
    return sorted(late | set(session.scalars(unfinished)))
