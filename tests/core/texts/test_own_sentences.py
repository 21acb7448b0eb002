"""What an office may write into its messages: known facts in braces, and no link elsewhere."""

import pytest

from booking.core.texts.languages import Language
from booking.core.texts.own_sentences import OF_A_BOOKING, OF_THE_OFFICE, Place, filled, links_elsewhere, unknown_places

JA, EASY = Language.JAPANESE, Language.EASY


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{電話}、{ 電話 }、{氏名}", ["{ 電話 }", "{氏名}"]),
        ("{{電話}}", ["{", "}"]),
        ("{電話", ["{"]),
        ("{7*7}{booking.seeker.name}{}", ["{7*7}", "{booking.seeker.name}", "{}"]),
        ("{予約|よやく}", ["{予約|よやく}"]),
        ("電話は{電話}、日時は{日時}です。", []),
    ],
)
def test_only_facts_of_the_message_may_stand_in_braces(text: str, unknown: list[str]) -> None:
    assert unknown_places(text, JA, OF_A_BOOKING) == unknown


def test_easy_japanese_may_have_readings_and_a_suspension_has_no_time() -> None:
    assert unknown_places("{予約|よやく}は {日時}", EASY, OF_THE_OFFICE) == ["{日時}"]


@pytest.mark.parametrize(
    "text",
    [
        "https://zoom.example.com/j/1",
        "http://jsite.mhlw.go.jp/",
        "ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍを見てください",
        "example.com",
        "例え.jp をごらんください",
        "omura@example.com まで",
        "https://jsite.mhlw.go.jp.example.com/",
        "https://jsite.mhlw.go.jp@example.com/",
        "地図は https://jsite.mhlw.go.jp/nagasaki/ です",
        "javascript://x",
        "example.{com|こむ}",
        "example.{部門}",
    ],
)
def test_nothing_leads_elsewhere(text: str) -> None:
    assert links_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "地図です。\nhttps://jsite.mhlw.go.jp/nagasaki-hellowork/map.html",
        "https://www.city.omura.lg.jp/",
        "9:30から。3.5時間前まで。e.g. a.m.",
        "Bring your card. Then wait.",
        "0957-40-0032",
    ],
)
def test_a_page_of_the_state_may_stand_on_a_line_of_its_own(text: str) -> None:
    assert not links_elsewhere(text)


def test_what_is_put_in_is_never_read_as_a_place_again() -> None:
    facts = {Place.PROCEDURE: "{電話}", Place.PHONE: "0957-40-0032"}
    assert filled("{手続き} {電話}", JA, facts) == "{電話} 0957-40-0032"
