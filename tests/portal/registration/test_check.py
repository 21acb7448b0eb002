"""Every field with its shapes: what is taken, and what is said of anything else (japan.md I1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.portal.registration.check import clean, complaints, known
from booking.portal.registration.deadline import begun_by_who_is_reminded, is_over, last_day_to_send
from booking.portal.registration.fields import FIELDS, OF_STEP, Kind
from booking.portal.registration.postal_codes import address_of
from booking.portal.registration.steps import Step, steps_of
from tests.days import day
from tests.portal.registration.typed import TYPED, typed

TODAY = day("2026-11-20 Fri")
REQUIRED = {"name", "kana", "birth", "sex", "address", "phone", "employment", "work_1"}  # those that the leaflet names


def said(step: Step, **changes: str | list[str]) -> dict[str, str]:
    """What is said of a step that is otherwise fine."""
    return complaints(step, typed(step, **changes), offices={"omura"}, today=TODAY)


def test_the_steps_stand_in_the_order_of_the_leaflet() -> None:
    assert len(steps_of(with_disability=True)) == 8
    assert steps_of(with_disability=False) == tuple(step for step in Step if step is not Step.DISABILITY)


@pytest.mark.parametrize("step", TYPED)
def test_what_a_person_types_is_taken(step: Step) -> None:
    assert said(step) == {}


def test_what_the_leaflet_requires_is_required() -> None:
    assert {one.name for one in FIELDS if one.required} >= REQUIRED


@pytest.mark.parametrize("step", Step)
def test_an_empty_step_says_what_is_missing_at_each_field(step: Step) -> None:
    found = complaints(step, clean(step, {}), offices={"omura"}, today=TODAY)
    assert list(found) == [one.name for one in OF_STEP[step] if one.required]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "髙﨑"),  # no family name apart
        ("name", "NGUYEN THI LAN"),
        ("name", "か\u3099"),  # a combining mark
        ("birth", ["1991", "12", "29"]),
        ("birth", ["平成３年１２月２９日", "", ""]),
        ("phone", "０９５７−００ー００３１"),
        ("postal_code", ""),
        ("postal_code", "〒 ８５６ － ００２７"),
        ("address", "住所不定"),
    ],
)
def test_shapes_that_people_type_are_taken(name: str, value: str | list[str]) -> None:
    assert said(Step.BASIC, **{name: value}) == {}


@pytest.mark.parametrize(
    ("step", "name", "value", "words"),
    [
        (Step.BASIC, "name", "あ" * 101, "100文字以内"),
        (Step.BASIC, "name", "\x00\u200b", "氏名を入力"),
        (Step.BASIC, "kana", "𠮷野", "カタカナかひらがな"),
        (Step.BASIC, "birth", ["1991", "2", "30"], "西暦か元号"),
        (Step.BASIC, "birth", ["2026", "11", "20"], "これから先の日"),
        (Step.BASIC, "phone", "12345", "10けたか11けた"),
        (Step.BASIC, "phone", "", "電話番号を入力"),
        (Step.BASIC, "postal_code", "856-002", "7けた"),
        (Step.BASIC, "postal_code", "長崎県大村市見本町0-0", "7けた"),
        (Step.BASIC, "sex", "other", "「性別」を選んで"),
        (Step.BASIC, "office", "nanika", "「利用するハローワーク」を選んで"),
        (Step.WORK, "employment", ["nonsense"], "「希望就業形態」を選んで"),
        (Step.WORK, "work_1", "★", "「希望する仕事」を入力"),
        (Step.PLACE, "pay", "たくさん", "「希望する賃金（これ以上、円）」は、8けたまでの数字だけ"),
        (Step.PLACE, "commute", "片道３０分くらいまで", "「通勤できる時間（片道、分）」は、3けたまでの数字だけ"),
        (Step.PLACE, "commute", "1200", "3けたまでの数字だけ"),
        (Step.SELF_PR, "self_pr", "あ" * 601, "「自己ＰＲ」は、600文字以内で書いてください（いまは601文字"),
    ],
)
def test_anything_else_is_said_at_its_field(step: Step, name: str, value: str | list[str], words: str) -> None:
    assert words in said(step, **{name: value})[name]


def test_what_is_too_long_is_kept_to_be_shortened() -> None:
    assert len(typed(Step.SELF_PR, self_pr="あ" * 700)["self_pr"]) == 700


@given(
    st.sampled_from(Step), st.dictionaries(st.sampled_from([one.name for one in FIELDS]), st.lists(st.text(max_size=9)))
)
def test_whatever_is_sent_is_kept_alike_when_it_is_read_again(step: Step, sent: dict[str, list[str]]) -> None:
    kept = clean(step, sent)
    assert known(step, kept) == kept
    complaints(step, kept, offices={"omura"}, today=TODAY)


@pytest.mark.parametrize("row", [None, [], {"name": 7, "birth": {"year": 1}, "gone": "x"}, {"employment": "regular"}])
def test_rows_of_other_versions_are_read_as_well(row: object) -> None:
    assert set(known(Step.BASIC, row)) == {one.name for one in OF_STEP[Step.BASIC]}


def test_choices_are_written_once() -> None:
    assert len({one.name for one in FIELDS}) == len(FIELDS)
    assert all(bool(one.options) == (one.kind in {Kind.ONE_OF, Kind.SOME_OF}) for one in FIELDS)


@pytest.mark.parametrize(
    ("code", "address"),
    [("856-0027", "長崎県大村市植松"), ("８５６ー００２７", "長崎県大村市植松"), ("999-9999", ""), ("nonsense", "")],
)
def test_a_postal_code_tells_prefecture_and_town(code: str, address: str) -> None:
    assert address_of(code) == address


@pytest.mark.parametrize(
    ("kept", "last"),
    [
        ("2026-11-20 Fri", "2026-12-04 Fri"),
        ("2026-12-20 Sun", "2027-01-03 Sun"),
        ("2028-02-15 Tue", "2028-02-29 Tue"),
    ],
)
def test_there_are_fourteen_days_from_the_next_day_on(kept: str, last: str) -> None:
    assert last_day_to_send(day(kept)) == day(last)


def test_it_is_over_the_day_after_and_told_three_days_before() -> None:
    last = day("2026-12-04 Fri")
    assert [is_over(last, today=day(each)) for each in ("2026-12-04 Fri", "2026-12-05 Sat")] == [False, True]
    assert begun_by_who_is_reminded(day("2026-12-01 Tue")) == (day("2026-11-17 Tue"), day("2026-11-20 Fri"))
