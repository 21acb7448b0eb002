"""Display names: easy to tell apart on the phone, and never twice on a day."""

from itertools import combinations

from booking.bookings.rules.display_names import DIGITS, WORDS, candidates, spoken

_SMALL = "ぁぃぅぇぉゃゅょァィゥェォャュョ"  # joins the mora before it; っ, ん and ー are morae of their own


def morae(word: str) -> tuple[str, ...]:
    """The beats of a word: ひゃ is one, っ, ん and ー are one each."""
    beats: list[str] = []
    for letter in word:
        if letter in _SMALL and beats:
            beats[-1] += letter
        else:
            beats.append(letter)
    return tuple(beats)


def distance(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many morae must be changed, added or left out to turn one word into the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, start=1):
        before, row[0] = row[0], i
        for j, theirs in enumerate(other, start=1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (mine != theirs))
    return row[-1]


def test_words_are_two_morae_or_more_apart() -> None:
    near = [pair for pair in combinations(WORDS, 2) if distance(morae(pair[0]), morae(pair[1])) < 2]
    assert near == []


def test_words_have_three_to_six_morae() -> None:
    assert {len(morae(word)) for word in WORDS} <= {3, 4, 5, 6}


def test_digits_that_sound_alike_are_not_used() -> None:
    assert not set("018") & set(DIGITS)


def test_a_name_is_a_word_and_two_digits() -> None:
    for word, name in candidates(taken_today=(), own_recent=()):
        assert word in WORDS
        assert name.startswith(word)
        assert len(name) == len(word) + 2
        assert set(name[-2:]) <= set(DIGITS)


def test_words_that_nobody_has_today_come_first() -> None:
    taken = [f"{word}22" for word in WORDS[:-1]]
    words = [word for word, _ in candidates(taken_today=taken, own_recent=())]
    assert set(words[: len(DIGITS) ** 2]) == {WORDS[-1]}
    assert len(words) == len(WORDS) * len(DIGITS) ** 2 - len(taken)


def test_a_name_of_today_is_never_given_again() -> None:
    taken = {f"{word}{DIGITS[0]}{DIGITS[1]}" for word in WORDS}
    assert not taken & {name for _, name in candidates(taken_today=taken, own_recent=())}


def test_a_seeker_does_not_get_a_recent_name_again() -> None:
    assert "みかん36" not in {name for _, name in candidates(taken_today=(), own_recent=("みかん36",))}


def test_names_given_back_come_when_no_other_is_left_and_the_longest_ago_first() -> None:
    given_back = [
        "みかん36",
        "りんご22",
        "みかん36",
        "ピアノ99",
    ]  # in their order; one was twice
    names = [name for _, name in candidates(taken_today=["ピアノ99"], own_recent=(), given_back=given_back)]
    assert names[-2:] == ["りんご22", "みかん36"]
    assert (len(names), len(set(names))) == (len(WORDS) * len(DIGITS) ** 2 - 1,) * 2


def test_the_word_of_a_name_given_back_is_rather_not_said_again() -> None:
    given_back = [f"{word}22" for word in WORDS[:-1]]
    words = [word for word, _ in candidates(taken_today=(), own_recent=(), given_back=given_back)]
    assert set(words[: len(DIGITS) ** 2]) == {WORDS[-1]}


def test_an_office_with_every_name_taken_has_none_left() -> None:
    everything = [name for _, name in candidates(taken_today=(), own_recent=())]
    assert list(candidates(taken_today=everything, own_recent=())) == []


def test_names_come_in_another_order_each_time() -> None:
    orders = {tuple(name for _, name in candidates(taken_today=(), own_recent=())) for _ in range(3)}
    assert len(orders) == 3


def test_a_name_is_read_out_digit_by_digit() -> None:
    assert spoken("みかん36") == "みかん・さん・ろく"
