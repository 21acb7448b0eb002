"""Rules with a first day in office files: read, written, compared, and refused with the key that says them."""

from dataclasses import replace

import pytest

from booking.offices.file.differences import differences
from booking.offices.file.read import read_office
from booking.offices.file.shape import Office
from booking.offices.file.write import write_office
from tests.days import day
from tests.offices.conftest import Complaints, ReadOffice, office_text

TIMETABLES = "[[procedures.timetables]]"
APRIL = "[[procedures.rules]]\nvalid_from = 2027-04-01\n"  # a Thursday


def with_rules(*entries: str, code: str = "shiga") -> str:
    """The office's file with these entries of dated rules at its only procedure."""
    return office_text(code).replace(TIMETABLES, "\n".join([*entries, TIMETABLES]))


def read(*entries: str, code: str = "shiga") -> Office:
    return read_office(with_rules(*entries, code=code), file_name=f"{code}.toml")


def test_what_is_not_named_stays_as_it_was() -> None:
    (soudan,) = read(f"{APRIL}lead_open_days = 3").procedures
    before, after = soudan.on(day("2027-03-31 Wed")), soudan.on(day("2027-04-01 Thu"))
    assert (before.lead_open_days, after.lead_open_days) == (2, 3)
    assert replace(after, lead_open_days=2) == before


def test_entries_stand_in_the_order_of_their_days() -> None:
    may = "[[procedures.rules]]\nvalid_from = 2027-05-01\nlead_open_days = 4"
    (soudan,) = read(may, f"{APRIL}lead_open_days = 3").procedures
    assert [entry.valid_from.month for entry in soudan.rules] == [4, 5]


@pytest.mark.parametrize(
    "entry",
    [
        "lead_open_days = 3\nwindow_days = 42\nlength_minutes = 30\nmax_open_bookings = 2\nlate_minutes = 10",
        'web_cutoff_time = "17:15"',
        'web_cutoff_time = "24:00"',
        'channels = ["web", "phone"]\nmail_carries = { web = "link", phone = "notice" }',
        'cautions = ["録音はできません。"]\nentering = "時間になったら入ってください。"\nlate_booking_allowed = true',
        'terms = { version = "2027-04-01", paragraphs = ["新しい規約です。"] }',
    ],
)
def test_an_office_with_dated_rules_comes_back_as_it_was(entry: str) -> None:
    office = read(APRIL + entry)
    assert read_office(write_office(office), file_name="written.toml") == office


def test_a_cut_off_time_ends_on_a_day() -> None:
    entry = f'{APRIL}web_cutoff_time = "24:00"'
    (soudan,) = read(entry, code="shiomizaka").procedures
    assert soudan.web_cutoff_time is not None
    assert soudan.on(day("2027-04-01 Thu")).web_cutoff_time is None


def test_what_changes_from_which_day_on_is_told(office: ReadOffice) -> None:
    april = read(f"{APRIL}lead_open_days = 3")
    key = "procedures[shiga-soudan].rules[2027-04-01]"
    assert [str(one) for one in differences(office("shiga"), april)] == [
        f"{key}: （なし） → valid_from 2027-04-01、lead_open_days 3"
    ]
    (difference,) = differences(april, read(f"{APRIL}lead_open_days = 4"))
    assert str(difference) == f"{key}.lead_open_days: 3 → 4"


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("lead_open_days = 0", "rules[2027-04-01].lead_open_days: 数の範囲"),
        ("window_days = 8", "rules[2027-04-01].window_days: 数の範囲"),
        ("length_minutes = 40", "rules[2027-04-01].length_minutes: 相談の長さが正しくありません（使える値: 30、45"),
        ("cautions = []", "rules[2027-04-01].cautions: 空か"),
        ('entering = ""', "rules[2027-04-01].entering: 空に"),
        ('channels = ["web"]', "rules[2027-04-01].mail_carries.web: この受付方法"),
        ('web_cutoff_time = "25:00"', "rules[2027-04-01].web_cutoff_time: 時刻として"),
        ('title = "別の名前"', "rules[2027-04-01].title: このキーは使えません"),
        ("", "rules[2027-04-01]: 変わる値がひとつも"),
        ('terms = { version = "2026-10-01", paragraphs = ["ちがう。"] }', "rules[2027-04-01].terms: 同じ版のまま"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_where_it_stands(complaints: Complaints, entry: str, complaint: str) -> None:
    (line,) = complaints("shiga", (TIMETABLES, f"{APRIL}{entry}\n\n{TIMETABLES}"))
    assert complaint in line


def test_a_day_stands_once(complaints: Complaints) -> None:
    (line,) = complaints("shiga", (TIMETABLES, f"{APRIL}lead_open_days = 3\n{APRIL}lead_open_days = 4\n{TIMETABLES}"))
    assert "rules[2027-04-01]: 同じ日付が2回" in line


def test_an_entry_without_a_day_is_refused(complaints: Complaints) -> None:
    (line,) = complaints("shiga", (TIMETABLES, f"[[procedures.rules]]\nlead_open_days = 3\n{TIMETABLES}"))
    assert "rules[#1].valid_from: 必要なキー" in line


def test_a_longer_consultation_must_fit_between_the_starts_of_its_days(complaints: Complaints) -> None:
    crowded = (
        'wed = ["09:30", "10:30", "13:30", "15:00"]',
        'wed = ["09:30", "10:15", "13:30", "15:00"]',
    )
    shorter = ("length_minutes = 45", "length_minutes = 30")
    entry = (TIMETABLES, f"{APRIL}length_minutes = 45\n\n{TIMETABLES}")
    lines = complaints("shiga", shorter, crowded, entry)
    assert all("wed" in line and "09:30" in line for line in lines)


def test_a_basic_host_cannot_take_what_becomes_longer(complaints: Complaints) -> None:
    basic = ('host_licence = "licensed"', 'host_licence = "basic"')
    shorter = ("length_minutes = 45", "length_minutes = 30")
    (line,) = complaints("shiga", basic, shorter, (TIMETABLES, f"{APRIL}length_minutes = 45\n\n{TIMETABLES}"))
    assert "rules[2027-04-01].desks" in line
    assert "40分で切れます" in line
