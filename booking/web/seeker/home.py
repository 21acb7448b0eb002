"""The first page: finds the procedure that somebody wants to book."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue

from booking.availability.procedures import KnownProcedure, known_of_codes
from booking.core.channels import Channel
from booking.offices.near import Near, offices_near
from booking.offices.search import find_codes, unknown_words
from booking.people.permissions import ANYONE, allow
from booking.web.for_strangers import kept_for_strangers
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, principal
from booking.wsgi.response_cache import Validity, present_stamp
from calendars.office_time import day_of, midnight
from database.base import db

_LONGEST_SEARCH = 100
_A_PAGE = 20
_MOST_PLACES = 3
_KEPT = 256


@blueprint.get("/")
@allow(ANYONE)
def home() -> ResponseReturnValue:
    """Search box and procedures: all of them, or those in which every typed word occurs; 20 a page."""
    stamp = present_stamp()
    typed = request.args.get("q", "")[:_LONGEST_SEARCH].strip()
    today = day_of(now())
    codes = find_codes(db.session(), typed, today=today)
    page = min(max(request.args.get("page", 1, type=int), 1), max(-(-len(codes) // _A_PAGE), 1))
    shown = codes[(page - 1) * _A_PAGE : page * _A_PAGE]
    shown_page = render_template(
        "seeker/home.html",
        typed=typed,
        procedures=_listed(shown),
        total=len(codes),
        page=page,
        is_last=page * _A_PAGE >= len(codes),
        **(_instead(typed) if typed and not codes else {}),
    )
    if principal() is not None or request.query_string:
        return shown_page
    return kept_for_strangers(shown_page, Validity(stamp, since=now(), until=midnight(today + timedelta(days=1))))


def _instead(typed: str) -> dict[str, object]:
    """What helps whoever found nothing: which words are to blame, what is near the places named, a short list whole."""
    today = day_of(now())
    unknown = unknown_words(db.session(), typed, today=today)
    everything = find_codes(db.session(), "", today=today)
    return {
        "unknown": unknown,
        "near": _near(unknown),
        "all_procedures": _listed(everything) if len(everything) <= _A_PAGE else [],
    }


def _near(words: Sequence[str]) -> Sequence[Near]:
    return [near for word in words[:_MOST_PLACES] for near in offices_near(db.session(), word, today=day_of(now()))]


class _Listed(NamedTuple):
    """A procedure with what its row says of today: a tuple, because what is drawn of the row is found by it."""

    procedure: KnownProcedure
    length_minutes: int
    channels: frozenset[Channel]  # the ways in which some day that is open today can be booked


def _listed(codes: Sequence[str]) -> list[_Listed]:
    today = day_of(now())
    return [_listed_on(today, procedure) for procedure in known_of_codes(db.session(), codes)]


@lru_cache(_KEPT)
def _listed_on(today: date, procedure: KnownProcedure) -> _Listed:
    """The same while the procedure is the same object, which is another one as soon as its office changes."""
    rules = procedure.rules
    channels = rules.channels_between(today, rules.last_open_day(today))
    return _Listed(procedure, rules.on(today).length_minutes, channels)
