"""The office switch: lists show the chosen office, links open every own one."""

import pytest
from flask import Flask

from tests.bookings.town_bookings import booked
from tests.town import MISAKI
from tests.web.staff_visits import MANAGER, SHIGA_CLERK, StaffVisit

FRI_27, KAKUTO = "/desk?day=2026-11-27", "70000-0000003"


@pytest.fixture
def numbers(sqlite_app: Flask) -> tuple[str, str]:
    """One booking at Omura, one at Shiomizaka, on Friday 27 November."""
    with sqlite_app.app_context():
        at_omura = booked(MISAKI, "2026-11-27 10:00", procedure="omura-soudan")
        return at_omura, booked(KAKUTO, "2026-11-27 10:00", procedure="shiomizaka-soudan")


@pytest.fixture
def manager(sqlite_app: Flask, numbers: tuple[str, str]) -> StaffVisit:
    return StaffVisit(sqlite_app).sign_in(MANAGER)


def test_the_sheet_shows_the_chosen_office_until_all_are_chosen(manager: StaffVisit, numbers: tuple[str, str]) -> None:
    at_omura, at_shiomizaka = numbers
    manager.open(FRI_27)
    sheet = manager.press("切り替える", office="omura").text
    assert f"b-{at_omura}" in sheet
    assert f"b-{at_shiomizaka}" not in sheet
    assert at_shiomizaka in manager.press("切り替える", office="all").text


def test_another_own_booking_still_opens(manager: StaffVisit, numbers: tuple[str, str]) -> None:
    manager.open(FRI_27)
    manager.press("切り替える", office="omura")
    assert manager.open(f"/desk/bookings/{numbers[1]}").status_code == 200
    assert manager.open(f"/desk/bookings/{numbers[1]}/desk").status_code == 200


def test_an_open_sheet_keeps_its_office_whatever_another_tab_chooses(
    manager: StaffVisit, numbers: tuple[str, str]
) -> None:
    manager.open(FRI_27)
    manager.press("切り替える", office="omura")
    assert numbers[1] in manager.open("/desk/live?day=2026-11-27&office=shiomizaka").text


def test_the_search_finds_people_of_the_chosen_office_alone_and_says_so(manager: StaffVisit) -> None:
    manager.open("/desk/seekers")
    assert "の方だけをさがします" in manager.press("切り替える", office="shiga").text
    assert "合う方が見つかりません" in manager.press("さがす", q="タカシロ").text


def test_the_statistics_begin_with_the_chosen_office(manager: StaffVisit) -> None:
    manager.open("/desk/statistics?office=shiga")
    assert '<option value="omura" selected>' in manager.press("切り替える", office="omura").text


@pytest.mark.parametrize("code", ["nara", "", "OMURA"])
def test_an_office_of_others_cannot_be_chosen(manager: StaffVisit, code: str, numbers: tuple[str, str]) -> None:
    manager.open(FRI_27)
    manager.press("切り替える", office=code)
    assert numbers[1] in manager.open(FRI_27).text


def test_staff_of_one_office_have_nothing_to_switch(sqlite_app: Flask) -> None:
    clerk = StaffVisit(sqlite_app).sign_in(SHIGA_CLERK)
    assert "切り替える" not in clerk.open("/desk").text
