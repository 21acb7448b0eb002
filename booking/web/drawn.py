"""Parts of pages that depend on nothing but what is drawn, remembered for those who ask next (decisions 0064, 0067).

A macro's arguments and the language are all that it is found by: nothing has to be forgotten when something changes,
and nobody is shown what was drawn from other facts.
"""

from functools import lru_cache
from typing import Any

from jinja2 import Environment
from jinja2.nodes import EvalContext
from markupsafe import Markup

from booking.core.texts.languages import Language, language, marks_readings
from booking.web.languages.calls import called_often

_MOST = 512  # parts of half a kilobyte to seven
_MOST_DAYS = 512  # of a kilobyte and a half
_MOST_ROWS = 1_024  # of a kilobyte
_MOST_SHEETS = 64  # of twenty and more


@called_often
def drawn(now: EvalContext, template: str, macro: str, *arguments: Any) -> Markup:
    """What `macro` of `template` makes of these arguments, which are all that it may look at."""
    return _drawn(now.environment, template, macro, language(), marks_readings(), *arguments)


@called_often
def drawn_days(now: EvalContext, template: str, macro: str, *arguments: Any) -> Markup:
    """The same of a calendar's days, which every booking changes: remembered apart, they push no other parts out."""
    return _drawn_days(now.environment, template, macro, language(), marks_readings(), *arguments)


@called_often
def drawn_row(now: EvalContext, template: str, macro: str, *arguments: Any) -> Markup:
    """The same of what is many on a page, remembered apart, too."""
    return _drawn_row(now.environment, template, macro, language(), marks_readings(), *arguments)


@called_often
def drawn_sheet(now: EvalContext, template: str, macro: str, *arguments: Any) -> Markup:
    """The same of a whole table, which is long, so that few are remembered: those of pages that lie open."""
    return _drawn_sheet(now.environment, template, macro, language(), marks_readings(), *arguments)


def _draw(
    environment: Environment, template: str, macro: str, _spoken: Language, _marked: bool, *arguments: Any
) -> Markup:
    made: Markup = getattr(environment.get_template(template).module, macro)(*arguments)
    return made


# By type, too: markup is never taken for a text of the same letters, which is escaped. Within a tuple it would be: what
# a tuple holds is plain.
_drawn, _drawn_days, _drawn_row, _drawn_sheet = (
    lru_cache(most, typed=True)(_draw) for most in (_MOST, _MOST_DAYS, _MOST_ROWS, _MOST_SHEETS)
)
