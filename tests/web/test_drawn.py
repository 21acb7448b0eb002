"""What is drawn once for all who see the same: another language, day or slot is another drawing."""

from datetime import timedelta

from flask import Flask
from jinja2.nodes import EvalContext
from markupsafe import Markup

from booking.availability.slots import SlotState
from booking.core.texts.languages import Language, speaking
from booking.web.drawn import drawn
from booking.web.seeker.days import CalendarDay, ShownSlot
from tests.town import FRIDAY_MORNING

CALENDAR = "macros/calendar.html"
SLOT = ShownSlot(FRIDAY_MORNING, FRIDAY_MORNING + timedelta(minutes=30), SlotState.OPEN, None, FRIDAY_MORNING, "")
DAY = CalendarDay(FRIDAY_MORNING.date(), "open", "", "/day")


def test_the_same_is_drawn_once_and_anything_else_anew(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        first = drawn(EvalContext(sqlite_app.jinja_env), CALENDAR, "slot_rows", (SLOT,), True, "")
        assert (
            drawn(EvalContext(sqlite_app.jinja_env), CALENDAR, "slot_rows", (SLOT._replace(detail=""),), True, "")
            is first
        )
        assert "予約する" not in drawn(EvalContext(sqlite_app.jinja_env), CALENDAR, "slot_rows", (SLOT,), False, "")
        assert "満席" in drawn(
            EvalContext(sqlite_app.jinja_env), CALENDAR, "slot_rows", (SLOT._replace(state=SlotState.FULL),), True, ""
        )
        assert 'aria-current="date"' not in drawn(EvalContext(sqlite_app.jinja_env), CALENDAR, "week_row", (DAY,))
        assert 'aria-current="date"' in drawn(
            EvalContext(sqlite_app.jinja_env), CALENDAR, "week_row", (DAY._replace(is_chosen=True),)
        )


def test_every_language_has_its_own(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        found = []
        for spoken in Language:
            with speaking(spoken):
                found.append(drawn(EvalContext(sqlite_app.jinja_env), CALENDAR, "week_row", (DAY,)))
    assert len({id(each) for each in found}) == len(Language)
    assert len(set(found)) > 1


def test_a_text_is_escaped_though_markup_of_the_same_letters_was_drawn_before(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        found = [
            drawn(EvalContext(sqlite_app.jinja_env), "macros/states.html", "tag", what)
            for what in (Markup("<b>"), "<b>")
        ]
    assert ["&lt;b&gt;" in each for each in found] == [False, True]
