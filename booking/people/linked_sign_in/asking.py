"""Asks the provider for one of the documents that it publishes: with time limits, and without redirects.

An answer of a login page, or one that never ends, is no answer.
"""

import json
from typing import TYPE_CHECKING

from booking.people.refusals import ProviderAway

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

# Seconds to connect and between two bytes: somebody is waiting at the page.
TIMEOUT = (3.05, 5)

_LARGEST = 256 * 1024  # bytes; such documents have some kilobytes


def ask(url: str) -> dict[str, object]:
    """The JSON object at this address.

    Raises:
        ProviderAway: no such answer came.
    """
    import requests  # a process in which nobody comes this way does without

    try:
        with requests.get(
            url,
            headers={"Accept": "application/json"},
            auth=_as_nobody,
            timeout=TIMEOUT,
            allow_redirects=False,
            stream=True,
        ) as answer:
            found = json.loads(_body_of(answer)) if answer.status_code == requests.codes.ok else None
    except (requests.RequestException, ValueError, RecursionError):
        raise ProviderAway(None) from None
    if not isinstance(found, dict):
        raise ProviderAway(None)
    return found


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
