"""Importing the Cabinet Office's file, good and bad."""

import pytest

from calendars.holiday_file import HolidayFile, HolidayFileError, parse_cabinet_office_csv
from calendars.holidays import NationalHoliday
from tests.days import day

HEADER = "国民の祝日・休日月日,国民の祝日・休日名称"
ROWS_2027 = (
    "2027/1/1,元日",
    "2027/1/11,成人の日",
    "2027/2/11,建国記念の日",
    "2027/2/23,天皇誕生日",
    "2027/3/21,春分の日",
    "2027/3/22,休日",
    "2027/4/29,昭和の日",
    "2027/5/3,憲法記念日",
    "2027/5/4,みどりの日",
    "2027/5/5,こどもの日",
    "2027/7/19,海の日",
    "2027/8/11,山の日",
    "2027/9/20,敬老の日",
    "2027/9/23,秋分の日",
    "2027/10/11,スポーツの日",
    "2027/11/3,文化の日",
    "2027/11/23,勤労感謝の日",
)


def text(*rows: str, header: str = HEADER) -> str:
    return "".join(f"{line}\r\n" for line in (header, *rows))


def read(content: bytes) -> HolidayFile:
    return parse_cabinet_office_csv(content, source="syukujitsu.csv", this_year=2026)


def refusal(content: bytes) -> HolidayFileError:
    with pytest.raises(HolidayFileError) as refused:
        parse_cabinet_office_csv(content, source="syukujitsu.csv", this_year=2026)
    return refused.value


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_the_official_form_is_read_in_every_usual_encoding(encoding: str) -> None:
    holidays = read(text(*ROWS_2027).encode(encoding)).holidays
    assert len(holidays) == 17
    assert holidays[-1] == NationalHoliday(day("2027-11-23 Tue"), "勤労感謝の日", "syukujitsu.csv")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", ",\r\n", ",,\r\n"], ids=repr)
@pytest.mark.parametrize("last", ["", "\x1a"], ids=["", "end mark"])
def test_holidays_come_in_order_and_line_ends_and_padding_do_not_matter(end: str, last: str) -> None:
    rows = ["2027/01/01,元日", *ROWS_2027[:0:-1]]
    content = text(*rows).replace("\r\n", end) + last
    holidays = read(content.encode("cp932")).holidays
    assert [holidays[0].day, holidays[-1].day] == [day("2027-01-01 Fri"), day("2027-11-23 Tue")]


def test_early_years_may_have_fewer_holidays() -> None:
    rows = ["1955/1/1,元日", "1956/1/1,元日"]
    assert len(read(text(*rows).encode("cp932")).holidays) == 2


OLD = "1973/9/23,秋分の日"


@pytest.mark.parametrize(
    ("old_rows", "warning"),
    [
        ([OLD, OLD], "syukujitsu.csv: 3行目: 1973/09/23は2行目にもあります"),  # as the official file once had it
        ([OLD, "1973/9/23,秋分の日,余分"], "syukujitsu.csv: 3行目: 行の形が違います"),
        ([OLD, "1973-9-24,振替休日"], "syukujitsu.csv: 3行目: 行の形が違います"),
        ([OLD, "1973/2/30,休日"], "syukujitsu.csv: 3行目: 暦にない日付です"),
        ([OLD], "1973年の次が2025年で、間の年がありません"),
        (["2025/1/1,元日"], "2025年の祝日が1日です"),
    ],
)
def test_what_is_wrong_with_years_that_are_over_does_not_keep_next_year_out(old_rows: list[str], warning: str) -> None:
    years = [row.replace("2027", year) for year in ("2025", "2026", "2027") for row in ROWS_2027]
    if any(row.startswith("2025") for row in old_rows):
        years = years[len(ROWS_2027) :]
    found = read(text(*old_rows, *years).encode("cp932"))
    assert any(warning in str(one) for one in found.warnings)
    assert len({holiday.day for holiday in found.holidays}) == len(found.holidays) == 1 + len(years)


@pytest.mark.parametrize("row", ["2026/1/1,元日", "2026-1-2,休日", "2026/2/30,休日", "何かの行"])
def test_what_is_wrong_with_this_year_or_with_no_year_is_refused(row: str) -> None:
    years = [each.replace("2027", year) for year in ("2026", "2027") for each in ROWS_2027]
    assert refusal(text(*years, row).encode("cp932")).line == len(years) + 2


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2027-11-23,勤労感謝の日", "行の形が違います「2027-11-23,勤労感謝の日」"),
        ("2027/11/23", "行の形が違います"),
        ("2027/11/23,", "行の形が違います"),
        ("2027/11/23,祝日,余分", "行の形が違います"),
        ('2027/11/23,祝日"', "行の形が違います"),
        ('2027/11/23,"祝日', '引用符（"）が閉じていないか、セルの途中にあります'),
        ("2027/11/23,祝\u2028日", "行の形が違います"),
        ("2027/11/23,\u202e祝日", "行の形が違います"),
        ("２０２７/11/23,祝日", "行の形が違います"),
        ("27/11/23,祝日", "行の形が違います"),
        ("2027/11/23,祝\x00日", "行の形が違います「2027/11/23,祝?日」"),
        ("2027/2/29,祝日", "暦にない日付です「2027/2/29」"),
        ("2027/13/1,祝日", "暦にない日付です"),
        ("2027/1/1,元日", "2027/01/01は2行目にもあります"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong_and_what_is_allowed(row: str, problem: str) -> None:
    error = refusal(text(*ROWS_2027, row).encode("utf-8"))
    assert error.line == 19
    assert str(error).startswith(f"syukujitsu.csv: 19行目: {problem}")
    assert f"（使える値: {error.allowed}）" in str(error)


def test_a_very_long_line_is_shown_shortened() -> None:
    error = refusal(text("あ" * 5_000).encode("utf-8"))
    assert len(str(error)) < 200


def test_a_file_cut_short_is_not_taken_for_a_year_with_few_holidays() -> None:
    error = refusal(text(*ROWS_2027[:10]).encode("cp932"))
    assert str(error) == "syukujitsu.csv: 11行目: 2027年の祝日が10日です（使える値: 1年に16日から22日まで）"


def test_a_year_with_too_many_holidays_is_refused() -> None:
    extra = [f"2027/6/{number},休日" for number in range(1, 7)]
    assert "2027年の祝日が23日です" in str(refusal(text(*ROWS_2027, *extra).encode("cp932")))


def test_a_missing_year_is_refused() -> None:
    rows_2029 = [row.replace("2027", "2029") for row in ROWS_2027]
    error = refusal(text(*ROWS_2027, *rows_2029).encode("cp932"))
    assert (error.line, error.problem) == (19, "2027年の次が2029年で、間の年がありません")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "見出しの行がありません"),
        (b"<!DOCTYPE html><title>404</title>", "見出しの行がありません"),
        (text(*ROWS_2027[1:], header=ROWS_2027[0]).encode("cp932"), "見出しの行がありません"),
        (text().encode("cp932"), "祝日の行がありません"),
        (b"PK\x03\x04\x80\x81\x20\x82", "文字コードを読み取れません"),
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes, problem: str) -> None:
    assert refusal(content).problem == problem
