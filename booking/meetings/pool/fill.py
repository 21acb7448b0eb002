"""Takes meetings made by hand into the pool: all lines of a file or none; the same file twice changes nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.core.keys import DataKeys
from booking.meetings.pool.file import BadLine, BadPoolFile, FileFault, PoolLine
from booking.meetings.pool.supplies import hosts_of_desks
from booking.tables import BY_HAND, Booking, Desk, Meeting, MeetingState, PoolAssignment, PoolMeeting
from database.transactions import transact


@dataclass(frozen=True)
class PoolChange:
    """How many meetings of a file are new, differ from what the pool has, and stand there already."""

    added: int
    changed: int
    same: int


@dataclass(frozen=True)
class _Compared:
    new: Sequence[PoolLine]
    other: Sequence[tuple[PoolMeeting, PoolLine]]
    same: int

    @property
    def change(self) -> PoolChange:
        return PoolChange(len(self.new), len(self.other), self.same)


def fill_pool(
    lines: Sequence[PoolLine], *, actor: str, office_ids: Collection[int] | None = None, keys: DataKeys, now: datetime
) -> PoolChange:
    """Take the lines in, and try delayed meetings again at once. With `office_ids` only for hosts of these offices.

    Raises:
        BadPoolFile: a host that no desk has, or a meeting that a coming consultation has in another way.
    """
    return transact(lambda session: _fill(session, lines, actor, office_ids, keys, now))


def look_before_filling(
    session: Session,
    lines: Sequence[PoolLine],
    *,
    office_ids: Collection[int] | None = None,
    keys: DataKeys,
    now: datetime,
) -> PoolChange:
    """What taking the lines in would change. Raises BadPoolFile as `fill_pool` does."""
    return _compare(session, lines, office_ids, keys, now).change


def _fill(
    session: Session,
    lines: Sequence[PoolLine],
    actor: str,
    office_ids: Collection[int] | None,
    keys: DataKeys,
    now: datetime,
) -> PoolChange:
    compared = _compare(session, lines, office_ids, keys, now)
    for line in compared.new:
        session.add(PoolMeeting(provider_id=line.details.meeting_id, added_at=now, **_values(line, keys)))
    for meeting, line in compared.other:
        for name, value in _values(line, keys).items():
            setattr(meeting, name, value)
    change = compared.change
    if change.added or change.changed:
        record(
            session, actor=actor, act="fill_pool", object_="pool", now=now, added=change.added, changed=change.changed
        )
        _try_again(session, {line.host for line in lines})
    return change


def _values(line: PoolLine, keys: DataKeys) -> dict[str, str | bytes]:
    return {
        "host": line.host,
        "passcode_sealed": keys.seal(line.details.passcode),
        "join_url_sealed": keys.seal(line.details.join_url),
    }


def _compare(
    session: Session, lines: Sequence[PoolLine], office_ids: Collection[int] | None, keys: DataKeys, now: datetime
) -> _Compared:
    there = {meeting.provider_id: meeting for meeting in session.scalars(select(PoolMeeting))}
    new = [line for line in lines if line.details.meeting_id not in there]
    known = [(there[line.details.meeting_id], line) for line in lines if line.details.meeting_id in there]
    other = [(meeting, line) for meeting, line in known if not _is_same(meeting, line, keys)]
    if bad := _bad_lines(session, lines, other, office_ids, now):
        raise BadPoolFile(bad)
    return _Compared(new, other, len(known) - len(other))


def _is_same(meeting: PoolMeeting, line: PoolLine, keys: DataKeys) -> bool:
    kept = (meeting.host, keys.open(meeting.passcode_sealed), keys.open(meeting.join_url_sealed))
    return kept == (line.host, line.details.passcode, line.details.join_url)


def _bad_lines(
    session: Session,
    lines: Sequence[PoolLine],
    other: Sequence[tuple[PoolMeeting, PoolLine]],
    office_ids: Collection[int] | None,
    now: datetime,
) -> list[BadLine]:
    hosts, by_hand = hosts_of_desks(session, office_ids=office_ids), _entered_by_hand(session, now)
    given = set(session.scalars(select(PoolAssignment.pool_meeting_id).where(PoolAssignment.ends_at > now)))
    bad = [BadLine(line.line, FileFault.HOST) for line in lines if line.host not in hosts]
    bad += [BadLine(line.line, FileFault.IN_USE) for meeting, line in other if meeting.id in given]
    # A manager changes nothing of other offices, whatever host the file now names.
    bad += [BadLine(line.line, FileFault.HOST) for meeting, line in other if office_ids and meeting.host not in hosts]
    bad += [BadLine(line.line, FileFault.BY_HAND) for line in lines if line.details.meeting_id in by_hand]
    return sorted(set(bad), key=lambda one: (one.line, one.fault))


def _entered_by_hand(session: Session, now: datetime) -> set[str | None]:
    live = Meeting.state == MeetingState.ISSUED, Meeting.provider == BY_HAND, Meeting.ends_at > now
    return set(session.scalars(select(Meeting.provider_id).where(*live)))


def _try_again(session: Session, hosts: Collection[str]) -> None:
    of_hosts = select(Booking.id).join(Booking.desk).where(func.lower(Desk.zoom_host).in_(hosts))
    session.execute(
        update(Meeting)
        .where(Meeting.state == MeetingState.FAILING, Meeting.booking_id.in_(of_hosts))
        .values(next_try_at=None),
        execution_options={"synchronize_session": False},
    )
