"""`madoguchi audit verify`: holds, or names the first flaw."""

import re

import pytest

from tests.cli.conftest import Madoguchi


@pytest.fixture
def head(madoguchi: Madoguchi) -> str:
    """The head of the town's audit log after everything was sealed."""
    return madoguchi("jobs", "run", "note_audit_head").printed.removeprefix("note_audit_head: ").strip()


def test_a_log_that_was_never_sealed_holds_and_says_so(madoguchi: Madoguchi) -> None:
    answer = madoguchi("audit", "verify")
    assert answer.status == 0
    assert re.search(r"^lines not sealed yet: [1-9]", answer.printed, re.MULTILINE)
    assert "head: none, nothing was sealed yet" in answer.printed


def test_a_sealed_log_holds_and_shows_its_head(madoguchi: Madoguchi, head: str) -> None:
    answer = madoguchi("audit", "verify", "--head", head)
    assert (answer.status, answer.complaint) == (0, "")
    number = head.partition(":")[0]
    assert answer.printed == f"sealed lines that hold: {number}\nlines not sealed yet: 0\nhead: {head}\n"


def test_a_head_that_the_log_never_had_is_a_replaced_tail(madoguchi: Madoguchi, head: str) -> None:
    number = head.partition(":")[0]
    answer = madoguchi("audit", "verify", "--head", f"{number}:{'0' * 64}")
    assert answer.status == 1
    assert f"seal {number} is not the given head" in answer.complaint


def test_a_head_from_beyond_the_end_is_a_cut_tail(madoguchi: Madoguchi, head: str) -> None:
    number, mac = head.split(":")
    answer = madoguchi("audit", "verify", "--head", f"{int(number) + 1}:{mac}")
    assert answer.status == 1
    assert f"tail was cut off: seal {int(number) + 1}" in answer.complaint


def test_another_key_is_named_as_a_possible_reason(
    madoguchi: Madoguchi, head: str, operator: pytest.MonkeyPatch
) -> None:
    operator.setenv("MADOGUCHI_AUDIT_KEY", "another key that is long enough, too")
    answer = madoguchi("audit", "verify")
    assert answer.status == 1
    assert "seal 1 does not fit line" in answer.complaint
    assert "MADOGUCHI_AUDIT_KEY" in answer.complaint


@pytest.mark.parametrize("typed", ["12", "12:0f", "last", "0x1:" + "0" * 64])
def test_a_malformed_head_is_refused_with_its_shape(madoguchi: Madoguchi, typed: str) -> None:
    answer = madoguchi("audit", "verify", "--head", typed)
    assert answer.status == 2
    assert "a number, a colon, 64 hexadecimal digits" in answer.complaint
