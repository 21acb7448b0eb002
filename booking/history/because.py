"""Why something was done: what stands in rows beside a line of the audit log, which itself holds no words of anybody.

Lines and rows of one act have the same moment, since both were written in one transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.attendance.reads import attendances_of
from booking.attendance.rules.suggestion import Suggestion
from booking.history.reads import SUSPENSION, HistoryLine
from booking.tables import (
    AttendanceDecision,
    Booking,
    BookingNote,
    Closure,
    NoShow,
    RecordCorrection,
    Suspension,
    SuspensionAnswer,
    SuspensionGround,
)

_DECISIONS = frozenset({"mark_attendance", "correct_attendance"})


@dataclass(frozen=True)
class Because:
    """What is known beside a line: words that somebody typed, and what a decision or a suspension rests on."""

    words: str = ""
    evidence: Suggestion | None = None  # what the meeting tells of the consultation that was decided about
    no_shows: Sequence[date] = ()  # on whose days a suspension rests


def because_of(session: Session, lines: Collection[HistoryLine], *, now: datetime) -> Mapping[int, Because]:
    """What is known beside the lines, by their ids; a statement for each kind of row, whatever the number of lines."""
    return dict([*_of_bookings(session, lines, now), *_of_suspensions(session, lines), *_of_records(session, lines)])


_Found = Iterator[tuple[int, Because]]


def _of_bookings(session: Session, lines: Collection[HistoryLine], now: datetime) -> _Found:
    numbers = {line.booking for line in lines if line.booking is not None}
    if not numbers:
        return
    found = select(Booking).where(Booking.number.in_(numbers)).options(joinedload(Booking.procedure))
    bookings = {each.number: each for each in session.scalars(found)}
    told = [(line, bookings[line.booking]) for line in lines if line.booking is not None and line.booking in bookings]
    yield from _of_decisions(session, [each for each in told if each[0].act in _DECISIONS], now)
    yield from _of_notes(session, [each for each in told if each[0].act == "write_note"])
    for line, booking in told:
        if line.act == "cancel" and booking.cancelled_at == line.at:
            yield line.id, Because(booking.cancel_reason)
        if line.act == "book":
            yield line.id, Because(booking.late_reason)


def _of_decisions(session: Session, told: Sequence[tuple[HistoryLine, Booking]], now: datetime) -> _Found:
    bookings = {booking.id: booking for _, booking in told}
    if not bookings:
        return
    rows = session.scalars(select(AttendanceDecision).where(AttendanceDecision.booking_id.in_(bookings)))
    reasons = {(each.booking_id, each.decided_at): each.reason for each in rows}
    evidence = attendances_of(session, list(bookings.values()), now=now)
    for line, booking in told:
        reason = reasons.get((booking.id, line.at), "")
        yield line.id, Because(reason, evidence=evidence[booking.id].suggestion)


def _of_notes(session: Session, told: Sequence[tuple[HistoryLine, Booking]]) -> _Found:
    ids = {booking.id for _, booking in told}
    if not ids:
        return
    rows = session.scalars(select(BookingNote).where(BookingNote.booking_id.in_(ids)))
    texts = {(each.booking_id, each.written_at): each.text for each in rows}
    for line, booking in told:
        yield line.id, Because(texts.get((booking.id, line.at), ""))


def _of_suspensions(session: Session, lines: Collection[HistoryLine]) -> _Found:
    ids = {line.id: number for line in lines if (number := _number(line, SUSPENSION)) is not None}
    if not ids:
        return
    rows = session.scalars(select(Suspension).where(Suspension.id.in_(ids.values())))
    suspensions, days = {each.id: each for each in rows}, _days_of_grounds(session, ids.values())
    wrote = _answers(session, ids.values())
    for line in lines:
        suspension = suspensions.get(ids.get(line.id, 0))
        if suspension is not None:
            known = _of_suspension(line, suspension, days[suspension.id])
            yield line.id, known or Because(wrote.get((suspension.id, line.act, line.at), ""))


def _of_suspension(line: HistoryLine, suspension: Suspension, days: Sequence[date]) -> Because | None:
    match line.act:
        case "propose_suspension":
            return Because(no_shows=days)
        case "suspend" if suspension.decided_at == line.at:
            return Because(no_shows=days)  # its last day stands in the line
        case "decline_suspension":
            return Because(suspension.decline_reason)
        case "lift_suspension":
            return Because(suspension.lift_reason)
    return None


def _days_of_grounds(session: Session, ids: Collection[int]) -> Mapping[int, Sequence[date]]:
    rows = session.execute(
        select(SuspensionGround.suspension_id, NoShow.day)
        .join(NoShow, NoShow.id == SuspensionGround.no_show_id)
        .where(SuspensionGround.suspension_id.in_(ids))
        .order_by(NoShow.day)
    )
    found: dict[int, list[date]] = defaultdict(list)
    for suspension_id, day in rows:
        found[suspension_id].append(day)
    return found


def _answers(session: Session, ids: Collection[int]) -> Mapping[tuple[int, str, datetime | None], str]:
    """What the seeker wrote and what a manager wrote back, by suspension, act and moment."""
    rows = session.scalars(select(SuspensionAnswer).where(SuspensionAnswer.suspension_id.in_(ids))).all()
    written = {(each.suspension_id, "answer_suspension", each.written_at): each.text for each in rows}
    return written | {(each.suspension_id, "reply_to_answers", each.replied_at): each.reply for each in rows}


def _of_records(session: Session, lines: Collection[HistoryLine]) -> _Found:
    ids = {line.id: number for line in lines if (number := _number(line, "seeker")) is not None}
    acts = {line.act for line in lines if line.id in ids}
    reasons: dict[tuple[str, int, datetime | None], str] = {}
    if acts & {"close_my_page", "reopen_my_page"}:
        for each in session.scalars(select(Closure).where(Closure.seeker_id.in_(ids.values()))):
            reasons["close_my_page", each.seeker_id, each.closed_at] = each.reason
            reasons["reopen_my_page", each.seeker_id, each.reopened_at] = each.reopen_reason
    if "correct_record" in acts:
        for made in session.scalars(select(RecordCorrection).where(RecordCorrection.seeker_id.in_(ids.values()))):
            reasons["correct_record", made.seeker_id, made.corrected_at] = made.reason
    for line in lines:
        if line.id in ids and (words := reasons.get((line.act, ids[line.id], line.at))):
            yield line.id, Because(words)


def _number(line: HistoryLine, kind: str) -> int | None:
    """The id in "suspension:3"."""
    of, _, number = line.object.partition(":")
    return int(number) if of == kind and number.isdecimal() else None
