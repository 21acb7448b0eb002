"""The rows of a day's sheet as they are shown: words and addresses ready, so that the template only sets them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from flask import url_for
from sqlalchemy.orm import Session

from booking.attendance.phone_calls import PastCall, past_calls
from booking.attendance.reads import Attendance, attendances_today
from booking.attendance.rules.next_step import START_FROM, NextStep, may_start, next_step
from booking.attendance.rules.whereabouts import Where, Whereabouts, is_open, whereabouts
from booking.attendance.words import call_result, suggestion, where
from booking.bookings.day_sheet import DaySheet, Line
from booking.bookings.words import booking_status, channel, wish
from booking.core.dates import clock, clocks, short_day
from booking.core.decisions import Tone
from booking.core.texts import _
from booking.core.texts.languages import Language, language
from booking.feeds.short_codes import short_code
from booking.meetings.words import meeting_state
from booking.tables import MeetingState
from booking.web.desk.day.view import View
from calendars.office_time import day_of

_TONES: Mapping[MeetingState, Tone] = {
    MeetingState.WANTED: "notice",
    MeetingState.ISSUED: "success",
    MeetingState.FAILING: "error",
}
_ANY_NUMBER = "000000000"
_KEPT_ROWS = 1_024
_LONG_BEFORE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in a word and a tone."""

    word: str
    tone: Tone


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A line with all that its row says; the very same one while that is the same, by which its drawing is found."""

    line: Line
    address: str
    clocks: str
    clock: str
    code: str
    channel: str
    wishes: str
    tags: Sequence[Tag]
    arrival: Tag | None
    meeting: Tag
    calls: Sequence[str]  # the latest first
    step: NextStep
    begun: bool
    is_now: bool
    startable: bool
    is_early: bool


def rows_of(session: Session, sheet: DaySheet, view: View, *, secret: str, now: datetime) -> Sequence[Row]:
    """The rows of the lines that are looked at."""
    lines = [line for line in sheet.lines if view.includes(line)]
    seen = attendances_today(session, lines, now=now)
    calls = past_calls(session, [line.id for line in lines if line.starts_at <= now])
    booking, spoken = url_for("desk.booking", number=_ANY_NUMBER), language()
    return [
        _row(line, _happened(line, seen[line.id], now), calls.get(line.id, ()), booking, secret, spoken)
        if line.id in seen
        else _unseen_row(line, _changed_at(line, now), calls.get(line.id, ()), booking, secret, spoken)
        for line in lines
    ]


def _changed_at(line: Line, now: datetime) -> datetime:
    """The last moment up to `now` at which time alone changed the row of a line of which nobody was seen."""
    if now < line.starts_at:
        may_start_at = line.starts_at - START_FROM
        return _LONG_BEFORE if now < may_start_at else may_start_at
    return line.starts_at if now < line.ends_at else line.ends_at


@dataclass(frozen=True, slots=True)
class _Happened:
    """What time and the meeting have made of a consultation: of its row, all that changes without a change of it."""

    begun: bool
    is_now: bool
    startable: bool
    is_early: bool
    runs: bool
    step: NextStep
    proposal: Tag | None
    arrival: Tag | None


def _happened(line: Line, seen: Attendance | None, now: datetime) -> _Happened:
    until, begun = min(now, line.ends_at), line.starts_at <= now
    proposed = seen.suggestion if seen and begun else None
    runs = seen is not None and now < line.ends_at and is_open(seen.evidence, until=until)
    startable = line.status.open and line.meeting is MeetingState.ISSUED and now < line.ends_at
    step = next_step(
        line.status,
        line.starts_at,
        line.ends_at,
        startable=startable,
        started=runs or line.started_at is not None,
        proposed=proposed,
        now=now,
    )
    return _Happened(
        begun=begun,
        is_now=line.status.open and begun and now < line.ends_at,
        startable=startable,
        is_early=not may_start(line.starts_at, now=now),
        runs=runs,
        step=step,
        proposal=Tag(suggestion(proposed), proposed.outcome.tone) if proposed and proposed.outcome else None,
        arrival=_arrival(whereabouts(seen.evidence, until=until)) if seen else None,
    )


@lru_cache(_KEPT_ROWS)
def _row(
    line: Line, so_far: _Happened, calls: tuple[PastCall, ...], booking: str, secret: str, _spoken: Language
) -> Row:
    tags = [Tag(booking_status(line.status), line.status.tone)]
    if line.outside:
        tags.append(Tag(_("時間割の外"), "warning"))
    if so_far.proposal:
        tags.append(so_far.proposal)
    return Row(
        line=line,
        address=booking.replace(_ANY_NUMBER, line.number),
        clocks=clocks(line.starts_at, line.ends_at),
        clock=clock(line.starts_at),
        code=short_code(secret, line.calendar_uid),
        channel=channel(line.channel),
        wishes=_("、").join(map(wish, line.wishes)),
        tags=tags,
        arrival=so_far.arrival,
        meeting=_meeting(line.meeting, runs=so_far.runs),
        calls=[_call(call, line) for call in calls],
        step=so_far.step,
        begun=so_far.begun,
        is_now=so_far.is_now,
        startable=so_far.startable,
        is_early=so_far.is_early,
    )


@lru_cache(_KEPT_ROWS)
def _unseen_row(
    line: Line, since: datetime, calls: tuple[PastCall, ...], booking: str, secret: str, spoken: Language
) -> Row:
    return _row(line, _happened(line, None, since), calls, booking, secret, spoken)


def _meeting(state: MeetingState, *, runs: bool) -> Tag:
    return Tag(_("開いています"), "success") if runs else Tag(meeting_state(state), _TONES.get(state, "quiet"))


def _call(call: PastCall, line: Line) -> str:
    at, day = clock(call.called_at), day_of(call.called_at)
    if day != day_of(line.starts_at):
        at = f"{short_day(day)} {at}"
    return _("電話 %(clock)s %(result)s", clock=at, result=call_result(call.result))


def _arrival(found: Whereabouts | None) -> Tag | None:
    if found is None:
        return None
    tone: Tone = "quiet" if found.where is Where.LEFT else "notice" if found.by_display_name else "warning"
    return Tag(where(found), tone)
