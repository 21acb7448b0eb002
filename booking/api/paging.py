"""Where the next page of a list is."""

from typing import Any

from flask import request, url_for


def next_page(**query: Any) -> str:
    """The address of the same list with `query`, on the host that was asked."""
    return url_for(str(request.endpoint), **query, _external=True)
