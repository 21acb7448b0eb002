"""Asks Zoom to make and to correct meetings, and once more at once where what we knew of host or account was old."""

from collections.abc import Callable
from datetime import datetime, timedelta

from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured
from booking.meetings.provider import MeetingRequest
from booking.meetings.zoom.answers import section
from booking.meetings.zoom.bodies import corrections, creation, listed
from booking.meetings.zoom.calls import ZoomCalls
from booking.meetings.zoom.errors import RefusedForUnknownReason, RefusedValues
from booking.meetings.zoom.hosts import Host, Hosts, user_path
from booking.meetings.zoom.passcodes import NotNumeric, passcode_for
from booking.meetings.zoom.settings import knows_newest

_BEHIND_FOR = timedelta(hours=1)  # then the account is asked again whether it knows the newest settings


class Making:
    """What was found of the account stays for an hour: whether it is behind, and does not know the newest settings."""

    def __init__(self, calls: ZoomCalls, hosts: Hosts, *, clock: Callable[[], datetime]) -> None:
        self._calls = calls
        self._hosts = hosts
        self._clock = clock
        self._behind_until: datetime | None = None

    def make(self, request: MeetingRequest, host: Host) -> str:
        """Zoom's ID of the new meeting.

        Raises:
            MeetingFailed: Zoom does not answer, or refuses it, also after a fresh look at the host.
        """
        try:
            return self._made(request, host, newest=not self._is_behind())
        except (MeetingsMisconfigured, RefusedForUnknownReason) as refused:
            fresh = self._hosts.able_still(host.name, request.length_minutes)
            if fresh == host:
                return self._made_without_newest(request, fresh, refused)
        try:
            return self._made(request, fresh, newest=not self._is_behind())
        except RefusedValues as refused:
            return self._made_without_newest(request, fresh, refused)

    def correct(self, provider_id: str, request: MeetingRequest, passcode: str) -> None:
        """Put everything back that Zoom lets us put back.

        Raises:
            NoSuchMeeting: it is gone; RefusedValues: Zoom takes nothing of it.
        """
        refused = None
        for body in corrections(request, passcode, newest=not self._is_behind()):
            try:
                self._calls.call("PATCH", f"/meetings/{provider_id}", body=body)
            except RefusedValues as failed:
                refused = failed
            else:
                return
        if refused:
            raise refused

    def _made(self, request: MeetingRequest, host: Host, *, newest: bool) -> str:
        try:
            passcode = passcode_for(host.policy)
        except NotNumeric:
            raise MeetingsMisconfigured(
                "Zoomのパスコードの規則が数字だけを許しません。Zoomの設定で、英字や記号を必須にする規則をオフにしてください。"
            ) from None
        body = creation(request, passcode, newest=newest)
        answer = self._calls.call("POST", f"{user_path(host.name)}/meetings", body=body)
        if not newest and not knows_newest(section(answer, "settings")):
            self._behind_until = self._clock() + _BEHIND_FOR
        return listed(answer).provider_id

    def _made_without_newest(self, request: MeetingRequest, host: Host, refused: MeetingFailed) -> str:
        """The last try; where it would be the same once more, `refused` stands."""
        if self._is_behind() or not isinstance(refused, RefusedValues):
            raise refused
        return self._made(request, host, newest=False)

    def _is_behind(self) -> bool:
        return self._behind_until is not None and self._clock() < self._behind_until
