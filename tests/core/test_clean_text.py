"""What people type: what cannot be seen goes, names stay to the letter."""

import pytest

from booking.core.input.clean_text import (
    half_width,
    is_line,
    one_line,
    says_something,
    several_lines,
    unfit_for_lines,
    unfit_for_one_line,
)


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u3164", "\u202e", "\u2066", "\0", "\x1b"]
)
def test_what_cannot_be_seen_is_left_out(unseen: str) -> None:
    assert one_line(f"{unseen}履歴{unseen}書{unseen}") == "履歴書"


@pytest.mark.parametrize("name", ["髙城 美咲", "山﨑", "葛\U000e0100城", "𠮷野家", "が", "か\u3099"])
def test_a_name_stays_to_the_letter(name: str) -> None:
    assert one_line(name) == name


def test_lines_stay_where_there_are_lines() -> None:
    assert several_lines(" 一行目\r\n二行目\u2028三行目\x85四行目\t終わり ") == "一行目\n二行目\n三行目\n四行目 終わり"
    assert one_line("一行目\r\n二行目\x85三行目\t終わり") == "一行目 二行目 三行目 終わり"


@pytest.mark.parametrize("unfit", ["\0", "\x07", "\t", "\r", "\x1b", "\x85", "\u2029", "\u202e", "\u2066", "\ud800"])
def test_a_character_that_no_text_holds_is_named(unfit: str) -> None:
    assert unfit_for_one_line(f"大村{unfit}窓口") == unfit_for_lines(f"大村{unfit}窓口") == f"U+{ord(unfit):04X}"


def test_a_line_break_is_unfit_for_one_line_alone() -> None:
    assert (unfit_for_one_line("大村\n窓口"), unfit_for_lines("大村\n窓口")) == ("U+000A", "")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("受付　新", True),
        ("x" * 10, True),
        ("x" * 11, False),
        ("", False),
        ("　", False),
        ("\u200b", False),
        ("a\nb", False),
    ],
)
def test_a_line_says_something_and_ends(text: str, is_one: bool) -> None:
    assert is_line(text, longest=10) is is_one


def test_full_width_digits_become_half_width() -> None:
    assert half_width("２０２６－１１") == "2026-11"


@pytest.mark.parametrize(
    ("text", "does"), [("相談", True), ("3", True), ("？！…", False), ("\U000e0100", False), ("", False)]
)
def test_signs_alone_say_nothing(text: str, does: bool) -> None:
    assert says_something(text) is does
