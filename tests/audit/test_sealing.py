"""The chain of seals tells what was done to the audit log, and where it was done first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from booking.audit.sealing import START, Fault, Flaw, Head, Line, Seal, canonical, read_head, seal, verify
from calendars.office_time import TOKYO

KEY = "an audit key that is long enough for tests"
NINE = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)  # Friday


def line(number: int) -> Line:
    return Line(number, NINE + timedelta(minutes=number), "seeker:12", "book", f"booking:{number}", {"late": False})


def chain(lines: Sequence[Line]) -> list[Seal]:
    """The lines as they were sealed, one after the other."""
    head, sealed = START, []
    for one in lines:
        head = seal(head, one, key=KEY)
        sealed.append(Seal(head.number, head.mac, one.id, one))
    return sealed


def renumbered(seals: Sequence[Seal]) -> list[Seal]:
    """What a forger does who hides a gap or makes one."""
    return [replace(one, number=number) for number, one in enumerate(seals, start=1)]


@pytest.fixture
def sealed() -> list[Seal]:
    return chain([line(number) for number in range(1, 7)])


def test_an_untouched_log_holds_up_to_its_head(sealed: list[Seal]) -> None:
    verdict = verify(sealed, key=KEY)
    assert (verdict.head, verdict.flaw) == (Head(6, sealed[-1].mac), None)


def test_an_empty_log_holds() -> None:
    assert verify([], key=KEY, noted=START).flaw is None


@pytest.mark.parametrize(
    "changed",
    [
        {"id": 99},
        {"at": NINE},
        {"actor": "seeker:13"},
        {"act": "cancel"},
        {"object": "booking:99"},
        {"facts": {"late": True}},
        {"facts": {}},
    ],
)
def test_whatever_was_changed_in_a_line_is_found(sealed: list[Seal], changed: dict[str, object]) -> None:
    sealed[3] = replace(sealed[3], line=replace(line(4), **changed))  # type: ignore[arg-type]  # any field of a line
    assert verify(sealed, key=KEY).flaw == Flaw(Fault.BROKEN, 4, 4)


def test_a_seal_that_was_taken_out_leaves_a_gap(sealed: list[Seal]) -> None:
    del sealed[2]
    assert verify(sealed, key=KEY).flaw == Flaw(Fault.SEAL_MISSING, 3)


def test_closing_the_gap_with_new_numbers_does_not_help(sealed: list[Seal]) -> None:
    del sealed[2]
    assert verify(renumbered(sealed), key=KEY).flaw == Flaw(Fault.BROKEN, 3, 4)


def test_a_line_that_was_deleted_under_its_seal_is_missed(sealed: list[Seal]) -> None:
    sealed[2] = replace(sealed[2], line=None)
    assert verify(sealed, key=KEY).flaw == Flaw(Fault.LINE_MISSING, 3, 3)


def test_an_inserted_line_is_found_where_it_was_put(sealed: list[Seal]) -> None:
    forged = Seal(4, "f" * 64, 40, line(40))
    assert verify(renumbered([*sealed[:3], forged, *sealed[3:]]), key=KEY).flaw == Flaw(Fault.BROKEN, 4, 40)


def test_two_lines_that_changed_places_are_found(sealed: list[Seal]) -> None:
    sealed[1], sealed[2] = replace(sealed[2], number=2), replace(sealed[1], number=3)
    assert verify(sealed, key=KEY).flaw == Flaw(Fault.BROKEN, 2, 3)


def test_a_seal_numbered_before_the_first_is_not_overlooked(sealed: list[Seal]) -> None:
    assert verify([replace(sealed[0], number=0), *sealed], key=KEY).flaw == Flaw(Fault.SEAL_MISSING, 1)


def test_a_cut_tail_shows_only_against_a_noted_head(sealed: list[Seal]) -> None:
    noted = verify(sealed, key=KEY).head
    assert verify(sealed[:4], key=KEY).flaw is None
    assert verify(sealed[:4], key=KEY, noted=noted).flaw == Flaw(Fault.CUT, 5)
    assert verify([], key=KEY, noted=noted).flaw == Flaw(Fault.CUT, 1)


def test_a_tail_that_was_cut_and_sealed_anew_is_found(sealed: list[Seal]) -> None:
    noted = Head(5, sealed[4].mac)
    others = chain([line(number) for number in (1, 2, 3, 4, 6, 7)])
    assert verify(others, key=KEY, noted=noted).flaw == Flaw(Fault.RESEALED, 5)


@pytest.mark.parametrize("at", range(7))
def test_every_head_that_the_chain_once_had_is_recognised(sealed: list[Seal], at: int) -> None:
    noted = Head(at, sealed[at - 1].mac) if at else START
    assert verify(sealed, key=KEY, noted=noted).flaw is None


def test_with_another_key_not_even_the_first_seal_fits(sealed: list[Seal]) -> None:
    assert verify(sealed, key="another key of the same length or so..").flaw == Flaw(Fault.BROKEN, 1, 1)


def test_a_line_is_written_down_alike_in_any_zone_and_order_of_its_facts() -> None:
    here = replace(line(1), facts={"late": True, "channel": "web", "reason": None})
    there = replace(here, at=here.at.astimezone(UTC), facts={"reason": None, "channel": "web", "late": True})
    assert canonical(here) == canonical(there)
    assert canonical(here) == (
        b'{"act":"book","actor":"seeker:12","at":"2026-11-20T00:01:00.000000+00:00",'
        b'"facts":{"channel":"web","late":true,"reason":null},"id":1,"object":"booking:1"}'
    )


def test_a_head_is_read_as_it_was_written() -> None:
    assert read_head(str(Head(12, "0f" * 32))) == Head(12, "0f" * 32)


@pytest.mark.parametrize(
    "typed", ["", "12", "12:", "12:0f", "-1:" + "0" * 64, "012:" + "0" * 64, "１:" + "0" * 64, "1:" + "F" * 64 + "\n"]
)
def test_what_is_no_head_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        read_head(typed)
