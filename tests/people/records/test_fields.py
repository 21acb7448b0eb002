"""A person's record is read however it is typed, names stay to the letter, and what cannot be is said."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.core.explain import explain
from booking.people.records.field_words import field_complaint, person_field
from booking.people.records.fields import PersonField, Problem, read_field, read_person
from booking.people.records.refusals import SeekerNumberReserved
from booking.people.records.validity import valid_until

TODAY = date(2026, 11, 20)  # Friday
TYPED = {
    PersonField.SEEKER_NUMBER: "７００００－０００００２１",
    PersonField.NAME: "　新川 見本子 ",
    PersonField.KANA: "しんかわ　みほこ",
    PersonField.BIRTH_DATE: "平成3年12月29日",
    PersonField.PHONE: "（０９０）0000－0021",
    PersonField.ADDRESS: "長崎県大村市見本町0-0",
    PersonField.EMAIL: "MIHOKO＠example.com",
    PersonField.VALID_UNTIL: "令和9年1月31日",
}


def read(which: PersonField, typed: str) -> Any:
    return read_field(which, typed, today=TODAY)


def test_a_record_is_read_as_it_is_kept() -> None:
    found = read_person(TYPED, today=TODAY)
    assert found.person is not None
    assert found.seeker_number == "70000-0000021"
    assert (found.person.name, found.person.kana) == ("新川 見本子", "シンカワ ミホコ")
    assert (found.person.birth_date, found.person.valid_until) == (date(1991, 12, 29), date(2027, 1, 31))
    assert (found.person.phone, found.person.email) == ("09000000021", "mihoko@example.com")


def test_number_phone_mail_and_validity_may_be_left_empty() -> None:
    empty = dict.fromkeys(
        (PersonField.SEEKER_NUMBER, PersonField.PHONE, PersonField.EMAIL, PersonField.VALID_UNTIL), ""
    )
    found = read_person(TYPED | empty, today=TODAY)
    assert found.person is not None
    assert (found.seeker_number, found.person.phone, found.person.email, found.person.valid_until) == (None,) * 4


def test_an_empty_form_is_told_each_field_that_is_needed() -> None:
    found = read_person({}, today=TODAY)
    needed = (PersonField.NAME, PersonField.KANA, PersonField.BIRTH_DATE, PersonField.ADDRESS)
    assert found.person is None
    assert found.problems == dict.fromkeys(needed, Problem.MISSING)


def test_a_wrong_number_keeps_the_person() -> None:
    found = read_person(TYPED | {PersonField.SEEKER_NUMBER: "21番"}, today=TODAY)
    assert found.person is not None
    assert found.problems == {PersonField.SEEKER_NUMBER: Problem.SHAPE}


@pytest.mark.parametrize(
    "name",
    ["𠮷田 髙子", "山﨑 架空斗", "葛\U000e0100城 一", "NGUYEN THI LAN", "Prince", "か\u3099んた", "神\ufa19"],
)
def test_a_name_is_kept_to_the_letter(name: str) -> None:
    assert read(PersonField.NAME, f" {name}\u200b\x00　") == name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("みほん たろう", "ミホン タロウ"),
        ("ﾐﾎﾝ　ﾀﾛｳ", "ミホン タロウ"),
        ("ｶﾞﾝ ﾊﾟｸ", "ガン パク"),
        ("か\u3099ん", "ガン"),
        ("か゛ん", "ガン"),
        ("サンプル  オ-エン", "サンプル オーエン"),
        ("ジョン･スミス", "ジョン・スミス"),
        ("ヴィ", "ヴィ"),
        ("ラン", "ラン"),
    ],
)
def test_kana_is_kept_in_full_width_katakana(typed: str, kept: str) -> None:
    assert read(PersonField.KANA, typed) == kept


@pytest.mark.parametrize("typed", ["見本 太郎", "MIHON", "ミホン1", "ー", "・"])
def test_kana_that_is_none_is_complained_of(typed: str) -> None:
    assert read(PersonField.KANA, typed) in (Problem.SHAPE, Problem.MISSING)


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("1979/4/2", date(1979, 4, 2)),
        ("昭和54/4/2", date(1979, 4, 2)),
        ("19790402", date(1979, 4, 2)),
        ("１９７９年４月２日", date(1979, 4, 2)),
        ("2026/11/19", date(2026, 11, 19)),
        ("2026/11/20", Problem.NOT_YET),
        ("令和64/4/2", Problem.NOT_YET),
        ("1879/4/2", Problem.TOO_OLD),
        ("54/4/2", Problem.SHAPE),
        ("1979/2/29", Problem.SHAPE),
        ("昭和64/1/8", Problem.SHAPE),
        ("", Problem.MISSING),
    ],
)
def test_a_birth_date_is_one_that_can_be(typed: str, read_as: object) -> None:
    assert read(PersonField.BIRTH_DATE, typed) == read_as


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0957-00-0021", "0957000021"),
        ("０７７−５６３ー０３５０", "0775630350"),
        ("+81 90-0000-0021", "09000000021"),
        ("110", Problem.SHAPE),
        ("090-0000-00211", Problem.SHAPE),
        ("00-0000-0000", Problem.SHAPE),
        ("なし", Problem.SHAPE),
    ],
)
def test_a_phone_number_has_ten_or_eleven_digits(typed: str, kept: object) -> None:
    assert read(PersonField.PHONE, typed) == kept


@pytest.mark.parametrize("typed", ["a..b@docomo.ne.jp", "x.@ezweb.ne.jp", "ＭＩＨＯＫＯ＠ｅｘａｍｐｌｅ．ｃｏｍ"])
def test_old_and_full_width_mail_addresses_are_taken(typed: str) -> None:
    assert "@" in read(PersonField.EMAIL, typed)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("mihoko", Problem.SHAPE),
        ("mihoko@example", Problem.SHAPE),
        ("見本@example.com", Problem.SHAPE),
        ("a@example.com\r\nBcc: b@example.com", Problem.SHAPE),
        (f"{'m' * 89}@example.com", Problem.TOO_LONG),
    ],
)
def test_a_mail_address_to_which_nothing_can_be_sent_is_complained_of(typed: str, problem: Problem) -> None:
    assert read(PersonField.EMAIL, typed) is problem


@pytest.mark.parametrize(
    ("which", "most"), [(PersonField.NAME, 100), (PersonField.KANA, 100), (PersonField.ADDRESS, 200)]
)
def test_a_text_of_one_character_too_many_is_complained_of(which: PersonField, most: int) -> None:
    assert read(which, "ア" * most) == "ア" * most
    assert read(which, "ア" * (most + 1)) is Problem.TOO_LONG


@pytest.mark.parametrize("typed", ["2027/1/31", "令和9年1月31日", "20270131"])
def test_the_last_valid_day_is_read_as_people_write_it(typed: str) -> None:
    assert read(PersonField.VALID_UNTIL, typed) == date(2027, 1, 31)
    assert read(PersonField.VALID_UNTIL, "来月") is Problem.SHAPE


@given(st.sampled_from(PersonField), st.text())
def test_whatever_is_typed_is_read_or_complained_of(which: PersonField, typed: str) -> None:
    assert read(which, typed) is not NotImplemented


@pytest.mark.parametrize(
    ("accepted", "last"),
    [
        (date(2026, 11, 20), date(2027, 1, 31)),
        (date(2026, 11, 30), date(2027, 1, 31)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 12, 1), date(2028, 2, 29)),
        (date(2027, 2, 28), date(2027, 4, 30)),
        (date(2028, 2, 29), date(2028, 4, 30)),
    ],
)
def test_a_registration_is_valid_to_the_end_of_the_month_after_next(accepted: date, last: date) -> None:
    assert valid_until(accepted) == last


@pytest.mark.parametrize("which", PersonField)
@pytest.mark.parametrize("typed", ["", "@" * 300])
def test_every_problem_is_said_in_a_sentence_of_its_field(which: PersonField, typed: str) -> None:
    problem = read(which, typed)
    if isinstance(problem, Problem):
        assert "。" in field_complaint(which, problem)
    assert person_field(which)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026/11/20", "今日か、これから先の日です"),
        ("1879/4/2", "120年より前です"),
        ("54/4/2", "西暦か元号で"),
    ],
)
def test_what_is_wrong_with_a_birth_date_is_told_apart(typed: str, told: str) -> None:
    assert told in field_complaint(PersonField.BIRTH_DATE, read(PersonField.BIRTH_DATE, typed))


def test_a_number_of_the_service_is_told_apart() -> None:
    assert "90000で始まる番号" in explain(SeekerNumberReserved(None)).what_happened
