"""How long evidence of attendance, webhooks and what suspended seekers wrote are kept."""

from datetime import timedelta

from sqlalchemy import or_, select

from booking.core.erasure import Night, Retention, delete_old, erase_old
from booking.tables import (
    Meeting,
    MeetingEvent,
    ParticipantFetch,
    Suspension,
    SuspensionAnswer,
    Webhook,
)
from calendars.office_time import day_of

EVIDENCE_KEPT = timedelta(days=120)  # longer than the suspension of 90 days that it may have led to
WEBHOOKS_KEPT = timedelta(days=3)  # of real time; their bodies are long erased, and Zoom repeats itself for 90 minutes
UNREAD_KEPT = timedelta(days=14)  # of real time; without its key a body is never read
ANSWERS_KEPT = timedelta(days=365)  # after the suspension ended: long enough for a complaint about it


def _delete_fetches(night: Night) -> int:
    over = select(Meeting.id).where(Meeting.ends_at <= night.now - EVIDENCE_KEPT)
    return delete_old(ParticipantFetch, ParticipantFetch.meeting_id.in_(over))


def _delete_webhooks(night: Night) -> int:
    received, processed = Webhook.received_at, Webhook.processed_at.is_not(None)
    too_old = (processed & (received <= night.real_now - WEBHOOKS_KEPT)) | (received <= night.real_now - UNREAD_KEPT)
    return delete_old(Webhook, too_old)


def erase_old_answers(night: Night) -> int:
    """Erase what was written about suspensions that ended long ago; answer how many texts that were."""
    long_ago = night.now - ANSWERS_KEPT
    over = select(Suspension.id).where(or_(Suspension.ended_at <= long_ago, Suspension.ends_on <= day_of(long_ago)))
    too_old = SuspensionAnswer.suspension_id.in_(over) & (SuspensionAnswer.text != "")
    return erase_old(SuspensionAnswer, too_old, text="", reply="")


RETAINED = (
    Retention(
        "events of meetings", lambda night: delete_old(MeetingEvent, MeetingEvent.at <= night.now - EVIDENCE_KEPT)
    ),
    Retention("fetched lists of participants", _delete_fetches),
    Retention("webhooks", _delete_webhooks),
    Retention("answers to suspensions", erase_old_answers),
)
