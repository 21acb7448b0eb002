"""How secrets of a second factor are shown: the two-dimensional code of the program, and the recovery codes, once."""

from collections.abc import Sequence

import segno
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from booking.web.desk.page import page
from booking.web.one_time_page import show_only_once

_GROUP = 4


def picture_of(address: str) -> Markup:
    """The two-dimensional code that an authenticator program reads."""
    code = segno.make(address, micro=False)
    # Our own drawing, of squares alone.
    return Markup(code.svg_inline(scale=4, border=4, light="#ffffff", omitsize=False))  # noqa: S704


def spelled(code: str) -> str:
    """A secret in groups of four letters, as it is read and typed."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def recovery_codes_page(codes: Sequence[str], *, login: str, way_on: str) -> ResponseReturnValue:
    """The recovery codes, which are never shown again."""
    show_only_once()
    return page(
        "desk/staff/recovery_codes.html", codes=[spelled(code) for code in codes], login=login, way_on=way_on
    ), 201
