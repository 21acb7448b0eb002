"""The access token of Server-to-Server OAuth: one for the whole process, renewed early."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import requests

from booking.meetings.failures import MeetingFailed, MeetingsMisconfigured
from booking.meetings.zoom.answers import body_of, error_of, number, text
from booking.meetings.zoom.sending import send
from booking.settings.zoom import ZoomSettings

_EARLY = timedelta(minutes=5)
_REFUSAL_LASTS = timedelta(minutes=1)  # wrong credentials: a round of many meetings asks once
_DEFAULT_API = "https://api.zoom.us"

_TO_BE_MENDED = {
    "invalid_client": "ZOOM_CLIENT_IDかZOOM_CLIENT_SECRETが違います。Zoomアプリの画面の値を写し直してください。",
    "invalid_request": "ZOOM_ACCOUNT_IDが違うか、アプリの種類がServer-to-Server OAuthではありません。",
    "unsupported_grant_type": "アプリの種類がServer-to-Server OAuthではありません。",
}


@dataclass(frozen=True)
class Token:
    """A token with the address of the API that goes with it and the scopes that it carries."""

    value: str = field(repr=False)
    expires_at: datetime
    api_url: str  # with the version
    scopes: frozenset[str]  # empty if Zoom did not say


class Tokens:
    """Keeps the current token. One lock: whoever comes while it is renewed waits for the same new one."""

    def __init__(self, settings: ZoomSettings, *, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._token: Token | None = None
        self._refused: tuple[datetime, MeetingsMisconfigured] | None = None

    def current(self) -> Token:
        """A token that is good for some minutes more.

        Raises:
            MeetingFailed: Zoom did not answer, MeetingsMisconfigured: it does not know these credentials.
        """
        with self._lock:
            now = self._clock()
            if self._token is None or self._token.expires_at <= now:
                self._token = self._renewed(now)
            return self._token

    def drop(self, refused: Token) -> None:
        """Forget a token that Zoom refused, unless it has been replaced meanwhile."""
        with self._lock:
            if self._token is refused:
                self._token = None

    def _renewed(self, now: datetime) -> Token:
        if self._refused and now < self._refused[0] + _REFUSAL_LASTS:
            raise self._refused[1]
        try:
            return self._fetched(now)
        except MeetingsMisconfigured as refused:
            self._refused = (now, refused)
            raise

    def _fetched(self, now: datetime) -> Token:
        given = self._settings
        answer = send(
            "POST",
            given.oauth_url,
            auth=(given.client_id, given.client_secret),
            form={"grant_type": "account_credentials", "account_id": given.account_id},
        )
        if answer.status_code != requests.codes.ok:
            raise _failure(answer)
        return self._read(answer, now)

    def _read(self, answer: requests.Response, now: datetime) -> Token:
        body = body_of(answer) or {}
        value, seconds = text(body, "access_token"), number(body, "expires_in")
        origin = (text(body, "api_url") or _DEFAULT_API).rstrip("/")
        if not value or not seconds or self._is_less_safe(origin):
            raise MeetingFailed("Zoomの認証の応答が読み取れません。")
        life = timedelta(seconds=seconds)
        return Token(
            value=value,
            expires_at=now + max(life - _EARLY, life / 2),
            api_url=self._settings.api_url or f"{origin}/v2",
            scopes=frozenset(text(body, "scope").replace(",", " ").split()),
        )

    def _is_less_safe(self, origin: str) -> bool:
        """Whether the token came over https and would go out in the clear, without the operator having said so."""
        came_safely = self._settings.oauth_url.startswith("https://")
        return came_safely and self._settings.api_url is None and not origin.startswith("https://")


def _failure(answer: requests.Response) -> MeetingFailed:
    if answer.status_code == requests.codes.too_many or answer.status_code >= requests.codes.server_error:
        return MeetingFailed(f"Zoomの認証が今は使えません（{answer.status_code}）。")
    error = error_of(answer)
    if error.name in _TO_BE_MENDED:
        return MeetingsMisconfigured(_TO_BE_MENDED[error.name])
    said = error.message or error.name or answer.status_code
    return MeetingsMisconfigured(f"Zoomが認証を断りました（{said}）。Zoomアプリが有効かを確認してください。")
