"""At the desk: two records of one person side by side, made one, and two again within a day."""

import pytest
from flask import Flask

from booking.people.records.register import NewRecord, register
from tests.people.records.test_register import MIHOKO
from tests.town import FRIDAY_MORNING, MISAKI, TARO, StandingClock, seeker_id
from tests.web.staff_visits import COUNSELLOR, OMURA_CLERK, StaffVisit, audit_acts

OTHER = "42040-0000021"
MERGE, UNDO = "1つにまとめる", "もとの2つの登録に戻す"


@pytest.fixture
def two_records(sqlite_app: Flask) -> Flask:
    """Misaki is registered a second time at Omura, under another name and number."""
    with sqlite_app.app_context():
        register(NewRecord(MIHOKO, office_id=1, number=OTHER), actor="test", now=FRIDAY_MORNING)
    return sqlite_app


def id_of(app: Flask, number: str) -> int:
    with app.app_context():
        return seeker_id(number)


def at_both(app: Flask) -> StaffVisit:
    """Omura's clerk, with both records side by side."""
    visit = StaffVisit(app).sign_in(OMURA_CLERK)
    misaki = visit.open_checked(MISAKI)
    visit.open(f"/desk/seekers/{id_of(app, OTHER)}")
    assert "新川 見本子" in visit.open(f"/desk/seekers/{misaki}/merge").text
    visit.open(f"/desk/seekers/{misaki}/merge/{id_of(app, OTHER)}")
    return visit


def test_both_are_shown_and_made_one_under_the_chosen_number(two_records: Flask) -> None:
    visit = at_both(two_records)
    for shown in ("髙城 美咲", "新川 見本子", MISAKI, OTHER):
        assert shown in visit.answer.text
    answer = visit.press(MERGE, number=OTHER)
    assert "登録を1つにまとめました" in answer.text
    assert OTHER in answer.text
    assert [act.split()[1] for act in audit_acts(two_records)].count("merge_records") == 1


def test_the_card_of_the_merged_record_leads_to_the_kept_one(two_records: Flask) -> None:
    other = id_of(two_records, OTHER)
    visit = at_both(two_records)
    visit.press(MERGE, number=MISAKI)
    assert visit.open(f"/desk/seekers/{other}").request.path == f"/desk/seekers/{id_of(two_records, MISAKI)}"
    assert visit.open(f"/desk/seekers/{other}/slip").status_code == 410


def test_it_is_taken_back_from_the_card_within_a_day(two_records: Flask) -> None:
    other, visit = id_of(two_records, OTHER), at_both(two_records)
    visit.press(MERGE, number=OTHER)
    assert "もとの2つの登録に戻しました" in visit.press(UNDO).text
    assert "新川 見本子" in visit.open(f"/desk/seekers/{other}").text
    assert id_of(two_records, OTHER) == other


def test_after_a_day_nothing_offers_it(two_records: Flask, clock: StandingClock) -> None:
    visit = at_both(two_records)
    visit.press(MERGE, number=MISAKI)
    clock.move(days=1)
    assert UNDO not in visit.open(f"/desk/seekers/{id_of(two_records, MISAKI)}").text


def test_what_stands_against_it_is_said_with_what_to_do(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(OMURA_CLERK)
    misaki, kakuto = visit.open_checked(MISAKI), id_of(sqlite_app, "70000-0000003")
    page = visit.open(f"/desk/seekers/{misaki}/merge/{kakuto}").text
    assert "マイページが2つあります" in page
    assert "使わないマイページを退会していただいて" in page
    assert visit.press(MERGE, number=MISAKI).status_code == 409


@pytest.mark.parametrize("number", ["", "70000-0000001", "nonsense"])
def test_a_number_of_neither_is_refused(two_records: Flask, number: str) -> None:
    answer = at_both(two_records).press(MERGE, number=number)
    assert answer.status_code == 409
    assert "残す求職番号を選んでください" in answer.text


def test_it_needs_the_identity_check_and_both_records_to_be_open(two_records: Flask) -> None:
    visit = StaffVisit(two_records).sign_in(OMURA_CLERK)
    misaki = id_of(two_records, MISAKI)
    assert visit.open(f"/desk/seekers/{misaki}/merge").status_code == 403
    visit.open_checked(MISAKI)
    assert visit.open(f"/desk/seekers/{misaki}/merge/{id_of(two_records, TARO)}").status_code == 404
    colleague = StaffVisit(two_records).sign_in(COUNSELLOR)
    assert colleague.open(f"/desk/seekers/{misaki}/merge").status_code == 403
