"""Meetings that somebody at the desk started and of which no event came: do the provider's webhooks reach us?"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, contains_eager

from booking.core.meeting_events import Sign, Source
from booking.tables import Booking, Meeting, MeetingEvent
from calendars.office_time import day_of

HEARD_WITHIN = timedelta(minutes=15)
# A run may be going on when somebody presses again, and its start is not sent a second time.
MAY_BE_RUNNING = timedelta(hours=12)
FORGOTTEN_AFTER = timedelta(days=1)


def silent_starts(
    session: Session, *, provider: str, now: datetime, office_ids: Collection[int] | None = None
) -> Sequence[Meeting]:
    """Those of the last day, of these offices (None: of all); none once an event of any later start came."""
    newest = func.max(MeetingEvent.at)
    heard_at = session.scalar(select(newest).where(*_started, MeetingEvent.at > now - FORGOTTEN_AFTER))
    own = MeetingEvent.meeting_id == Meeting.id, MeetingEvent.at > now - FORGOTTEN_AFTER - MAY_BE_RUNNING
    query = (
        select(Meeting)
        .join(Meeting.booking)
        .where(
            Booking.day >= day_of(now - FORGOTTEN_AFTER),  # says little new, but is found by an index
            Meeting.provider == provider,
            Meeting.start_requested_at > (heard_at or now - FORGOTTEN_AFTER),
            Meeting.start_requested_at <= now - HEARD_WITHIN,
            ~exists().where(*_started, *own),
        )
        .order_by(Booking.starts_at, Booking.id)
        .options(contains_eager(Meeting.booking).joinedload(Booking.desk))
    )
    return session.scalars(query if office_ids is None else query.where(Booking.office_id.in_(office_ids))).all()


_started = MeetingEvent.sign == Sign.STARTED, MeetingEvent.source == Source.WEBHOOK
