"""Asks the provider: in sessions that end in time, and without redirects; here for the documents that it publishes.

An answer of a login page, or one that never ends, is no answer.
"""

import json
from typing import TYPE_CHECKING, TypeVar

from booking.people.linked_sign_in.refusals import ProviderAway

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session

# Seconds to connect and between two bytes, and for all of a call: somebody is waiting at the page.
TIMEOUT = (3.05, 5)
LONGEST_CALL = 8.0

SessionOfACall = TypeVar("SessionOfACall", bound="Session")

_LARGEST = 256 * 1024  # bytes; such documents have some kilobytes


def ask(url: str) -> dict[str, object]:
    """The JSON object at this address.

    Raises:
        ProviderAway: no such answer came.
    """
    import requests  # a process in which nobody comes this way does without

    try:
        with (
            ending_in_time(requests.Session()) as session,
            session.get(
                url,
                headers={"Accept": "application/json"},
                auth=_as_nobody,
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            ) as answer,
        ):
            found = json.loads(_body_of(answer)) if answer.status_code == requests.codes.ok else None
    except (requests.RequestException, ValueError, RecursionError):
        raise ProviderAway(None) from None
    if not isinstance(found, dict):
        raise ProviderAway(None)
    return found


def ending_in_time(session: SessionOfACall) -> SessionOfACall:
    """The session, made for one call, whose time runs from now on."""
    from booking.people.linked_sign_in.in_time import EndsInTime

    in_time = EndsInTime(LONGEST_CALL)
    for scheme in ("https://", "http://"):
        session.mount(scheme, in_time)
    return session


def _body_of(answer: "Response") -> bytes:
    body = b""
    for part in answer.iter_content(64 * 1024):
        body += part
        if len(body) > _LARGEST:
            raise ProviderAway(None)
    return body


def _as_nobody(request: "PreparedRequest") -> "PreparedRequest":
    """Sign nothing: else an entry for the host in somebody's .netrc would be sent along."""
    return request
