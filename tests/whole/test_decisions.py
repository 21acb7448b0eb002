"""The decisions: each number once, each in its three parts, and what has overtaken one named where it begins."""

import re
from collections import Counter

from tests.whole.installation import ROOT

FOLDER = ROOT / "docs" / "decisions"
DECISIONS = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))}
PARTS = ("## Context", "## Decision", "## Consequences")
# What comes before the first part: the title and, where somebody would else read half of it in vain, what has changed;
# then which earlier decision this one changes or goes on from.
TOP = re.compile(
    r"# \d{4} .+\n\n"
    r"(?:> Overtaken (?:in part )?by \[[^]]+\]\([^)]+\).*: .+\n(?:> .+\n)*\n)*"
    r"(?:(?:Overtakes|Goes on from) .+\n(?:.+\n)*\n)?"
)


def test_every_decision_has_a_number_of_its_own() -> None:
    assert [number for number, count in Counter(name[:4] for name in DECISIONS).items() if count > 1] == []


def test_every_decision_has_its_parts() -> None:
    lacking = {name: [part for part in PARTS if f"\n{part}\n" not in text] for name, text in DECISIONS.items()}
    assert {name: parts for name, parts in lacking.items() if parts} == {}


def test_what_has_overtaken_a_decision_stands_at_its_top_in_one_form() -> None:
    tops = {name: text.partition("## Context")[0] for name, text in DECISIONS.items()}
    assert [name for name, top in tops.items() if not TOP.fullmatch(top) or f"# {name[:4]} " not in top] == []
    assert [name for name, text in DECISIONS.items() if "Overtaken" in text.removeprefix(tops[name])] == []


def test_the_links_of_decisions_lead_to_files() -> None:
    links = {name: re.findall(r"\]\((?!https?:|#)([^)#]+)", text) for name, text in DECISIONS.items()}
    assert {link for found in links.values() for link in found if not (FOLDER / link).exists()} == set()
