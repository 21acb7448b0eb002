"""Sends one request to Zoom: with time limits, without redirects, and without anybody's .netrc."""

import requests
from requests.auth import AuthBase, HTTPBasicAuth

from booking.meetings.failures import MeetingFailed

# Seconds to connect and between two bytes. All calls of one issuing together end within its lease.
TIMEOUT = (3.05, 10)


class Bearer(AuthBase):
    """The token as `auth`: set as a mere header, a .netrc entry for the host would replace it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Sign the request."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def send(
    method: str,
    url: str,
    *,
    auth: AuthBase | tuple[str, str],
    query: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
    body: dict[str, object] | None = None,
) -> requests.Response:
    """The answer, whatever its status.

    Raises:
        MeetingFailed: no answer came, which does not mean that nothing was done.
    """
    signing = HTTPBasicAuth(*auth) if isinstance(auth, tuple) else auth
    try:
        return requests.request(
            method,
            url,
            auth=signing,
            params=query,
            data=form,
            json=body,
            headers={"Accept": "application/json"},
            timeout=TIMEOUT,
            allow_redirects=False,
        )
    except requests.Timeout:
        raise MeetingFailed("Zoomの応答がありません。") from None
    except requests.RequestException:  # its text may hold the address with its query
        raise MeetingFailed("Zoomに接続できません。") from None
