"""The rules that an office file must keep, each refused with file, key and what is allowed."""

from dataclasses import replace
from datetime import date, time

import pytest

from booking.offices.file.check import check_codes, check_hosts, check_office
from booking.offices.file.shape import Office, Procedure, Timetable, WeeklyStart
from tests.offices.conftest import Complaints, ReadOffice

SHIGA = "procedures[shiga-soudan]"
SHIOMIZAKA = "procedures[shiomizaka-soudan]"
WED = 2


@pytest.mark.parametrize(
    ("written", "changed", "key", "allowed"),
    [
        ('code = "shiga"', 'code = "Shiga"', "code", "英小文字"),
        ('code = "shiga"', 'code = "s"', "code", "2～40字"),
        ('department = "オンライン職業相談"', 'department = " "', "department", "空でない"),
        ('phone = "077-563-0350"', 'phone = "077-563-035"', "phone", "10けたか11けた"),
        ('phone = "077-563-0350"', 'phone = "077-563-０３５０"', "phone", "半角"),
        ('desk_opens = "09:00"', 'desk_opens = "17:00"', "desk_closes", "desk_opens より後"),
        ("length_minutes = 45", "length_minutes = 40", f"{SHIGA}.length_minutes", "30、45"),
        ("lead_open_days = 2", "lead_open_days = 0", f"{SHIGA}.lead_open_days", "1から10まで"),
        ("window_days = 28", "window_days = 8", f"{SHIGA}.window_days", "9から180まで"),
        ("= 2\nwindow_days = 28", "= 10\nwindow_days = 14", f"{SHIGA}.window_days", "15以上"),
        ('["phone", "counter"]', "[]", f"{SHIGA}.channels", "web、phone、counter"),
        ('["phone", "counter"]', '["phone", "phone"]', f"{SHIGA}.channels", "1回"),
        (', counter = "notice"', "", f"{SHIGA}.mail_carries.counter", "notice"),
        ('version = "2026-10-01"', 'version = ""', f"{SHIGA}.terms.version", "空でない"),
        ('desks = ["shiga-desk-1"]', "desks = []", f"{SHIGA}.desks", "shiga-desk-1"),
        ('desks = ["shiga-desk-1"]', 'desks = ["desk-9"]', f"{SHIGA}.desks", "shiga-desk-1"),
        ('"licensed"', '"basic"', f"{SHIGA}.desks", "licensed"),
        ("rest_minutes = 15", "rest_minutes = 10", "desks[shiga-desk-1].rest_minutes", "0、15"),
        ('"shiga-desk-1@example.com"', '"shiga-desk-1"', "desks[shiga-desk-1].zoom_host", "desk@example.com"),
        ('phone_only_reason = "', 'phone_only_reason = "" # "', f"{SHIGA}.phone_only_reason", "空でない"),
    ],
)
def test_a_value_against_a_rule_is_refused_with_what_is_allowed(
    complaints: Complaints, written: str, changed: str, key: str, allowed: str
) -> None:
    (line,) = complaints("shiga", (written, changed))
    assert line.startswith(f"shiga.toml: {key}: ")
    assert allowed in line.partition("使える値: ")[2]


def test_a_code_stands_once_in_its_office(complaints: Complaints) -> None:
    lines = complaints("shiomizaka", ('code = "shiomizaka-desk-2"', 'code = "shiomizaka-desk-1"'))
    assert any(line.startswith("shiomizaka.toml: desks[shiomizaka-desk-1]: 同じコード") for line in lines)


def test_an_extra_opening_is_no_closing_day(complaints: Complaints) -> None:
    (line,) = complaints("shiomizaka", ("day = 2026-12-12", "day = 2026-12-11"))
    assert line.startswith("shiomizaka.toml: extra_openings[2026-12-11].day: この日は閉庁日")


def test_an_extra_opening_knows_only_the_procedures_of_its_office(complaints: Complaints) -> None:
    (line,) = complaints("shiomizaka", ("{ shiomizaka-soudan", "{ nintei"))
    assert line.startswith("shiomizaka.toml: extra_openings[2026-12-12].starts.nintei: この手続きはありません")
    assert "使える値: shiomizaka-soudan" in line


