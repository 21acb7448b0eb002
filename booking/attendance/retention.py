"""How long evidence of attendance, webhooks and what suspended seekers wrote are kept."""

from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select

from booking.core.erasure import KeptFor, Night, Retention, delete_old, kept_for
from booking.tables import (
    Meeting,
    MeetingEvent,
    ParticipantFetch,
    Suspension,
    SuspensionAnswer,
    Webhook,
)
from calendars.office_time import day_of

EVIDENCE = KeptFor("evidence", 120, least=91, most=365)  # longer than the suspension of 90 days that it may have led to
WEBHOOKS_KEPT = timedelta(days=3)  # of real time; their bodies are long erased, and Zoom repeats itself for 90 minutes
UNREAD_KEPT = timedelta(days=14)  # of real time; without its key a body is never read
# After the suspension ended: long enough for a complaint about it.
ANSWERS = KeptFor("answers", 365, least=180, most=1095)


def _old_fetches(night: Night) -> ColumnElement[bool]:
    over = select(Meeting.id).where(Meeting.ends_at <= night.now - night.kept(EVIDENCE))
    return ParticipantFetch.meeting_id.in_(over)


def _delete_webhooks(night: Night) -> int:
    received, processed = Webhook.received_at, Webhook.processed_at.is_not(None)
    too_old = (processed & (received <= night.real_now - WEBHOOKS_KEPT)) | (received <= night.real_now - UNREAD_KEPT)
    return delete_old(Webhook, too_old)


def _old_answers(night: Night) -> ColumnElement[bool]:
    """What was written about suspensions that ended long ago."""
    long_ago = night.now - night.kept(ANSWERS)
    over = select(Suspension.id).where(or_(Suspension.ended_at <= long_ago, Suspension.ends_on <= day_of(long_ago)))
    return SuspensionAnswer.suspension_id.in_(over) & (SuspensionAnswer.text != "")


ANSWERS_KEPT = kept_for("answers to suspensions", ANSWERS, SuspensionAnswer, _old_answers, {"text": "", "reply": ""})

RETAINED = (
    kept_for(
        "events of meetings", EVIDENCE, MeetingEvent, lambda night: MeetingEvent.at <= night.now - night.kept(EVIDENCE)
    ),
    kept_for("fetched lists of participants", EVIDENCE, ParticipantFetch, _old_fetches),
    Retention("webhooks", _delete_webhooks),
    ANSWERS_KEPT,
)
