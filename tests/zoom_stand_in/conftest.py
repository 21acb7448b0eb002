"""A stand-in on Tuesday 1 December 2026, 10:00, with one licensed host."""

from collections.abc import Iterator

import pytest

from tests.town import office_time
from tests.zoom_stand_in.stand_in import StandIn, standing_in
from tests.zoom_stand_in.talking import HOST, Client


@pytest.fixture
def zoom() -> Iterator[StandIn]:
    with standing_in(office_time("2026-12-01 10:00"), hosts=[HOST]) as stand_in:
        yield stand_in


@pytest.fixture
def client(zoom: StandIn) -> Client:
    """Somebody with a token."""
    return Client(zoom)