def test_a_basic_host_needs_a_rest(complaints: Complaints) -> None:
    basic = 'host_licence = "basic" # enough for 30 minutes\n'
    (line,) = complaints("shiomizaka", (f"{basic}rest_minutes = 15", f"{basic}rest_minutes = 0"))
    assert line.startswith("shiomizaka.toml: desks[shiomizaka-desk-2].rest_minutes: ")


@pytest.mark.parametrize(
    ("starts", "what"),
    [
        ('"10:05"', "10:05 は15分の区切りではありません（使える値: 00分、15分、30分、45分）"),
        ('"10:00", "10:15"', "10:00 からの相談（30分）と 10:15 が重なります（使える値: 10:30 以降）"),
        ('"10:00", "10:00"', "10:00 からの相談（30分）と 10:00 が重なります（使える値: 10:30 以降）"),
        ('"23:30"', "23:30 からの相談と休みが夜の12時を過ぎます（使える値: より早い時刻）"),
    ],
)
def test_starts_keep_the_grid_and_do_not_overlap(complaints: Complaints, starts: str, what: str) -> None:
    (line,) = complaints("shiomizaka", ('wed = ["13:30", "14:30"]', f"wed = [{starts}]"))
    assert line == f"shiomizaka.toml: {SHIOMIZAKA}.timetables[2020-01-01].weekly.wed: {what}"


def test_a_desk_without_its_rest_is_refused_on_an_extra_opening_too(complaints: Complaints) -> None:
    lines = complaints("shiomizaka", ('"10:00", "11:00", "13:30"', '"10:00", "10:30"'))
    assert len(lines) == 2  # both desks
    assert lines[0].startswith("shiomizaka.toml: extra_openings[2026-12-12].starts.shiomizaka-soudan: 10:30 は")
    assert "10:45 以降" in lines[0]


def with_weekly(procedure: Procedure, *timetables: tuple[date, str]) -> Procedure:
    """`procedure` on the first desk with one start each Wednesday from each of these days on."""
    starts = [(day, (WeeklyStart(WED, time.fromisoformat(clock)),)) for day, clock in timetables]
    return replace(procedure, timetables=tuple(Timetable(*pair) for pair in starts), desks=("omura-desk-1",))


def with_procedures(office: Office, *procedures: Procedure) -> Office:
    return replace(office, procedures=procedures)


MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(("nintei_starts", "problems"), [("10:30", 1), ("10:45", 0), ("09:30", 1), ("09:15", 0)])
def test_procedures_that_share_a_desk_leave_its_rest_between_them(
    office: ReadOffice, nintei_starts: str, problems: int
) -> None:
    omura = office("omura")
    soudan, nintei = omura.procedures
    shared = with_procedures(omura, with_weekly(soudan, (MAY, "10:00")), with_weekly(nintei, (MAY, nintei_starts)))
    assert len(check_office(shared)) == problems


def test_timetables_that_never_hold_together_may_use_the_desk_at_the_same_time(office: ReadOffice) -> None:
    omura = office("omura")
    soudan, nintei = omura.procedures
    moved = with_weekly(soudan, (MAY, "10:00"), (JUNE, "15:00"))
    assert not check_office(with_procedures(omura, moved, with_weekly(nintei, (JUNE, "10:00"))))
    assert check_office(with_procedures(omura, moved, with_weekly(nintei, (MAY, "15:00"))))


def test_a_host_belongs_to_one_desk_whatever_its_case(complaints: Complaints) -> None:
    (line,) = complaints("shiomizaka", ("shiomizaka-desk-2@example.com", "Shiomizaka-Desk-1@example.com"))
    assert line.startswith("shiomizaka.toml: desks[shiomizaka-desk-2].zoom_host: このホストは")


def test_two_offices_share_no_host(office: ReadOffice) -> None:
    omura, shiga = office("omura"), office("shiga")
    desk = replace(shiga.desks[0], zoom_host=omura.desks[1].zoom_host)
    (problem,) = check_hosts([omura, replace(shiga, desks=(desk,))])
    assert (problem.file, problem.key) == ("shiga.toml", "desks[shiga-desk-1].zoom_host")
    assert "ハローワーク大村" in problem.what


def test_two_offices_share_no_procedure_code(office: ReadOffice) -> None:
    omura, shiga = office("omura"), office("shiga")
    soudan = replace(shiga.procedures[0], code="omura-soudan")
    (problem,) = check_codes([omura, with_procedures(shiga, soudan)])
    assert (problem.file, problem.key) == ("shiga.toml", "procedures[omura-soudan].code")
