"""The invariants (rules.md#claims), read from the rows alone: no rule of the service is asked whether it was kept."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from booking.tables import (
    AuditLine,
    Booking,
    BookingStatus,
    DeskClaim,
    Hold,
    IdempotencyKey,
    Meeting,
    MeetingState,
    Procedure,
    SeekerClaim,
)
from database.engines import prepare, url_for_sqlalchemy
from notifier.tables import Message

_TICK = timedelta(minutes=15)
_ACTS = ("book", "move", "change_desk", "cancel")
_NEWS = ("booked", "moved", "desk_changed", "cancelled")  # one of them for each revision of a booking

_Claims = dict[int | None, set[tuple[int, datetime]]]  # by booking


@contextmanager
def reading(url: str) -> Iterator[Session]:
    """A session of its own on the database at `url`, beside a running service or after its end."""
    engine = create_engine(url_for_sqlalchemy(url), poolclass=NullPool)
    prepare(engine)
    with Session(engine) as session:
        yield session


def flaws(session: Session) -> list[str]:
    """Every broken invariant as a sentence; none in a database where nothing is half-done."""
    bookings = session.scalars(select(Booking).order_by(Booking.starts_at, Booking.id)).all()
    return [
        *_claim_flaws(session, bookings),
        *_hold_flaws(session),
        *_overlaps(bookings),
        *_limit_flaws(session, bookings),
        *_meeting_flaws(session, bookings),
        *_news_flaws(session, bookings),
        *_audit_flaws(session, bookings),
        *_key_flaws(session),
    ]


def _claim_flaws(session: Session, bookings: Sequence[Booking]) -> Iterator[str]:
    """Each booking has exactly its ticks, at its desk with the rest and of its seeker; a cancelled one has none.

    Those of one that is over stay for 60 days, which is longer than any storm.
    """
    of_desks, of_seekers = _claimed(session)
    for booking in bookings:
        stands = not booking.status.cancelled
        rest = timedelta(minutes=booking.desk.rest_minutes)
        desk = _ticks(booking.desk_id, booking.starts_at, booking.ends_at + rest) if stands else set()
        seeker = _ticks(booking.seeker_id, booking.starts_at, booking.ends_at) if stands else set()
        if of_desks.pop(booking.id, set()) != desk:
            yield f"booking {booking.number} ({booking.status}) has other ticks of desks than its own"
        if of_seekers.pop(booking.id, set()) != seeker:
            yield f"booking {booking.number} ({booking.status}) has other ticks of seekers than its own"
    yield from (f"claims of no booking: {orphan}" for orphan in (*of_desks, *of_seekers))


def _claimed(session: Session) -> tuple[_Claims, _Claims]:
    """The claimed (desk, tick) and (seeker, tick) of each booking."""
    of_desks: _Claims = defaultdict(set)
    of_seekers: _Claims = defaultdict(set)
    for id_, desk_id, tick in session.execute(
        select(DeskClaim.booking_id, DeskClaim.desk_id, DeskClaim.tick).where(DeskClaim.booking_id.is_not(None))
    ):
        of_desks[id_].add((desk_id, tick))
    for id_, seeker_id, tick in session.execute(
        select(SeekerClaim.booking_id, SeekerClaim.seeker_id, SeekerClaim.tick).where(
            SeekerClaim.booking_id.is_not(None)
        )
    ):
        of_seekers[id_].add((seeker_id, tick))
    return of_desks, of_seekers


def _ticks(whose: int, first: datetime, end: datetime) -> set[tuple[int, datetime]]:
    return {(whose, first + _TICK * n) for n in range((end - first) // _TICK)}


def _hold_flaws(session: Session) -> Iterator[str]:
    """Claims of holds belong to holds that are not over, and lapse with them."""
    for table in (DeskClaim, SeekerClaim):
        claims = select(table.tick, table.expires_at, Hold).join(Hold, Hold.id == table.hold_id)
        for tick, expires_at, held in session.execute(claims):
            if held.ended_at is not None:
                yield f"hold {held.id} is over and still has {table.__tablename__} at {tick}"
            if expires_at != held.expires_at:
                yield f"hold {held.id} and its {table.__tablename__} at {tick} lapse at different times"
    open_holds = Counter(session.scalars(select(Hold.seeker_id).where(Hold.ended_at.is_(None))))
    yield from (f"seeker {seeker} has {count} open holds" for seeker, count in open_holds.items() if count > 1)


def _overlaps(bookings: Sequence[Booking]) -> Iterator[str]:
    """No desk and no seeker has two consultations at once; told by the times, whatever is claimed."""
    open_ones = [booking for booking in bookings if booking.status is BookingStatus.BOOKED]
    for whose in ("desk_id", "seeker_id"):
        for earlier, later in pairwise(sorted(open_ones, key=lambda one: (getattr(one, whose), one.starts_at))):
            same = getattr(earlier, whose) == getattr(later, whose)
            if same and later.starts_at < earlier.ends_at:
                yield f"bookings {earlier.number} and {later.number} of one {whose} overlap"


def _limit_flaws(session: Session, bookings: Sequence[Booking]) -> Iterator[str]:
    limits = dict(session.execute(select(Procedure.id, Procedure.max_open_bookings)).all())
    counts = Counter(
        (booking.seeker_id, booking.procedure_id) for booking in bookings if booking.status is BookingStatus.BOOKED
    )
    for (seeker, procedure), count in counts.items():
        if count > limits[procedure]:
            yield f"seeker {seeker} has {count} open bookings of procedure {procedure}, over {limits[procedure]}"


def _meeting_flaws(session: Session, bookings: Sequence[Booking]) -> Iterator[str]:
    """An open booking has one living meeting, for its own time; a cancelled one has none."""
    living = defaultdict(list)
    for meeting in session.scalars(select(Meeting).where(Meeting.state != MeetingState.WITHDRAWN)):
        living[meeting.booking_id].append((meeting.starts_at, meeting.ends_at))
    for booking in bookings:
        wanted = [] if booking.status.cancelled else [(booking.starts_at, booking.ends_at)]
        if living.pop(booking.id, []) != wanted:
            yield f"booking {booking.number} ({booking.status}) has not exactly the meeting that it needs"
    yield from (f"a meeting of no booking: {id_}" for id_ in living)


def _news_flaws(session: Session, bookings: Sequence[Booking]) -> Iterator[str]:
    """One message a revision: booked, then moved or cancelled, to its own seeker."""
    rows = session.execute(select(Message.recipient, Message.about).where(Message.kind.in_(_NEWS)))
    reminders = Counter((recipient, about) for recipient, about in rows)
    for booking in bookings:
        count = reminders.pop((f"seeker:{booking.seeker_id}", f"booking:{booking.id}"), 0)
        if count != booking.sequence + 1:
            yield f"booking {booking.number} has {count} messages at revision {booking.sequence}"
    yield from (f"a message about no booking: {about}" for _, about in reminders)


def _audit_flaws(session: Session, bookings: Sequence[Booking]) -> Iterator[str]:
    """One line for the booking, one for each later revision, and none for what never was."""
    acts = defaultdict[str, Counter[str]](Counter)
    for subject, act in session.execute(select(AuditLine.object, AuditLine.act)):
        if subject.startswith("booking:") and act in _ACTS:
            acts[subject][act] += 1
    for booking in bookings:
        found = acts.pop(f"booking:{booking.number}", Counter())
        if found["book"] != 1 or found.total() - 1 != booking.sequence:
            yield f"booking {booking.number} at revision {booking.sequence} has the audit lines {dict(found)}"
    yield from (f"audit lines about no booking: {subject}" for subject in acts)


def _key_flaws(session: Session) -> Iterator[str]:
    unused = select(IdempotencyKey.key).where(IdempotencyKey.booking_id.is_(None))
    yield from (f"key {key} was kept without an answer" for key in session.scalars(unused))
