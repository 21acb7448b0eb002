"""What somebody must look at before people come to harm: counts and a date, no booking and no person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.models import Procedure, WebhookNotice
from booking.queries.holidays import national_holidays
from booking.queries.meeting_troubles import meeting_troubles
from calendars.office_time import day_of
from notifier.tables import Delivery, DeliveryState

DELIVERY_MAY_TAKE = timedelta(minutes=30)
NOTICE_MAY_TAKE = timedelta(minutes=30)


@dataclass(frozen=True)
class Alarms:
    """What is wrong now. `holidays_end_on` is the last day with official dates, None while they reach far enough."""

    holidays_end_on: date | None
    missing_meetings: int
    drifted_meetings: int
    strange_meetings: int
    meetings_not_removed: int
    late_deliveries: int
    unread_notices: int


def alarms(session: Session, *, now: datetime, real_now: datetime) -> Alarms:
    """Everything of design §6, /alarmz; `now` is the office's moment, `real_now` that of the webhooks."""
    meetings = meeting_troubles(session, now=now)
    return Alarms(
        holidays_end_on=_holidays_end_on(session, day_of(now)),
        missing_meetings=meetings.urgent,
        drifted_meetings=len(meetings.drifted),
        strange_meetings=len(meetings.strange),
        meetings_not_removed=meetings.not_removed,
        late_deliveries=_late_deliveries(session, now),
        unread_notices=_unread_notices(session, real_now),
    )


def _holidays_end_on(session: Session, today: date) -> date | None:
    longest_window = session.scalar(select(func.max(Procedure.window_days))) or 0
    holidays = national_holidays(session)
    return holidays.official_until if holidays.runs_out(today, longest_window) else None


def _late_deliveries(session: Session, now: datetime) -> int:
    query = select(func.count()).select_from(Delivery)
    late = query.where(Delivery.state == DeliveryState.WAITING, Delivery.due_at < now - DELIVERY_MAY_TAKE)
    return session.scalar(late) or 0


def _unread_notices(session: Session, real_now: datetime) -> int:
    """What came to the webhook and cannot be read: most likely a data key is missing."""
    query = select(func.count()).select_from(WebhookNotice)
    old = query.where(WebhookNotice.worked_at.is_(None), WebhookNotice.received_at < real_now - NOTICE_MAY_TAKE)
    return session.scalar(old) or 0
