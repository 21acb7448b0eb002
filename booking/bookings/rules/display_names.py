"""Display names: what a seeker is called in the meeting instead of the real name; knows no tables.

A word and two digits, easy to say on the phone and far from every other word, never derived from the person
(rules.md#display-names; the Shiga flyer asks for a 表示名 so that no personal data is handled).
"""

import secrets
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

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
_PAIRS = tuple(a + b for a in DIGITS for b in DIGITS)

_SPOKEN = {"2": "に", "3": "さん", "4": "よん", "5": "ご", "6": "ろく", "7": "なな", "9": "きゅう"}


def are_few_left(taken: int) -> bool:
    """Whether nine of ten names of a day are somebody's."""
    return taken * 10 >= len(WORDS) * len(_PAIRS) * 9


def candidates(
    *, taken_today: Collection[str], own_recent: Collection[str], given_back: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """Names to try in random order, as (word, name); each is drawn when it is asked for.

    First those whose word nobody has at this office on this day, so that the word alone tells who is calling, then the
    rest. Left out are `taken_today` (names of the office and day) and `own_recent` (this seeker's of the last 90 days).
    Names that were `given_back` on that day, the longest ago first, come when there are no others: their old meeting
    may not be removed yet, and whoever had one may still read it.
    """
    fresh = _fresh({*taken_today, *own_recent, *given_back}, {name[:-2] for name in (*taken_today, *given_back)})
    left_out = {*taken_today, *own_recent}
    last_given_back = dict.fromkeys(reversed(given_back))  # of a name that was given back twice, the later time counts
    again = [name for name in reversed(last_given_back) if name not in left_out]
    yield from chain(fresh, ((name[:-2], name) for name in again))


def _fresh(left_out: Collection[str], used_words: Collection[str]) -> Iterator[tuple[str, str]]:
    unused = [word for word in WORDS if word not in used_words]
    used = [word for word in WORDS if word in used_words]
    for word in chain(_shuffled(unused), _shuffled(used)):
        for digits in _shuffled(_PAIRS):
            name = word + digits
            if name not in left_out:
                yield word, name


def _shuffled(choices: Sequence[str]) -> Iterator[str]:
    """The choices in random order; only as many are drawn as are asked for, which is mostly one."""
    left = list(choices)
    while left:
        drawn = secrets.randbelow(len(left))
        left[drawn], left[-1] = left[-1], left[drawn]
        yield left.pop()


def spoken(name: str) -> str:
    """How a display name is read out: みかん・さん・ろく."""
    return "・".join([name[:-2], *(_SPOKEN[digit] for digit in name[-2:])])
