"""A provider that gives out meetings made by hand beforehand; it calls nobody, the pool lies in the database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Self

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from booking.core.keys import DataKeys
from booking.meetings.details import start_page
from booking.meetings.failures import MeetingsMisconfigured
from booking.meetings.pool.rest import week_of
from booking.meetings.provider import IssuedMeeting, MeetingRef, MeetingRequest
from booking.meetings.seen import Participation, SeenMeeting
from booking.meetings.zoom.traits import ZOOM
from booking.settings.config import Config
from booking.tables import PoolAssignment, PoolMeeting
from database.base import db
from database.inserting import insert_if_free
from database.transactions import transact

POOL = replace(
    ZOOM,
    keeps_list=False,
    reports_participants=False,
    sends_webhooks=False,
    is_filled_by_staff=True,
    daily_limit=None,
)


class PoolMeetings:
    """Gives each request the meeting of its host that nobody has that week and that has rested longest."""

    name = "pool"
    traits = POOL

    def __init__(self, keys: DataKeys) -> None:
        self._keys = keys

    @classmethod
    def made(cls, config: Config, keys: DataKeys) -> Self:
        """The provider of this installation (booking/settings/meetings.py)."""
        return cls(keys)

    def issue(self, request: MeetingRequest) -> IssuedMeeting:
        """A meeting of the pool. MeetingsMisconfigured while there is none: somebody must add some."""
        given = transact(lambda session: _given_to(session, request.mark) or _give(session, request))
        return IssuedMeeting(
            given.provider_id, self._keys.open(given.passcode_sealed), self._keys.open(given.join_url_sealed)
        )

    def withdraw(self, meeting: MeetingRef) -> None:
        """Give it back to the pool. Its former guest still knows it, so it is the last to be given again."""
        transact(lambda session: session.execute(delete(PoolAssignment).where(PoolAssignment.mark == meeting.mark)))

    def start_url(self, meeting: MeetingRef) -> str | None:
        """Zoom's page that starts it for a host who is signed in; without an API there is no link that signs in."""
        found = _read(meeting.provider_id)
        return start_page(self._keys.open(found.join_url_sealed), self.traits.links) if found else None

    def look(self, meeting: MeetingRef) -> SeenMeeting | None:
        """The meeting, as long as it stands in the pool; what it is like in Zoom nobody can ask."""
        return SeenMeeting(meeting.provider_id, mark=None) if _read(meeting.provider_id) else None

    def mend(self, meeting: MeetingRef, request: MeetingRequest, *, passcode: str) -> SeenMeeting | None:
        """The meeting: nothing is known to differ."""
        return self.look(meeting)

    def meetings_of(self, host: str) -> Sequence[SeenMeeting]:
        """None: what the host has in Zoom nobody can ask."""
        return ()

    def participants(self, meeting: MeetingRef, *, run: str) -> Sequence[Participation] | None:
        """No report, as Zoom is not asked."""
        return None


def _read(provider_id: str) -> PoolMeeting | None:
    found = db.session.scalar(select(PoolMeeting).where(PoolMeeting.provider_id == provider_id))
    db.session.rollback()
    return found


def _given_to(session: Session, mark: str) -> PoolMeeting | None:
    return session.scalar(select(PoolMeeting).join(PoolAssignment).where(PoolAssignment.mark == mark))


def _give(session: Session, request: MeetingRequest) -> PoolMeeting:
    """Give a meeting out. Several workers may want the same one: the UNIQUE week decides, the other takes the next."""
    ends_at = request.starts_at + timedelta(minutes=request.length_minutes)
    for free in session.scalars(_free(request)).all():
        row = {"pool_meeting_id": free.id, "week": week_of(request.starts_at), "mark": request.mark, "ends_at": ends_at}
        if insert_if_free(session, PoolAssignment, [row]):
            free.known_until = max(ends_at, free.known_until or ends_at)
            return free
    # Another worker may have been faster with this very request.
    if given := _given_to(session, request.mark):
        return given
    host = request.host or "ホスト未設定"
    raise MeetingsMisconfigured(
        f"用意したミーティングに、{host}の{week_of(request.starts_at):%-m月%-d日}からの週に使えるものがありません。"
    )


def _free(request: MeetingRequest) -> Select[PoolMeeting]:
    given = select(PoolAssignment.pool_meeting_id).where(PoolAssignment.week == week_of(request.starts_at))
    return (
        select(PoolMeeting)
        .where(PoolMeeting.host == (request.host or "").casefold(), PoolMeeting.id.not_in(given))
        .order_by(PoolMeeting.known_until.asc().nulls_first(), PoolMeeting.id)
    )
