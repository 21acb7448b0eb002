"""Processes what a provider sent: lease, read, keep the events of our meetings, erase the body.

Bodies hold typed names; all that stays of a name is whether it was the display name. A meeting that was changed at the
provider is marked for a look, unless we know already that something cannot be put right there: each attempt would come
back to us as another change. A meeting that is none of ours leaves nothing at all.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from booking.attendance.keep_events import keep_events
from booking.attendance.rules.who_came import who_came
from booking.core.keys import DataKeys, LostDataKey
from booking.core.meeting_events import Event, Source, Who
from booking.meetings.captures.note import note_capture
from booking.meetings.desk_hosts import is_desk_host
from booking.meetings.happenings import Happening, ParsedWebhook
from booking.meetings.reconcile_meeting import want_reconciling
from booking.meetings.steps.requests import ref_of
from booking.meetings.zoom.events import read_webhook
from booking.tables import Booking, Meeting, Webhook
from database.leases import Lease, Settle, may_be_tried, work_leased
from notifier.backoff import pause_after

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Leased:
    lease: Lease
    sealed: bytes


def process_next(keys: DataKeys, *, real_now: datetime) -> bool:
    """Process the webhook that has waited longest; False if none is due. Several workers may call this at once."""
    return work_leased(
        Webhook,
        _due(real_now),
        until=real_now + LEASE,
        read=lambda _session, webhook, lease: _Leased(lease, webhook.body_sealed or b""),
        do=lambda leased: _process(leased, keys, real_now),
    )


def _process(leased: _Leased, keys: DataKeys, real_now: datetime) -> Settle:
    try:
        webhook = read_webhook(keys.open(leased.sealed))
    except LostDataKey:  # the key may come back
        logger.warning("webhook %s cannot be opened with MADOGUCHI_DATA_KEYS", leased.lease.key)
        pause = pause_after(leased.lease.tries, first=FIRST_PAUSE, longest=LONGEST_PAUSE)
        return lambda session: leased.lease.end(session, next_try_at=real_now + pause)
    return lambda session: _keep(session, leased.lease, webhook, real_now)


def _keep(session: Session, lease: Lease, webhook: ParsedWebhook | None, real_now: datetime) -> None:
    if webhook and webhook.captured:
        note_capture(session, webhook.provider_id, webhook.captured, real_now=real_now)
    elif webhook:
        for meeting in _meetings_of(session, webhook):
            keep_events(session, meeting.id, [_event(session, one, meeting) for one in webhook.happenings])
            if webhook.gone or (webhook.changed and not meeting.drift):
                want_reconciling(session, webhook.provider_id, real_now=real_now)
    lease.end(session, processed_at=real_now, body_sealed=None)


def _event(session: Session, happening: Happening, meeting: Meeting) -> Event:
    who = _who(session, happening, meeting)
    return Event(happening.run, happening.participant, who, happening.sign, happening.at, Source.WEBHOOK)


def _who(session: Session, happening: Happening, meeting: Meeting) -> Who:
    if not happening.participant:
        return Who.MEETING
    own = (ref_of(meeting).host or "").casefold()
    email = happening.email.casefold()
    return who_came(
        happening.name,
        meeting.booking.display_name,
        host=happening.host or bool(own and email == own),
        staff=happening.staff or is_desk_host(session, email),
    )


def _meetings_of(session: Session, webhook: ParsedWebhook) -> list[Meeting]:
    """The meeting that the webhook names; none if it is somebody else's on the same account."""
    query = select(Meeting).where(Meeting.provider_id == webhook.provider_id, Meeting.provider == webhook.provider)
    return list(session.scalars(query.join(Meeting.booking).order_by(Booking.id)))


def _due(real_now: datetime) -> Select[int]:
    unprocessed = select(Webhook.id).where(Webhook.processed_at.is_(None))
    return unprocessed.where(may_be_tried(Webhook, real_now)).order_by(Webhook.id)
