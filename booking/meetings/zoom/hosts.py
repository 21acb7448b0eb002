"""The hosts, as Zoom knows them: what they may do and what their passcodes must look like."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from booking.core.host_licences import HostLicence
from booking.meetings.failures import MeetingsMisconfigured
from booking.meetings.zoom.answers import number, section, text
from booking.meetings.zoom.calls import ZoomCalls
from booking.meetings.zoom.passcodes import PasscodePolicy

_KEPT_FOR = timedelta(hours=1)
_ONLY_NOT_DIGITS = ("have_letter", "have_special_character", "have_upper_and_lower_characters")


_LICENCES = {1: HostLicence.BASIC, 2: HostLicence.LICENSED}  # Zoom's user types; every other may not hold meetings


@dataclass(frozen=True)
class Host:
    """A host as Zoom shows it now. `personal_id` is the room that all guests would share (PMI)."""

    name: str
    active: bool
    licence: HostLicence | None
    personal_id: str
    policy: PasscodePolicy
    browsers_need_sign_in: bool = False

    def refuse_if_unable(self, length_minutes: int) -> None:
        """Refuse a consultation that this host cannot hold.

        Raises:
            MeetingsMisconfigured: inactive, without a licence, or with one that would cut the consultation.
        """
        if not self.active:
            raise MeetingsMisconfigured("ホストがZoomで有効になっていません。Zoomのユーザー管理で有効にしてください。")
        if self.licence is None:
            raise MeetingsMisconfigured(
                "ホストにZoomのライセンスがありません。Zoomのユーザー管理で割り当ててください。"
            )
        if not self.licence.can_hold(length_minutes):
            raise MeetingsMisconfigured(
                f"ホストがベーシックのため{self.licence.longest_minutes}分で切れます。{length_minutes}分の相談には有料ライセンスを割り当ててください。"
            )


class Hosts:
    """Looks hosts up and keeps each answer for an hour; a host that cannot work is looked up again each time."""

    def __init__(self, calls: ZoomCalls, *, clock: Callable[[], datetime]) -> None:
        self._calls = calls
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[datetime, Host]] = {}

    def able(self, name: str, length_minutes: int) -> Host:
        """The host, able to hold a consultation of this length.

        Raises:
            MeetingsMisconfigured: it is not; MeetingFailed: Zoom could not tell.
        """
        host = self._known(name) or self.look_up(name)
        host.refuse_if_unable(length_minutes)
        with self._lock:
            self._kept.setdefault(name, (self._clock(), host))
        return host

    def able_still(self, name: str, length_minutes: int) -> Host:
        """The host as it is now, whatever was kept of it.

        Raises:
            MeetingsMisconfigured, MeetingFailed: as for `able`.
        """
        with self._lock:
            self._kept.pop(name, None)
        return self.able(name, length_minutes)

    def _known(self, name: str) -> Host | None:
        with self._lock:
            at, host = self._kept.get(name, (None, None))
            if at is None or at + _KEPT_FOR <= self._clock():
                self._kept.pop(name, None)
                return None
            return host

    def look_up(self, name: str) -> Host:
        """The host as Zoom shows it now, able or not."""
        user = self._calls.call("GET", user_path(name))
        answer = self._calls.call("GET", f"{user_path(name)}/settings", query={"option": "meeting_security"})
        security = section(answer, "meeting_security")
        return Host(
            name=name,
            active=text(user, "status") in {"active", ""},
            licence=_LICENCES.get(number(user, "type") or 0),
            personal_id=str(number(user, "pmi") or ""),
            policy=_policy(section(security, "meeting_password_requirement")),
            browsers_need_sign_in=security.get("only_authenticated_can_join_from_webclient") is True,
        )

    def settings_of(self, name: str) -> dict[str, object]:
        """The host's own settings, by section."""
        return self._calls.call("GET", f"{user_path(name)}/settings")


def user_path(host: str) -> str:
    """The path of a user; S2S apps name the user instead of "me"."""
    return f"/users/{quote(host, safe='')}"


def _policy(settings: dict[str, object]) -> PasscodePolicy:
    demands = (
        any(settings.get(name) is True for name in _ONLY_NOT_DIGITS) and settings.get("only_allow_numeric") is not True
    )
    return PasscodePolicy(length=number(settings, "length") or 0, needs_letters_or_signs=demands)
