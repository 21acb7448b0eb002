"""Display names: what a seeker is called in the meeting instead of the real name; knows no tables.

A word and two digits, easy to say on the phone and far from every other word, never derived from the person
(design §4.12; the Shiga flyer asks for a 表示名 so that no personal data is handled).
"""

import secrets
from collections.abc import Collection, Iterator

# Everyday things of three to six morae, no given names, two morae or more apart from each other.
WORDS = (
    "りんご", "みかん", "ぶどう", "すいか", "メロン", "バナナ", "トマト", "かぼちゃ",
    "きゅうり", "だいこん", "にんじん", "たまねぎ", "たけのこ", "しいたけ", "どんぐり", "ひまわり",
    "たんぽぽ", "コスモス", "あじさい", "ペンギン", "イルカ", "くじら", "コアラ", "パンダ",
    "キリン", "ラクダ", "うさぎ", "かもめ", "つばめ", "ふくろう", "カンガルー", "てんとうむし",
    "とんぼ", "かぶとむし", "やまびこ", "さざなみ", "ながれぼし", "ひこうき", "じてんしゃ", "えんぴつ",
    "ふうせん", "おりがみ", "ピアノ", "ギター",
)  # fmt: skip

# 0, 1 and 8 are left out: れい or まる, and いち, しち and はち sound alike.
DIGITS = "2345679"

_SPOKEN = {"2": "に", "3": "さん", "4": "よん", "5": "ご", "6": "ろく", "7": "なな", "9": "きゅう"}


def candidates(*, taken_today: Collection[str], own_recent: Collection[str]) -> Iterator[tuple[str, str]]:
    """Names to try in random order, as (word, name).

    First those whose word nobody has at this office on this day, so that the word alone tells who is calling, then the
    rest. Left out are `taken_today` (names of the office and day) and `own_recent` (this seeker's of the last 90 days).
    """
    used_words = {name[:-2] for name in taken_today}
    everything = [(word, word + a + b) for word in WORDS for a in DIGITS for b in DIGITS]
    secrets.SystemRandom().shuffle(everything)
    usable = [pair for pair in everything if pair[1] not in taken_today and pair[1] not in own_recent]
    yield from (pair for pair in usable if pair[0] not in used_words)
    yield from (pair for pair in usable if pair[0] in used_words)


def spoken(name: str) -> str:
    """How a display name is read out: みかん・さん・ろく."""
    return "・".join([name[:-2], *(_SPOKEN[digit] for digit in name[-2:])])
