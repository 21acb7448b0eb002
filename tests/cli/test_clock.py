"""`madoguchi clock`: what an operator is told of the machine's clock, and how it is trusted again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from booking.cli.wiring import prepared_app
from booking.operations.clock_trust.note import trust_clock
from booking.operations.clock_trust.watch import clock_watch
from tests.cli.conftest import Madoguchi


@pytest.fixture
def ahead(madoguchi: Madoguchi) -> None:
    """The clock was set five days back, and what was seen before is five days later."""
    with prepared_app():
        look = clock_watch().look()
        trust_clock(replace(look, real=look.real + timedelta(days=5)))


def test_nothing_speaks_against_the_clock(madoguchi: Madoguchi) -> None:
    assert "well: nothing speaks against the clock" in madoguchi("clock").printed


@pytest.mark.usefixtures("ahead")
def test_a_clock_in_doubt_is_explained(madoguchi: Madoguchi) -> None:
    printed = madoguchi("clock").printed
    assert "it is 5 days, 0:00:00 behind" in printed
    assert "madoguchi clock --trust" in printed


@pytest.mark.usefixtures("ahead")
def test_nothing_is_deleted_by_hand_either(madoguchi: Madoguchi) -> None:
    answer = madoguchi("jobs", "run", "purge")
    assert answer.status == 1
    assert "see `madoguchi clock`" in answer.complaint


@pytest.mark.usefixtures("ahead")
def test_a_clock_that_somebody_compared_is_trusted(madoguchi: Madoguchi) -> None:
    assert "well: nothing speaks against the clock" in madoguchi("clock", "--trust").printed
    assert madoguchi("jobs", "run", "purge").status == 0
