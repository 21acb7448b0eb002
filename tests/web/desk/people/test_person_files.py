"""A manager hands in a file of people and has it taken in."""

from io import BytesIO

import pytest
from flask import Flask

from booking import jobs
from booking.people.importing.file import LARGEST_FILE
from tests.web.staff_visits import MANAGER, StaffVisit

HEADER = "求職番号,氏名,カナ,生年月日,住所,メモ\r\n"
HANA = "70000-0000101,髙﨑 花,タカサキ ハナ,1990/1/2,大村市,x\r\n"


def handed_in(app: Flask, content: bytes, *, office: str = "omura") -> StaffVisit:
    """A manager who has handed a file in."""
    visit = StaffVisit(app).sign_in(MANAGER)
    visit.open("/desk/seekers/files")
    visit.press("調べる", office=office, file=(BytesIO(content), "people.csv"))
    return visit


def work(app: Flask) -> None:
    """The job comes round."""
    with app.app_context():
        jobs.work_person_files()


def test_a_file_is_looked_at_and_then_taken_in(sqlite_app: Flask) -> None:
    visit = handed_in(sqlite_app, f"{HEADER}{HANA}1,2,3,4,5,6\r\n".encode("cp932"))
    assert "調べています（2行のうち0行）" in visit.answer.text
    assert "読みとばした列：メモ" in visit.answer.text
    work(sqlite_app)
    visit.reload()
    assert "まだ取り込んでいません" in visit.answer.text
    assert "求職番号は、5けたと4けた～8けたの数字です" in visit.answer.text
    visit.press("新しい方と変わる方を取り込む")
    work(sqlite_app)
    visit.reload()
    assert "取り込みました" in visit.answer.text
    visit.open("/desk/seekers")
    assert "髙﨑 花" in visit.press("さがす", q="タカサキ").text


def test_a_file_that_is_not_wanted_is_erased(sqlite_app: Flask) -> None:
    visit = handed_in(sqlite_app, f"{HEADER}{HANA}".encode())
    work(sqlite_app)
    visit.reload()
    assert "取り込まずに消しました" in visit.press("取り込まずに消す").text


@pytest.mark.parametrize(
    ("content", "office", "said"),
    [
        (b"", "omura", "CSVファイルを選んでください"),
        (f"{HEADER}{HANA}".encode(), "nowhere", "どの安定所の方かを選んでください"),
        (b"\x81\xff\x00\x9f,\xff", "omura", "文字を読めません"),
        ("氏名\r\n花\r\n".encode(), "omura", "どの方の行か分かりません"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_kept(
    sqlite_app: Flask, content: bytes, office: str, said: str
) -> None:
    visit = handed_in(sqlite_app, content, office=office)
    assert visit.answer.status_code == 422
    assert said in visit.answer.text
    assert "最近のファイル" not in visit.answer.text


def test_a_file_of_an_office_is_taken_whole_and_a_larger_one_refused(sqlite_app: Flask) -> None:
    rows = "".join(f"70000-0{n:06},花,ハナ,1990/1/2,大村市見本町の長い住所,x\r\n" for n in range(5_000))
    assert len(rows.encode()) > 256 * 1024
    assert "5,000行" in handed_in(sqlite_app, f"{HEADER}{rows}".encode()).answer.text
    assert handed_in(sqlite_app, b"x" * (LARGEST_FILE + 1)).answer.status_code == 422
    assert handed_in(sqlite_app, b"x" * (LARGEST_FILE + 32 * 1024)).answer.status_code == 413


def test_nothing_else_takes_such_a_body(sqlite_app: Flask) -> None:
    visit = StaffVisit(sqlite_app).sign_in(MANAGER)
    visit.open("/desk/pool")
    assert visit.press("内容を確かめる", file=(BytesIO(b"x" * 300_000), "pool.csv")).status_code == 413
