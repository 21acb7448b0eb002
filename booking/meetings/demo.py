"""A provider for trying the service out: issues made-up details in the shape of real ones, and calls nobody."""

import hmac
from collections.abc import Sequence
from dataclasses import replace
from typing import Self

from booking.core.keys import DataKeys
from booking.meetings.provider import IssuedMeeting, MeetingRef, MeetingRequest
from booking.meetings.seen import Participation, SeenMeeting
from booking.meetings.zoom.traits import ZOOM
from booking.settings.config import Config

DEMO = replace(
    ZOOM,
    keeps_list=False,
    reports_participants=False,
    sends_webhooks=False,
    is_made_up=True,
    daily_limit=None,
    start_origins=(),
)


class DemoMeetings:
    """Details drawn from the request's mark under a key, so that asking again gives the same meeting.

    The link leads to a page of this service, never to a real Zoom address that might belong to somebody. Nothing is
    kept: every meeting ID of ours is taken to be there, as it was issued, and nobody ever came.
    """

    name = "demo"
    traits = DEMO

    def __init__(self, base_url: str, *, key: str) -> None:
        self._base_url = base_url
        self._key = key.encode()

    @classmethod
    def made(cls, config: Config, keys: DataKeys) -> Self:
        """The provider of this installation (booking/settings/meetings.py)."""
        return cls(config.base_url, key=config.secret_key)

    def issue(self, request: MeetingRequest) -> IssuedMeeting:
        """An 11-digit meeting ID that begins with 8 as Zoom's do, a 6-digit passcode and a link."""
        drawn = int.from_bytes(hmac.digest(self._key, request.mark.encode(), "sha256"))
        provider_id = f"8{drawn % 10**10:010}"
        passcode = f"{drawn // 10**10 % 10**6:06}"
        key = hmac.digest(self._key, f"link {request.mark}".encode(), "sha256").hex()[:24]
        return IssuedMeeting(provider_id, passcode, f"{self._base_url}/demo-meeting/{provider_id}?key={key}")

    def withdraw(self, meeting: MeetingRef) -> None:
        """Nothing: made-up meetings exist nowhere."""

    def start_url(self, meeting: MeetingRef) -> str | None:
        """The page that tells that this is a demonstration, the same for every meeting."""
        return f"{self._base_url}/demo-meeting/host"

    def look(self, meeting: MeetingRef) -> SeenMeeting | None:
        """The meeting, of which nothing is kept but its ID."""
        return SeenMeeting(meeting.provider_id, mark=None)

    def mend(self, meeting: MeetingRef, request: MeetingRequest, *, passcode: str) -> SeenMeeting | None:
        """The meeting: made-up ones never differ."""
        return self.look(meeting)

    def meetings_of(self, host: str) -> Sequence[SeenMeeting]:
        """None: nothing is kept."""
        return ()

    def participants(self, meeting: MeetingRef, *, run: str) -> Sequence[Participation] | None:
        """No report, as nobody was there."""
        return None
