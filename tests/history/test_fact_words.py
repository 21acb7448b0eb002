"""Facts of audit lines in words: one zone for every moment, and nothing that is an id."""

import pytest

from booking.history.fact_words import facts_in_words
from booking.portal.registration.steps import TITLES, Step


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"moved_from": "2026-11-25T01:00:00+00:00"}, "変更前：2026年11月25日（水） 10時00分"),
        ({"moved_to": "2026-11-26T10:00:00+09:00"}, "変更後：2026年11月26日（木） 10時00分"),
        ({"status": "no_show", "earlier": "attended"}, "状態：無断欠席、前の記録：相談済み"),
        ({"channel": "phone", "late": False}, "受付方法：電話"),
        ({"valid": False, "by_number": True}, "有効：いいえ、求職番号と生年月日で開いた：はい"),
        ({"seeker": 12, "procedure": "omura-soudan"}, ""),
        ({"office": 2, "other": 7, "was": 3, "becomes": 4}, ""),
        ({"ends_on": "2027-03-03"}, "最後の日：2027年3月3日（水）"),
        ({"registration_valid_until": "2027-01-31"}, "有効期限：2027年1月31日（日）"),
        ({"kind": "birth_date+name", "exact": 1}, "入力した種類：生年月日＋氏名・カナ、見つかった人数：1"),
        ({"kana": True, "address": True}, "氏名のカナ、住所"),
        ({"was": "窓口 愛", "becomes": "なし"}, "前の担当：窓口 愛、新しい担当：なし"),
        ({"language": "en", "cancelled": 0, "moved": 2}, "ことば：English、窓口を移した予約：2"),
        ({"role": "clerk", "replaced": "zoom"}, "役割：受付、発行してあったミーティングと取りかえた"),
        ({"wanted": "invalid", "reason": "employed"}, "希望：求職無効、目的：①就職したため、就職活動を終了する"),
        ({"unknown": "x", "reason": None}, "unknown=x"),
        ({}, ""),
    ],
)
def test_facts_are_told(facts: dict[str, str | int | bool | None], words: str) -> None:
    assert facts_in_words(facts) == words


def test_every_screen_of_a_registration_is_called_as_it_calls_itself() -> None:
    assert [facts_in_words({"step": step.value}) for step in Step] == [f"変えた画面：{TITLES[step]}" for step in Step]
