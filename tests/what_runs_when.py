"""What `make test` leaves to `make soak`: storms but for two, and PostgreSQL where it could find nothing more.

A test that asks for a database runs on both engines. Where the engine makes no difference to what the test can find,
its file says `any_engine`: then PostgreSQL is `late`, but for the tests of the file that say `each_engine`, by which
every statement meets both engines in `make test`. What was decided about which tests: decision 0037.
"""

import os
from collections.abc import Sequence

import pytest


def is_soak() -> bool:
    """Whether `make soak` runs, or somebody who wants all of it."""
    return bool(os.environ.get("MADOGUCHI_SOAK"))


def sort_out(items: list[pytest.Item], *, soak: bool) -> Sequence[pytest.Item]:
    """Mark what is late; where it is not `soak`, take it out of `items` and answer it."""
    for item in items:
        if _could_find_nothing_more(item):
            item.add_marker(pytest.mark.late)
    if soak:
        return []
    late = [item for item in items if item.get_closest_marker("late")]
    items[:] = [item for item in items if not item.get_closest_marker("late")]
    return late


def _could_find_nothing_more(item: pytest.Item) -> bool:
    if item.get_closest_marker("any_engine") is None or item.get_closest_marker("each_engine"):
        return False
    return isinstance(item, pytest.Function) and "postgresql" in _parameters(item)


def _parameters(item: pytest.Function) -> list[object]:
    return list(item.callspec.params.values()) if hasattr(item, "callspec") else []
