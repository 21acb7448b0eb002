"""Lists page by page; a page's token lives for 15 minutes, an empty one means the end."""

import secrets
from datetime import timedelta

from tests.zoom_stand_in.answers import Answer, Json, refused
from tests.zoom_stand_in.received import Received
from tests.zoom_stand_in.world.world import World

TOKEN_LIVES = timedelta(minutes=15)


def page(world: World, sent: Received, name: str, found: list[Json]) -> Answer:
    """The asked-for page of these rows."""
    size = int(sent.query.get("page_size", "30"))
    first = _first(world, sent.query.get("next_page_token", ""))
    following = ""
    if first + size < len(found):
        following = secrets.token_urlsafe(16)
        world.pages[following] = (world.now + TOKEN_LIVES, first + size)
    page_facts = {"page_size": size, "total_records": len(found), "next_page_token": following}
    return Answer(200, page_facts | {name: found[first : first + size]})


def _first(world: World, token: str) -> int:
    if not token:
        return 0
    ends_at, first = world.pages.get(token, (world.now, 0))
    if ends_at <= world.now:
        raise refused(400, 300, "The next page token is invalid or expired.")
    return first
