"""Deletes what has had its day: claims, old keys, drafts, holds, waits, sign-ins, messages, evidence of attendance.

What is kept for how long is decision 0009. In batches, each a transaction of its own, so that nobody waits long;
running it again finds the rest.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, func, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningDelete, ReturningUpdate

from booking.attendance.suspensions.answer import erase_old_answers
from booking.feeds.end_unread import end_unread_feeds
from booking.meetings.pool.rest import week_of
from booking.tables import (
    AttendanceReport,
    DeskClaim,
    GivenBack,
    Hold,
    HostDay,
    IdempotencyKey,
    KeptPage,
    Meeting,
    MeetingCapture,
    MeetingMoment,
    MeetingState,
    PoolAssignment,
    SeekerClaim,
    SignIn,
    SignInFailure,
    WebhookNotice,
)
from booking.waiting_list.wait import forget_closed_days
from calendars.office_time import day_of, midnight, year_before
from database.transactions import transact
from notifier.retention import forget_messages

CLAIMS_KEPT = timedelta(days=60)  # after their day: a clock that was ahead must not have freed what is booked
KEYS_KEPT = timedelta(hours=24)  # rules.md#idempotency
DRAFTS_KEPT = timedelta(hours=24)  # after the hold ended or something was typed: long enough to come back to it
HOLDS_KEPT = timedelta(days=30)  # their addresses still lead to the booking; the rules look back one day at most
FAILURES_KEPT = timedelta(hours=24)  # of real time; a lock is over after half an hour
EVIDENCE_KEPT = timedelta(days=120)  # longer than the suspension of 90 days that it may have led to
NOTICES_KEPT = timedelta(days=3)  # of real time; their bodies are long erased, and Zoom repeats itself for 90 minutes
DETAILS_KEPT = timedelta(days=7)  # meeting ID aside, what joins a meeting; unless the setting says otherwise
GIVEN_BACK_KEPT = timedelta(days=60)  # after the day of the place: what time alone deletes must not decide
HOST_DAYS_KEPT = timedelta(days=60)  # of real time; today's decides what is made for a host
UNREAD_KEPT = timedelta(days=14)  # of real time; without its key a body is never read

_ROWS_AT_ONCE = 500

_Table = (
    type[DeskClaim]
    | type[SeekerClaim]
    | type[IdempotencyKey]
    | type[GivenBack]
    | type[Hold]
    | type[SignIn]
    | type[SignInFailure]
    | type[MeetingMoment]
    | type[MeetingCapture]
    | type[WebhookNotice]
    | type[PoolAssignment]
    | type[KeptPage]
)

logger = logging.getLogger(__name__)


def purge(*, now: datetime, real_now: datetime, details_kept: timedelta = DETAILS_KEPT) -> int:
    """Delete and erase what is too old, and answer how many rows that were. Several workers may run this at once.

    `details_kept` is how long passcodes and links stay after the consultation.
    """
    counts = {
        "desk claims": _delete(DeskClaim, _past_or_lapsed(DeskClaim, now)),
        "seeker claims": _delete(SeekerClaim, _past_or_lapsed(SeekerClaim, now)),
        "one-time keys": _delete(IdempotencyKey, IdempotencyKey.made_at <= now - KEYS_KEPT),
        "drafts": _in_batches(_erase_drafts(_ended_draft(now - DRAFTS_KEPT))),
        "holds": _delete(Hold, _ended_hold(now - HOLDS_KEPT)),
        "sign-ins": _delete(SignIn, SignIn.ends_at <= real_now),
        "wrong passwords": _delete(SignInFailure, SignInFailure.failed_at <= real_now - FAILURES_KEPT),
        "pages that answered a form": _delete(KeptPage, KeptPage.ends_at <= real_now),
        "moments of meetings": _delete(MeetingMoment, MeetingMoment.at <= now - EVIDENCE_KEPT),
        "reports of meetings": _in_batches(_delete_reports(now - EVIDENCE_KEPT)),
        "captures seen to": _delete(MeetingCapture, MeetingCapture.seen_to_at <= now - EVIDENCE_KEPT),
        "details of meetings": _in_batches(_erase_details(now - details_kept)),
        "assignments of the pool": _delete(PoolAssignment, _past_assignment(now, details_kept)),
        "webhook notices": _delete(WebhookNotice, _old_notice(real_now)),
        "messages": _forget_messages(made_before=midnight(year_before(day_of(now)))),
        "days of hosts": transact(lambda session: _run(session, _delete_host_days(real_now - HOST_DAYS_KEPT))),
        "places given back": _delete(GivenBack, GivenBack.day < day_of(now) - GIVEN_BACK_KEPT),
        "waits": forget_closed_days(now=now),
        "unread feeds": end_unread_feeds(now=now),
        "answers to suspensions": transact(lambda session: erase_old_answers(session, now=now)),
    }
    logger.info("purged: %s", ", ".join(f"{count} {what}" for what, count in counts.items()))
    return sum(counts.values())


def _forget_messages(*, made_before: datetime) -> int:
    """Messages stay for a year after they were sent (「送受信後１年経過すると自動消去」, guide to the my-page)."""
    count = 0
    while forgotten := transact(lambda session: forget_messages(session, made_before=made_before, most=_ROWS_AT_ONCE)):
        count += forgotten
    return count


def _past_or_lapsed(table: type[DeskClaim] | type[SeekerClaim], now: datetime) -> ColumnElement[bool]:
    """Claims that are nobody's any more: of a time that is long past, or of a hold that lapsed before today."""
    today = midnight(day_of(now))
    return or_(table.tick < midnight(day_of(now) - CLAIMS_KEPT), table.expires_at <= today)


