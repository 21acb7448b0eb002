"""A file that cannot be used is refused, a line for each problem: file, key, what, and what is allowed."""

import tomllib
from collections.abc import Iterator
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booking.offices.file.document import Document, Value
from booking.offices.file.problems import OfficeFileError
from booking.offices.file.read import read_office
from booking.offices.file.write import toml_text
from tests.offices.conftest import Complaints, office_text

SOUDAN = "procedures[shiga-soudan]"


def test_bad_toml_is_told_with_its_line(complaints: Complaints) -> None:
    assert complaints("shiga", ('code = "shiga"\n', "code = shiga\n")) == [
        "shiga.toml: 6行目: 8文字目のあたりがTOMLの書き方になっていません"
    ]


def test_a_missing_key_is_named(complaints: Complaints) -> None:
    assert complaints("shiga", ('phone = "077-563-0350"\n', "")) == ["shiga.toml: phone: 必要なキーがありません"]


def test_an_unknown_key_is_told_with_the_known_ones(complaints: Complaints) -> None:
    (line,) = complaints("shiga", ("[procedures.terms]\n", '[procedures.terms]\nauthor = "x"\n'))
    assert line == f"shiga.toml: {SOUDAN}.terms.author: このキーは使えません（使える値: version、paragraphs）"


@pytest.mark.parametrize(
    ("written", "changed", "key", "allowed"),
    [
        ('department = "', 'department = 5 # "', "department", "文字列"),
        ('department = "', 'department = "\\u0000', "department", "文字列"),
        ('desk_opens = "09:00"', 'desk_opens = "9時"', "desk_opens", "09:30"),
        ('desk_opens = "09:00"', "desk_opens = 09:00:30", "desk_opens", "09:30"),
        ('desk_closes = "17:00"', 'desk_closes = "24:00"', "desk_closes", "09:30"),
        ("fictional = false", 'fictional = "no"', "fictional", "true、false"),
        ("length_minutes = 45", "length_minutes = true", f"{SOUDAN}.length_minutes", "整数"),
        ("window_days = 28", "window_days = 0x" + "f" * 5000, f"{SOUDAN}.window_days", "整数"),
        (
            'host_licence = "licensed"',
            'host_licence = "pro"',
            "desks[shiga-desk-1].host_licence",
            "licensed、basic",
        ),
        ('["phone", "counter"]', '["phone", "fax"]', f"{SOUDAN}.channels", "web、phone、counter"),
        (
            'phone = "notice"',
            'phone = "all"',
            f"{SOUDAN}.mail_carries.phone",
            "link、id_and_passcode、notice",
        ),
        ('desks = ["shiga-desk-1"]', 'desks = "shiga-desk-1"', f"{SOUDAN}.desks", "並び"),
        ("2020-01-01", '"2020-01-01"', f"{SOUDAN}.timetables[2020-01-01].valid_from", "日付"),
        ("2020-01-01", "2020-01-01T09:00:00", f"{SOUDAN}.timetables[#1].valid_from", "日付"),
        ("{ wed =", "{ wee =", f"{SOUDAN}.timetables[2020-01-01].weekly.wee", "mon、tue、wed"),
        ('wed = ["09:30"', 'wed = ["9.30"', f"{SOUDAN}.timetables[2020-01-01].weekly.wed", "09:30"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_once_with_what_is_allowed(
    complaints: Complaints, written: str, changed: str, key: str, allowed: str
) -> None:
    (line,) = complaints("shiga", (written, changed))
    assert line.startswith(f"shiga.toml: {key}: ")
    assert allowed in line.partition("使える値: ")[2]


def test_all_problems_of_form_and_of_rule_come_at_once(complaints: Complaints) -> None:
    lines = complaints(
        "shiga",
        ('phone = "077-563-0350"', 'phone = "０７７"'),
        ("fictional = false\n", ""),
        ("lead_open_days = 2", "lead_open_days = 11"),
        ('zoom_host = "shiga-desk-1@example.com"', 'zoom_hots = "shiga-desk-1@example.com"'),
    )
    keys = [line.split(": ")[1] for line in lines]
    assert keys == ["fictional", "desks[shiga-desk-1].zoom_hots", "phone", f"{SOUDAN}.lead_open_days"]


def test_times_may_be_written_as_toml_times() -> None:
    text = office_text("shiga")
    with_toml_times = text.replace('"09:00"', "09:00:00").replace('"10:30"', "10:30:00")
    assert read_office(with_toml_times, file_name="a") == read_office(text, file_name="b")


def test_a_key_with_line_breaks_stays_on_one_line(complaints: Complaints) -> None:
    (line,) = complaints("shiga", ("fictional = false", 'fictional = false\n"a\\nb\\u001b" = 1'))
    assert r"a\nb\x1b: このキーは使えません" in line


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "9" * 5000, "a = 2026-02-30", "\x00", "= 1"])
def test_toml_that_python_cannot_take_is_refused_in_a_line(text: str) -> None:
    with pytest.raises(OfficeFileError, match="TOMLの書き方になっていません"):
        read_office(text, file_name="bad.toml")


@given(st.text())
def test_no_text_whatever_leads_to_a_traceback(text: str) -> None:
    with pytest.raises(OfficeFileError):
        read_office(text, file_name="any.toml")


SHIGA = tomllib.loads(office_text("shiga"))
ANY_VALUE = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(),
        st.dates(),
        st.text(st.characters(codec="utf-8"), max_size=5),
        st.sampled_from(["shiga-desk-1", "10:00", "web", "notice"]),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["code", "day", "wed", "web", "?"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def refusal(text: str) -> list[str]:
    """The lines that refuse `text`; none if it is an office after all."""
    try:
        read_office(text, file_name="any.toml")
    except OfficeFileError as refused:
        return str(refused).split("\n")
    return []


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inner:
        yield (*path, name)
        yield from paths(part, (*path, name))


def replaced(value: object, path: tuple[str | int, ...], new: object) -> object:
    if not path:
        return new
    if isinstance(value, dict):
        return {name: replaced(part, path[1:], new) if name == path[0] else part for name, part in value.items()}
    parts = cast("list[object]", value)
    return [replaced(part, path[1:], new) if place == path[0] else part for place, part in enumerate(parts)]


@settings(max_examples=200)
@given(st.sampled_from(list(paths(SHIGA))), ANY_VALUE)
def test_any_value_in_any_place_is_read_or_refused_with_lines(path: tuple[str | int, ...], new: Value) -> None:
    text = toml_text(cast("Document", replaced(SHIGA, path, new)))
    assert all(line.startswith("any.toml: ") for line in refusal(text))
