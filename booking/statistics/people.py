"""The list of a period's bookings with the people's names, for which staff say why they take it along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from booking.audit.record import record
from booking.bookings.rules.booking_numbers import spoken
from booking.bookings.words import booking_status, channel
from booking.core.dates import clock
from booking.core.texts import _
from booking.people.words import phone_with_hyphens
from booking.statistics.list_reasons import ListReason
from booking.statistics.periods import Period
from booking.statistics.tables import Cell, Table
from booking.tables import Booking
from calendars.office_time import in_office_time
from database.transactions import transact


@dataclass(frozen=True)
class ListRequest:
    """Which list is taken along, by whom (an audit actor) and what for."""

    period: Period
    office_ids: frozenset[int]
    why: ListReason
    actor: str


def take_people_list(request: ListRequest, *, now: datetime) -> Table:
    """The bookings of the offices in the period with number, name and phone.

    Writes to the audit log who took it along and why: a list that was made has left the service.
    """
    return transact(lambda session: _take(session, request, now))


def _take(session: Session, request: ListRequest, now: datetime) -> Table:
    record(
        session,
        actor=request.actor,
        act="take_list",
        object_=f"bookings:{request.period.first.isoformat()}",
        now=now,
        to=request.period.last.isoformat(),
        offices=",".join(str(one) for one in sorted(request.office_ids)),
        reason=request.why.value,
    )
    return Table(_("予約の一覧"), _headings(), [_row(one) for one in _bookings(session, request)])


def _headings() -> Sequence[str]:
    return (
        _("受付番号"),
        _("相談の日"),
        _("時間"),
        _("手続き"),
        _("受付方法"),
        _("状態"),
        _("求職番号"),
        _("氏名"),
        _("カナ"),
        _("電話番号"),
    )


def _bookings(session: Session, request: ListRequest) -> Sequence[Booking]:
    period = request.period
    return session.scalars(
        select(Booking)
        .where(Booking.office_id.in_(request.office_ids), Booking.day.between(period.first, period.last))
        .order_by(Booking.starts_at, Booking.id)
        .options(joinedload(Booking.seeker), joinedload(Booking.procedure))
    ).all()


def _row(booking: Booking) -> Sequence[Cell]:
    """Numbers have their hyphens: of bare figures Excel would drop the noughts in front."""
    person = booking.seeker
    return (
        spoken(booking.number),
        booking.day,
        clock(in_office_time(booking.starts_at)),
        booking.procedure.title,
        channel(booking.channel),
        booking_status(booking.status),
        person.seeker_number,
        person.name,
        person.kana,
        phone_with_hyphens(person.phone) if person.phone else "",
    )
