"""The same closing at several offices: all of them or none, whoever presses at the same time."""

from functools import partial

import pytest
from flask import Flask

from booking.core.fates import Fate
from booking.office_changes.carry_out import Outcome
from booking.office_changes.closings import CloseDay
from booking.office_changes.refusals import ImpactChanged
from booking.office_changes.several import change_offices
from tests.bookings.races.at_once import at_once
from tests.bookings.town_bookings import MANAGER, booked, closing_days_of, everybody, impact, office_of
from tests.days import day
from tests.town import FRIDAY_MORNING, MISAKI

SNOW = CloseDay(day("2026-11-26 Thu"), "大雪")
OFFICES = ("shiomizaka", "omura")  # in whatever order they are named


def close_all() -> dict[str, Outcome]:
    """Close both offices; whoever has booked at Omura is cancelled."""
    ids = [office_of(code).id for code in OFFICES]
    decisions = {"omura": everybody(impact("omura", SNOW), Fate.CANCELLED)}
    return dict(change_offices(ids, SNOW, decisions, actor=MANAGER, now=FRIDAY_MORNING))


def test_each_office_has_an_outcome_of_its_own(app: Flask) -> None:
    booked(MISAKI, "2026-11-26 10:00")
    assert {code: outcome.cancelled for code, outcome in close_all().items()} == {"omura": 1, "shiomizaka": 0}


@pytest.mark.any_engine
def test_where_one_office_asks_again_no_office_is_closed(app: Flask) -> None:
    booked(MISAKI, "2026-11-26 10:00")
    with pytest.raises(ImpactChanged):  # nobody decided about her
        change_offices([office_of(code).id for code in OFFICES], SNOW, {}, actor=MANAGER, now=FRIDAY_MORNING)
    assert SNOW.day not in {*closing_days_of("omura"), *closing_days_of("shiomizaka")}


def test_of_two_managers_who_close_all_at_once_one_does(app: Flask) -> None:
    ids = [office_of(code).id for code in OFFICES]
    acts = [partial(change_offices, order, SNOW, {}, actor=MANAGER, now=FRIDAY_MORNING) for order in (ids, ids[::-1])]
    answers = at_once(app, acts)
    assert sorted(type(one).__name__ for one in answers) == ["AlreadyClosed", "dict"]
    assert SNOW.day in closing_days_of("omura")