def _ended_draft(before: datetime) -> ColumnElement[bool]:
    """Drafts of holds that ended; what was typed afterwards counts from when it was typed."""
    something_typed = or_(Hold.topic != "", cast(Hold.wishes, Text) != "[]", Hold.drafted_at.is_not(None))
    return something_typed & _ended_hold(before) & or_(Hold.drafted_at.is_(None), Hold.drafted_at <= before)


def _ended_hold(before: datetime) -> ColumnElement[bool]:
    return func.coalesce(Hold.ended_at, Hold.expires_at) <= before


def _delete(table: _Table, too_old: ColumnElement[bool]) -> int:
    ids = select(table.id).where(too_old).limit(_ROWS_AT_ONCE)
    return _in_batches(delete(table).where(table.id.in_(ids), too_old).returning(table.id))


def _erase_drafts(too_old: ColumnElement[bool]) -> ReturningUpdate[int]:
    """A used hold's draft, too: its booking has a copy of its own."""
    ids = select(Hold.id).where(too_old).limit(_ROWS_AT_ONCE)
    return update(Hold).where(Hold.id.in_(ids), too_old).values(topic="", wishes=[], drafted_at=None).returning(Hold.id)


def _delete_reports(before: datetime) -> ReturningDelete[int]:
    ids = select(AttendanceReport.meeting_id).join(Meeting).where(Meeting.ends_at <= before).limit(_ROWS_AT_ONCE)
    return delete(AttendanceReport).where(AttendanceReport.meeting_id.in_(ids)).returning(AttendanceReport.meeting_id)


def _delete_host_days(before: datetime) -> ReturningDelete[str]:
    return delete(HostDay).where(HostDay.day < before.astimezone(UTC).date()).returning(HostDay.host)


def _erase_details(before: datetime) -> ReturningUpdate[int]:
    """Those of withdrawn meetings at once: nobody is shown them any more, and nobody joins."""
    kept = Meeting.passcode_sealed.is_not(None)
    too_old = kept & or_(Meeting.state == MeetingState.WITHDRAWN, Meeting.ends_at <= before)
    ids = select(Meeting.id).where(too_old).limit(_ROWS_AT_ONCE)
    erased = update(Meeting).where(Meeting.id.in_(ids), too_old).values(passcode_sealed=None, join_url_sealed=None)
    return erased.returning(Meeting.id)


def _past_assignment(now: datetime, kept: timedelta) -> ColumnElement[bool]:
    """Until its week is over an assignment holds the rest of its meeting, however short details are kept."""
    return (PoolAssignment.ends_at <= now - kept) & (PoolAssignment.week < week_of(now))


def _old_notice(real_now: datetime) -> ColumnElement[bool]:
    worked = WebhookNotice.worked_at.is_not(None) & (WebhookNotice.received_at <= real_now - NOTICES_KEPT)
    return worked | (WebhookNotice.received_at <= real_now - UNREAD_KEPT)


def _in_batches(statement: ReturningDelete[int] | ReturningUpdate[int]) -> int:
    """Run `statement`, which changes a batch of rows, until nothing is left to change; answer how many rows it was."""
    count = 0
    while changed := transact(lambda session: _run(session, statement)):
        count += changed
    return count


def _run(session: Session, statement: ReturningDelete[Any] | ReturningUpdate[int]) -> int:
    return len(session.execute(statement, execution_options={"synchronize_session": False}).all())
