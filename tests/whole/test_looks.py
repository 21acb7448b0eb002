"""What templates ask of the style sheet is there: names that macros put together are easily taken for dead."""

import re

import pytest

from booking.assets import assets

STYLES = tuple(path.read_text(encoding="utf-8") for path in sorted(assets("static").glob("*.css")))
STYLE = "\n".join(STYLES)
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(assets("templates").rglob("*.html")))
LOOKS = sorted({"primary", "secondary", *re.findall(r"look='([a-z]+)'", TEMPLATES)})


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_of_a_button_has_its_style(look: str) -> None:
    assert f".button-{look}," in STYLE


@pytest.mark.parametrize("tone", ["notice", "success", "warning", "error"])
def test_every_tone_has_its_style(tone: str) -> None:
    assert re.search(rf"\.(banner|tag)-{tone}\b", STYLE)


def test_nothing_moves_where_the_reader_asks_for_no_motion() -> None:
    still = STYLE.split("@media (prefers-reduced-motion: no-preference)")
    assert len(still) == 2
    assert "transition" in still[1].split("\n}\n")[0]
    everywhere = still[0] + "\n}\n".join(still[1].split("\n}\n")[1:])
    assert re.findall("transition|animation|smooth", everywhere) == []
    assert [path.name for path in assets("static").glob("*.js") if "smooth" in path.read_text(encoding="utf-8")] == []


def test_where_gaps_are_unknown_margins_part_what_stands_in_a_row() -> None:
    """iPhones before iOS 14.5 set the links of a menu side by side without a space."""
    styles = [re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL) for style in STYLES]
    parts = [style.partition("@supports not (inset: 0)") for style in styles]  # at the end of each
    everywhere, old_phones = ("\n".join(part[which] for part in parts) for which in (0, 2))
    parted = {
        selector.strip()
        for selectors, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", everywhere)
        if re.search(r"display: (inline-)?flex", rule) and re.search(r"gap: [0-9 px]*[1-9]", rule)
        for selector in selectors.split(",")
    }
    assert ".actions" in parted
    missing = {selector for selector in parted if f"{selector} > " not in old_phones}
    of_the_desk = (".desk", ".toolbar", ".sheet")  # whose screens are no old phones
    assert [selector for selector in missing if not selector.startswith(of_the_desk)] == []
