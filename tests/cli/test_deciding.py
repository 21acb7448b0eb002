"""What options of a command say about bookings that lose their place."""

from argparse import Namespace
from dataclasses import replace

import pytest

from booking.cli.deciding import decide
from booking.cli.failures import CommandFailed
from booking.core.fates import Fate
from booking.office_changes.affected import AffectedBooking, Impact, NamedDesk, Reach
from tests.town import office_time

FIXED = AffectedBooking(
    "143858379",
    0,
    office_time("2026-11-27 10:00"),
    office_time("2026-11-27 10:30"),
    "職業相談",
    "髙城 美咲",
    "コアラ79",
    Reach(inbox=True, mail=True, phone=None),
    "窓口1",
    (),
    to_call=False,
)
MOVABLE = replace(FIXED, number="263086319", other_desks=(NamedDesk("desk-2", "窓口2"),))
BOTH = Impact((FIXED, MOVABLE), (), 0)


def options(*, move: bool = False, keep: bool = False, cancel: str | None = None) -> Namespace:
    return Namespace(move=move, keep=keep, cancel=cancel, yes=True)


@pytest.mark.parametrize(
    ("said", "fate"),
    [(options(move=True, keep=True), Fate.KEPT), (options(move=True, cancel="大雪"), Fate.CANCELLED)],
)
def test_who_can_go_to_another_desk_goes_and_the_others_as_is_said(said: Namespace, fate: Fate) -> None:
    choices = decide(said, BOTH).choices
    assert {number: choice.fate for number, choice in choices.items()} == {"263086319": Fate.MOVED, "143858379": fate}


def test_who_cannot_be_moved_still_wants_a_word() -> None:
    with pytest.raises(CommandFailed, match="1 booked times"):
        decide(options(move=True), BOTH)
