"""Staff make two records of one person one, and can take that back for a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session, aliased

from booking.announcements.accounts import announce_merge
from booking.audit.record import record
from booking.availability.locks import lock_seeker
from booking.people.closed import closure_of
from booking.people.merged import kept_record_of
from booking.people.records.moving import move_all, move_back
from booking.people.records.refusals import CannotMerge, MergeObstacle
from booking.tables import (
    Account,
    AccountKey,
    Booking,
    Hold,
    NoShow,
    RecordMerge,
    Seeker,
    SeekerClaim,
    Suspension,
    SuspensionState,
)
from database.transactions import transact

UNDOABLE = timedelta(days=1)
_AT_ONCE = 50
_NO_DAY = date(1900, 1, 1)  # the birth date of an empty record


@dataclass(frozen=True)
class Pair:
    """Two records of one person, and the seeker number that stays."""

    one_id: int
    other_id: int
    number: str


def merge_records(pair: Pair, *, staff_id: int, now: datetime, real_now: datetime) -> int:
    """Make one record of two and answer its id: that of the my-page, if there is one, otherwise the older one.

    Bookings, messages and absences go along. What the kept record does not hold it takes from the other: phone, mail
    address, and the later end of the registration.

    Raises:
        CannotMerge: what stands against it; nothing was changed.
    """
    return transact(lambda session: _merge(session, pair, staff_id, now, real_now))


def undo_merge(kept_id: int, *, staff_id: int, now: datetime) -> int:
    """Make two records again of what was merged last, and answer the id of the other one.

    What has come since stays with the kept record.

    Raises:
        CannotMerge: a day is over, there is nothing to take back, or the kept record has been merged in turn.
    """
    return transact(lambda session: _undo(session, kept_id, staff_id, now))


def undoable_merge(session: Session, kept_id: int, *, now: datetime) -> RecordMerge | None:
    """The last merge into this record that can still be taken back."""
    return session.scalar(
        select(RecordMerge)
        .where(
            RecordMerge.kept_id == kept_id,
            RecordMerge.undone_at.is_(None),
            RecordMerge.merged_at > now - UNDOABLE,
        )
        .order_by(RecordMerge.id.desc())
        .limit(1)
    )


def erase_merged(session: Session, *, now: datetime) -> int:
    """Empty records that were merged a day ago, a few at a time; answer how many.

    The empty row stays: audit lines name it, and nobody else may be given its key. What came to it since goes along.
    """
    old = select(RecordMerge).where(
        RecordMerge.undone_at.is_(None), RecordMerge.merged_at <= now - UNDOABLE, RecordMerge.merged_number != ""
    )
    merges = session.scalars(old.limit(_AT_ONCE)).all()
    for merge in merges:
        merged = lock_seeker(session, merge.merged_id)
        move_all(session, merged.id, merge.kept_id)
        merged.name = merged.kana = merged.address = ""
        merged.seeker_number, merged.birth_date = f"-{merged.id}", _NO_DAY
        merged.phone = merged.email = merged.registration_valid_until = None
        merge.merged_number, merge.kept_before, merge.moved = "", {}, {}
    return len(merges)


def obstacle_to(session: Session, pair: Pair, *, now: datetime) -> CannotMerge | None:
    """What stands against it, for a page that says so before anybody presses."""
    try:
        _refuse_unless_mergeable(session, pair, now)
    except CannotMerge as refused:
        return refused
    return None


def _merge(session: Session, pair: Pair, staff_id: int, now: datetime, real_now: datetime) -> int:
    for seeker_id in sorted((pair.one_id, pair.other_id)):
        lock_seeker(session, seeker_id)
    _refuse_unless_mergeable(session, pair, now)
    kept, merged = _kept_first(session, pair)
    for one in (kept, merged):
        _end_lapsed_holds(session, one.id, now)
    session.execute(
        update(AccountKey)
        .where(AccountKey.seeker_id == merged.id, AccountKey.ends_at > real_now)
        .values(ends_at=real_now, secret_sealed=None)
    )
    merge = RecordMerge(
        kept_id=kept.id,
        merged_id=merged.id,
        merged_number=merged.seeker_number,
        kept_before=_before(kept),
        moved={**move_all(session, merged.id, kept.id), **_absences_of(session, merged.seeker_number)},
        staff_id=staff_id,
        merged_at=now,
    )
    session.add(merge)
    _take_over(session, kept, merged, pair.number)
    session.flush()
    _tell(session, merge, kept, "merge_records", staff_id, now)
    return kept.id


def _undo(session: Session, kept_id: int, staff_id: int, now: datetime) -> int:
    kept = lock_seeker(session, kept_id)
    merge = undoable_merge(session, kept_id, now=now)
    if merge is None or kept_record_of(session, kept_id) is not None:
        raise CannotMerge(None, MergeObstacle.TOO_LATE)
    merged = lock_seeker(session, merge.merged_id)
    move_back(session, merge.moved, kept.id, merged.id)
    before = merge.kept_before
    _count_under(session, kept.seeker_number, before["seeker_number"])
    _count_under(session, before["seeker_number"], merge.merged_number, merge.moved)
    _swap_numbers(session, kept, merged, before["seeker_number"], merge.merged_number)
    if kept.phone == merged.phone:
        kept.phone = before["phone"]
    if kept.email == merged.email and not kept.my_page_opened:  # opened meanwhile, it is what is typed at the sign-in
        kept.email = before["email"]
    if kept.registration_valid_until == merged.registration_valid_until:
        kept.registration_valid_until = _day(before["valid_until"])
    merge.undone_at, merge.undone_by_staff_id = now, staff_id
    session.flush()
    _tell(session, merge, kept, "undo_merge", staff_id, now)
    return merged.id


def _refuse_unless_mergeable(session: Session, pair: Pair, now: datetime) -> None:
    obstacle = next((why for why, stands in _obstacles(session, pair, now) if stands), None)
    if obstacle is not None:
        raise CannotMerge(None, obstacle)


def _obstacles(session: Session, pair: Pair, now: datetime) -> list[tuple[MergeObstacle, bool]]:
    if pair.one_id == pair.other_id:
        return [(MergeObstacle.SAME, True)]
    both = (pair.one_id, pair.other_id)
    numbers = list(session.scalars(select(Seeker.seeker_number).where(Seeker.id.in_(both))))
    accounts = session.scalars(select(Account.id).where(Account.seeker_id.in_(both))).all()
    return [
        (MergeObstacle.MERGED, any(kept_record_of(session, one) is not None for one in both)),
        (MergeObstacle.NUMBER, pair.number not in numbers),
        (MergeObstacle.TWO_MY_PAGES, len(accounts) > 1),
        (MergeObstacle.CLOSED, any(closure_of(session, one) is not None for one in both)),
        (MergeObstacle.HOLD, _has_live_hold(session, both, now)),
        (MergeObstacle.OVERLAP, _overlap(session, *both, now=now)),
        (MergeObstacle.PROPOSALS, _have_proposals_at_one_office(session, numbers)),
    ]


def _has_live_hold(session: Session, both: tuple[int, int], now: datetime) -> bool:
    live = select(Hold.id).where(Hold.seeker_id.in_(both), Hold.ended_at.is_(None), Hold.expires_at > now)
    return session.scalar(live.limit(1)) is not None


def _overlap(session: Session, one_id: int, other_id: int, *, now: datetime) -> bool:
    """Whether one person would have to be in two consultations at once; of two that are over nobody has to."""
    one, other = aliased(SeekerClaim), aliased(SeekerClaim)
    its_booking, other_booking = aliased(Booking), aliased(Booking)
    same = (
        select(one.id)
        .join(other, other.tick == one.tick)
        .join(its_booking, its_booking.id == one.booking_id)
        .join(other_booking, other_booking.id == other.booking_id)
        .where(one.seeker_id == one_id, other.seeker_id == other_id)
        .where(or_(its_booking.ends_at > now, other_booking.ends_at > now))
    )
    return session.scalar(same.limit(1)) is not None


def _have_proposals_at_one_office(session: Session, numbers: list[str]) -> bool:
    proposed = select(Suspension.office_id).where(
        Suspension.seeker_number.in_(numbers), Suspension.state == SuspensionState.PROPOSED
    )
    offices = session.scalars(proposed).all()
    return len(offices) > len(set(offices))


def _kept_first(session: Session, pair: Pair) -> tuple[Seeker, Seeker]:
    with_account = session.scalar(select(Account.seeker_id).where(Account.seeker_id.in_((pair.one_id, pair.other_id))))
    first, second = sorted((pair.one_id, pair.other_id))
    kept_id = with_account or first
    merged_id = second if kept_id == first else first
    return session.get_one(Seeker, kept_id), session.get_one(Seeker, merged_id)


def _end_lapsed_holds(session: Session, seeker_id: int, now: datetime) -> None:
    """A hold that nobody ended would be a second open one of the kept record, or its claims in the way of a booking."""
    lapsed = select(Hold.id).where(Hold.seeker_id == seeker_id, Hold.ended_at.is_(None), Hold.expires_at <= now)
    session.execute(delete(SeekerClaim).where(SeekerClaim.hold_id.in_(lapsed)))
    session.execute(update(Hold).where(Hold.id.in_(lapsed)).values(ended_at=Hold.expires_at))


def _before(kept: Seeker) -> dict[str, str | None]:
    valid_until = kept.registration_valid_until
    return {
        "seeker_number": kept.seeker_number,
        "phone": kept.phone,
        "email": kept.email,
        "valid_until": valid_until.isoformat() if valid_until else None,
    }


def _absences_of(session: Session, number: str) -> dict[str, list[int]]:
    return {
        "no_shows": list(session.scalars(select(NoShow.id).where(NoShow.seeker_number == number))),
        "suspensions": list(session.scalars(select(Suspension.id).where(Suspension.seeker_number == number))),
    }


def _take_over(session: Session, kept: Seeker, merged: Seeker, number: str) -> None:
    kept_number, merged_number = kept.seeker_number, merged.seeker_number
    for old in (kept_number, merged_number):
        _count_under(session, old, number)
    _swap_numbers(session, kept, merged, number, merged_number if number == kept_number else kept_number)
    kept.phone = kept.phone or merged.phone
    kept.email = kept.email or merged.email
    days = [day for day in (kept.registration_valid_until, merged.registration_valid_until) if day is not None]
    kept.registration_valid_until = max(days, default=None)


def _swap_numbers(session: Session, kept: Seeker, merged: Seeker, kept_number: str, merged_number: str) -> None:
    """A number is somebody's alone at every moment: the merged record lets go first."""
    if kept.seeker_number == kept_number:
        return
    merged.seeker_number = f"-{merged.id}"
    session.flush()
    kept.seeker_number = kept_number
    session.flush()
    merged.seeker_number = merged_number
    session.flush()


def _count_under(session: Session, old: str, new: str, only: dict[str, list[int]] | None = None) -> None:
    """No-shows and suspensions under one number count under another; `only` those with these keys."""
    if old == new:
        return
    for name, table in (("no_shows", NoShow), ("suspensions", Suspension)):
        which: list[ColumnElement[bool]] = [table.seeker_number == old]
        if only is not None:
            which.append(table.id.in_(only[name]))
        session.execute(update(table).where(*which).values(seeker_number=new))


def _tell(session: Session, merge: RecordMerge, kept: Seeker, act: str, staff_id: int, now: datetime) -> None:
    if kept.my_page_opened:
        announce_merge(session, "records_merged" if act == "merge_records" else "records_parted", merge, now=now)
    actor, object_ = f"staff:{staff_id}", f"seeker:{merge.kept_id}"
    record(session, actor=actor, act=act, object_=object_, now=now, other=merge.merged_id)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
