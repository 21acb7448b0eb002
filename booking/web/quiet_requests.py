"""Requests that a page makes by itself: they are no sign of anybody, and do not put off the end of a sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g

Answer = TypeVar("Answer")
Given = ParamSpec("Given")


def no_activity(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Declare that nobody need be there who calls `view`: its answer does not renew the browser's cookie.

    The sessions see to that (`booking/api/sessions.py`).
    """

    @wraps(view)
    def called(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        g.by_itself = True
        return view(*args, **kwargs)

    return called
