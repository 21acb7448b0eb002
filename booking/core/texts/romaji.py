"""Kana in Latin letters, PURE: for whoever has to say a display name on the phone and cannot read it."""

import re

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの",
    "h": "はひふへほ", "m": "まみむめも", "y": "や ゆ よ", "r": "らりるれろ", "w": "わ   を",
    "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ",
}  # fmt: skip
_SOUNDS = {kana: row + vowel for row, of_row in _ROWS.items() for kana, vowel in zip(of_row, "aiueo", strict=True)}
_SOUNDS |= {
    "し": "shi",
    "ち": "chi",
    "つ": "tsu",
    "ふ": "fu",
    "じ": "ji",
    "ぢ": "ji",
    "づ": "zu",
    "を": "o",
    "ん": "n",
    "・": ", ",
}
_KANA = re.compile("[ぁ-ゖァ-ヺー]+")
_LONG_VOWEL = re.compile(r"(o)[ou]|([aiue])\2")
_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_FROM_KATAKANA = {ord("ァ") + shift: ord("ぁ") + shift for shift in range(ord("ヶ") - ord("ァ") + 1)}


def latin_spellings(kana: str) -> tuple[str, ...]:
    """How people may write a reading in Latin letters: with long vowels twice, and as on signs, once (Omura).

    None for what is not kana alone.
    """
    if not _KANA.fullmatch(kana):
        return ()
    long = in_latin(kana)
    return tuple(dict.fromkeys((long, _LONG_VOWEL.sub(lambda found: found[0][0], long))))


def in_latin(kana: str) -> str:
    """Hiragana and katakana as they sound to readers of English, long vowels written twice; the rest stays."""
    said = ""
    doubled = False
    for sign in kana.translate(_FROM_KATAKANA):
        if sign == "っ":
            doubled = True
        elif sign == "ー":
            said += said[-1:]
        elif sign in _SMALL and said.endswith("i"):
            stem = said[:-1]
            said = stem + ("" if stem.endswith(("sh", "ch", "j")) else "y") + _SMALL[sign]
        else:
            sound = _SOUNDS.get(sign, sign)
            said += sound[0] + sound if doubled else sound
            doubled = False
    return said
