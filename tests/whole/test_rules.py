"""Whether docs/rules.md is what others cite: citations lead to a rule, and pages to files."""

import re
from collections import Counter

import pytest

from tests.whole.installation import ROOT
from tests.whole.tracked import tracked_texts

RULES = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
ANCHORS = re.findall(r'<a id="([a-z-]+)"></a>', RULES)
CHAPTERS = re.findall(r'^### <a id="([a-z-]+)"></a>.+\n((?:(?!#).*\n?)*)', RULES, re.MULTILINE)
CITED = re.compile(r"rules\.md#([a-z-]*)")
WITHOUT_ANCHOR = re.compile(r"\bdesign[\s#*]*§|\brule [0-9]+\b")
PAGES = [f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))]
PACKAGES = "booking|calendars|notifier|database|tests|templates|benchmarks|offices|static"
THIS_FILE = "tests/whole/test_rules.py"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return tracked_texts()


def test_every_citation_leads_to_a_rule(texts: dict[str, str]) -> None:
    lost = {name: sorted(set(CITED.findall(text)) - set(ANCHORS) - {""}) for name, text in texts.items()}
    assert {name: cited for name, cited in lost.items() if cited} == {}


def test_every_link_within_the_rules_leads_to_one() -> None:
    assert set(re.findall(r"\]\(#([a-z-]+)\)", RULES)) <= set(ANCHORS)


def test_every_anchor_is_there_once() -> None:
    assert [anchor for anchor, count in Counter(ANCHORS).items() if count > 1] == []


def test_no_rule_is_cited_by_a_number(texts: dict[str, str]) -> None:
    numbered = {name: WITHOUT_ANCHOR.findall(text) for name, text in texts.items() if name != THIS_FILE}
    assert {name: found for name, found in numbered.items() if found} == {}


def test_every_rule_names_its_source_its_code_and_its_tests() -> None:
    named = {anchor: re.findall(r"^- (\w+): \S", chapter, re.MULTILINE) for anchor, chapter in CHAPTERS}
    assert {anchor for anchor, lines in named.items() if lines != ["Source", "Code", "Tests"]} == set()
    assert len(CHAPTERS) > 50


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(texts: dict[str, str], page: str) -> None:
    files = set(re.findall(rf"`((?:{PACKAGES})/[\w/.-]+\.\w+)`", texts[page]))
    links = {f"docs/{link}" for link in re.findall(r"\]\(([\w/.-]+\.md)", texts[page])}
    assert sorted((files | links) - set(texts)) == []
