"""Where the next page of a list is."""

from typing import Any

from flask import request, url_for

from booking.services import services


def next_page(**query: Any) -> str:
    """The address of the same list with `query`, on the service's own host whatever host was asked."""
    return services().config.base_url + url_for(str(request.endpoint), **query)
