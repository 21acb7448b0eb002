"""A time that others were refused a moment ago: whoever presses it next is told at once, and has it if it is free."""

import pytest
from flask import Flask
from sqlalchemy import select

from booking.availability.refusals import SlotTaken
from booking.bookings.hold import give_up, hold
from booking.bookings.steps.turned_away import Note
from booking.tables import Office
from database.base import db
from database.engines import writing
from tests.bookings.builders import WED_10
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, TARO, office_time, seeker_id


def press(seeker: str) -> str:
    """Press 予約する for Wednesday 25 November, ten o'clock."""
    return hold("omura-soudan", office_time(WED_10), seeker_id=seeker_id(seeker), now=FRIDAY_MORNING)


def press_in_vain(seeker: str) -> None:
    with pytest.raises(SlotTaken) as refused:
        press(seeker)
    assert refused.value.alternatives


def test_whoever_is_too_late_does_not_wait_for_whoever_writes(app: Flask) -> None:
    press(MISAKI)
    press_in_vain(TARO)
    late, notes = seeker_id(HATSUE), list[Note]()
    db.session.rollback()
    with writing(db.engine).begin() as other:
        other.execute(select(Office.id).with_for_update())
        with pytest.raises(SlotTaken):
            hold("omura-soudan", office_time(WED_10), seeker_id=late, now=FRIDAY_MORNING, write_note=notes.append)
    assert len(notes) == 1


def test_a_time_that_was_given_back_a_moment_ago_can_be_taken(app: Flask) -> None:
    token = press(MISAKI)
    press_in_vain(TARO)
    press_in_vain(TARO)
    give_up(token, seeker_id=seeker_id(MISAKI), now=FRIDAY_MORNING)
    press(TARO)
    press_in_vain(MISAKI)


def test_whoever_holds_it_comes_back_to_the_own_hold(app: Flask) -> None:
    token = press(MISAKI)
    press_in_vain(TARO)
    assert press(MISAKI) == token
