"""How long evidence of attendance, webhook notices and what suspended seekers wrote are kept."""

from datetime import timedelta

from sqlalchemy import or_, select

from booking.core.erasure import Night, Retention, delete_old, erase_old
from booking.tables import (
    AttendanceReport,
    Meeting,
    MeetingMoment,
    Suspension,
    SuspensionAnswer,
    WebhookNotice,
)
from calendars.office_time import day_of

EVIDENCE_KEPT = timedelta(days=120)  # longer than the suspension of 90 days that it may have led to
NOTICES_KEPT = timedelta(days=3)  # of real time; their bodies are long erased, and Zoom repeats itself for 90 minutes
UNREAD_KEPT = timedelta(days=14)  # of real time; without its key a body is never read
ANSWERS_KEPT = timedelta(days=365)  # after the suspension ended: long enough for a complaint about it


def _delete_reports(night: Night) -> int:
    over = select(Meeting.id).where(Meeting.ends_at <= night.now - EVIDENCE_KEPT)
    return delete_old(AttendanceReport, AttendanceReport.meeting_id.in_(over))


def _delete_notices(night: Night) -> int:
    received, worked = WebhookNotice.received_at, WebhookNotice.worked_at.is_not(None)
    too_old = (worked & (received <= night.real_now - NOTICES_KEPT)) | (received <= night.real_now - UNREAD_KEPT)
    return delete_old(WebhookNotice, too_old)


def erase_old_answers(night: Night) -> int:
    """Erase what was written about suspensions that ended long ago; answer how many texts that were."""
    long_ago = night.now - ANSWERS_KEPT
    over = select(Suspension.id).where(or_(Suspension.ended_at <= long_ago, Suspension.ends_on <= day_of(long_ago)))
    too_old = SuspensionAnswer.suspension_id.in_(over) & (SuspensionAnswer.text != "")
    return erase_old(SuspensionAnswer, too_old, text="", reply="")


RETAINED = (
    Retention(
        "moments of meetings", lambda night: delete_old(MeetingMoment, MeetingMoment.at <= night.now - EVIDENCE_KEPT)
    ),
    Retention("reports of meetings", _delete_reports),
    Retention("webhook notices", _delete_notices),
    Retention("answers to suspensions", erase_old_answers),
)
