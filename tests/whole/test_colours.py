"""What is read can be read, by day and by night: every pair of text and ground that the style sheet puts together.

axe measures what it sees in the browser; this says it of both palettes at once, for the cost of reading a file.
"""

import re

import pytest

from booking.assets import assets

STYLE = (assets("static") / "style.css").read_text(encoding="utf-8")
DESK = (assets("static") / "desk.css").read_text(encoding="utf-8")
VARIABLE = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
DAY, NIGHT = (dict(VARIABLE.findall(part)) for part in STYLE.split("/* Ground */")[0].split("@media", 1))
READ = 4.5  # WCAG 1.4.3
SEEN = 3.0  # WCAG 1.4.11: borders of fields, rings, signs

GROUNDS = ("surface", "surface-quiet", "surface-faint", "blue-soft")
PAIRS = [
    *((text, ground, READ) for text in ("text", "text-strong", "text-quiet", "link") for ground in GROUNDS),
    *((text, "surface", READ) for text in ("link-visited", "link-active", "blue", "red-text", "red-dark")),
    ("blue", "blue-soft", READ),
    ("blue-dark", "blue-soft", READ),
    ("green-text", "green-soft", READ),
    ("yellow-text", "yellow-soft", READ),
    ("text", "yellow-soft", READ),
    ("link", "yellow-soft", READ),
    ("red-dark", "red-soft", READ),
    ("surface", "red-dark", READ),  # the number of new messages
    *(("on-blue", ground, READ) for ground in ("blue", "blue-dark", "blue-darkest")),
    *((line, "surface", SEEN) for line in ("line-field", "blue", "green", "red", "focus")),
    ("yellow", "surface", 2.9),  # of a banner, whose title says it as well
]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [DAY, NIGHT], ids=["day", "night"])
def test_every_text_can_be_read_on_its_ground(palette: dict[str, str]) -> None:
    measured = [(text, ground, least, contrast(palette[text], palette[ground])) for text, ground, least in PAIRS]
    assert [one for one in measured if one[3] < one[2]] == []


def test_the_night_has_every_colour_of_the_day() -> None:
    assert set(NIGHT) == set(DAY)


def test_no_colour_stands_outside_the_palettes() -> None:
    screen = STYLE.split("/* Ground */")[1].split("@media print")[0]
    # A code is read on white, whatever the page is shown on.
    assert re.findall(r"#[0-9a-f]{3,6}\b", screen) == ["#ffffff"]
    assert re.findall(r"#[0-9a-f]{3,6}\b", DESK) == []
