"""The provider: issues, withdraws and looks at meetings of Zoom hosts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Self

from booking.core.keys import DataKeys
from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured
from booking.meetings.provider import IssuedMeeting, MeetingRef, MeetingRequest
from booking.meetings.seen import Participation, SeenMeeting
from booking.meetings.zoom import report
from booking.meetings.zoom.answers import text
from booking.meetings.zoom.bodies import listed, seen
from booking.meetings.zoom.calls import ZoomCalls
from booking.meetings.zoom.errors import NoSuchMeeting
from booking.meetings.zoom.hosts import Host, Hosts, user_path
from booking.meetings.zoom.making import Making
from booking.meetings.zoom.token import Tokens
from booking.meetings.zoom.traits import NAME, ZOOM
from booking.settings.config import Config
from booking.settings.zoom import ZoomSettings

_PERSONAL_ID_DIGITS = 10
_WITHOUT_MAIL = {"schedule_for_reminder": "false"}  # the host would get one for each removal
_SOON = timedelta(minutes=10)  # a meeting that begins sooner may be missing from the list of those to come


def real_time() -> datetime:
    """The clock of other systems' tokens and limits."""
    return datetime.now(UTC)


class ZoomMeetings:
    """Meetings at Zoom. Zoom has no key for repeated requests, so the host's list is asked for our mark first."""

    name = NAME

    def __init__(self, settings: ZoomSettings, *, clock: Callable[[], datetime] = real_time) -> None:
        self._clock = clock
        self.traits = replace(ZOOM, start_origins=(*ZOOM.start_origins, *_own_origin(settings)))
        self.calls = ZoomCalls(Tokens(settings, clock=clock), clock=clock)
        self.hosts = Hosts(self.calls, clock=clock)
        self._making = Making(self.calls, self.hosts, clock=clock)

    @classmethod
    def made(cls, config: Config, keys: DataKeys) -> Self:
        """The provider of this installation (booking/settings/meetings.py).

        Raises:
            TypeError: the settings are another provider's.
        """
        if not isinstance(config.meeting_settings, ZoomSettings):
            raise TypeError(type(config.meeting_settings))
        return cls(config.meeting_settings)

    def issue(self, request: MeetingRequest) -> IssuedMeeting:
        """Adopt the meeting with this mark or create it, and read back what Zoom made of it."""
        if not request.host:
            raise MeetingsMisconfigured("相談窓口にZoomのホストが決まっていません。事業所の設定で決めてください。")
        host = self.hosts.able(request.host, request.length_minutes)
        provider_id = self._made_before(request) or self._making.make(request, host)
        self._refuse_personal_room(provider_id, host)
        found = self.look(MeetingRef(provider_id, request.host, request.mark))
        if found is None or not (found.passcode and found.join_url):
            raise MeetingFailed("作ったミーティングがZoomにまだ見えません。")
        return IssuedMeeting(found.provider_id, found.passcode, found.join_url, _drift(found, request))

    def withdraw(self, meeting: MeetingRef) -> None:
        """Delete it; without an ID everything under its mark."""
        if meeting.provider_id:
            self._delete(meeting.provider_id)
            return
        for provider_id in self._under_mark(meeting.mark, meeting.host, of="scheduled"):
            self._delete(provider_id)

    def start_url(self, meeting: MeetingRef) -> str | None:
        """Zoom makes a fresh one for each look; it lives for two hours."""
        try:
            return text(self.calls.call("GET", f"/meetings/{meeting.provider_id}"), "start_url") or None
        except NoSuchMeeting:
            return None

    def look(self, meeting: MeetingRef) -> SeenMeeting | None:
        """The meeting with its settings."""
        try:
            return seen(self.calls.call("GET", f"/meetings/{meeting.provider_id}"))
        except NoSuchMeeting:
            return None

    def mend(self, meeting: MeetingRef, request: MeetingRequest, *, passcode: str) -> SeenMeeting | None:
        """Put it back as it was issued; what an administrator has locked stays as it is, so look again."""
        try:
            self._making.correct(meeting.provider_id, request, passcode)
        except NoSuchMeeting:
            return None
        return self.look(meeting)

    def meetings_of(self, host: str) -> Sequence[SeenMeeting]:
        """Those to come, as the list shows them: without settings and passcodes."""
        return tuple(listed(row) for row in self._listed(host, of="upcoming"))

    def participants(self, meeting: MeetingRef, *, run: str) -> Sequence[Participation] | None:
        """The report of past participants."""
        return report.participants(self.calls, run, meeting.host)

    def _made_before(self, request: MeetingRequest) -> str | None:
        kind = "upcoming" if request.starts_at > self._clock() + _SOON else "scheduled"
        return next(iter(self._under_mark(request.mark, request.host, of=kind)), None)

    def _under_mark(self, mark: str, host: str | None, *, of: str) -> list[str]:
        if not host:
            return []
        return [found.provider_id for found in map(listed, self._listed(host, of=of)) if found.mark == mark]

    def _listed(self, host: str, *, of: str) -> Iterator[dict[str, object]]:
        return self.calls.pages(f"{user_path(host)}/meetings", "meetings", query={"type": of})

    def _refuse_personal_room(self, provider_id: str, host: Host) -> None:
        """Refuse the room that all of the host's guests would share. Others may have ten digits, too."""
        if not provider_id:
            raise MeetingFailed("Zoomの応答にミーティングIDがありません。")
        if provider_id != host.personal_id:
            if len(provider_id) != _PERSONAL_ID_DIGITS:
                return
            host = self.hosts.look_up(host.name)  # it may have got another one since we looked
        if host.personal_id in {provider_id, ""}:  # if Zoom names no room of the host, nobody knows
            raise MeetingsMisconfigured(
                "Zoomが個人ミーティングID（PMI）の部屋を返しました。ホストの「予約時にPMIを使う」設定をオフにしてください。"
            )

    def _delete(self, provider_id: str) -> None:
        try:
            self.calls.call("DELETE", f"/meetings/{provider_id}", query=_WITHOUT_MAIL)
        except NoSuchMeeting:
            return


def _own_origin(settings: ZoomSettings) -> tuple[str, ...]:
    """The origin that ZOOM_API_URL names: what answers there instead of Zoom makes links to itself."""
    return ("/".join(settings.api_url.split("/")[:3]),) if settings.api_url else ()


def _drift(found: SeenMeeting, request: MeetingRequest) -> tuple[str, ...]:
    kept_time = (found.starts_at, found.length_minutes) == (request.starts_at, request.length_minutes)
    return found.drift if kept_time else (*found.drift, "time")
