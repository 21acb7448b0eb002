"""Offices can read the audit log: every act that the code records has its words."""

import re

from booking.assets import assets
from booking.history.act_words import LOOKS, all_acts

# How the code says an act: handed over, a class's own, a constant, one of two, in a table of acts, or through a helper.
_SAID = re.compile(
    r'\bact(?:: ClassVar\[str\])? ?= ?"(\w+)"|_?ACT = "(\w+)"|act = "\w+" if .* else "(\w+)"|act = "(\w+)" if'
    r'|_record\(session, "(\w+)"'
)
_CODE = "\n".join(path.read_text(encoding="utf-8") for path in (assets("templates").parent / "booking").rglob("*.py"))


def test_every_act_of_the_code_has_words() -> None:
    said = {act for match in _SAID.finditer(_CODE) for act in match.groups() if act}
    assert len(said) > 80
    assert said - set(all_acts()) == set()


def test_no_words_are_left_of_acts_that_nobody_records() -> None:
    assert [act for act in all_acts() if f'"{act}"' not in _CODE.replace(_WORDS, "")] == []


_WORDS = (assets("templates").parent / "booking" / "history" / "act_words.py").read_text(encoding="utf-8")


def test_looks_are_acts() -> None:
    assert set(all_acts()) >= LOOKS
