"""A file of people is looked at and taken in: new, changed, the same, doubtful."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from booking.people.importing.file import read_person_file
from booking.people.importing.look import look_at
from booking.people.importing.take_in import Looked, take_in
from booking.people.importing.verdicts import Doubt, ReadLine, Verdict, read_lines
from booking.people.importing.words import concern
from booking.people.records.fields import PersonField
from booking.tables import AuditLine, Office, RecordCorrection, Seeker
from database.base import db
from database.transactions import transact
from notifier.tables import Message
from tests.bookings.builders import all_of
from tests.days import day
from tests.town import FRIDAY_MORNING, HATSUE, MISAKI, TARO

TODAY = day("2026-11-20 Fri")
HEADER = "求職番号,氏名,カナ,生年月日,電話番号,住所,メールアドレス,有効期限"
HANA = "70000-0000101,髙﨑 花,タカサキ ハナ,1990/1/2,090-0000-0101,大村市見本町1,hana@example.com,2027/1/31"


def lines_of(*rows: str, header: str = HEADER) -> list[ReadLine]:
    """The lines of a file with these rows."""
    return read_lines(read_person_file("\r\n".join([header, *rows]).encode()).lines, today=TODAY)


def office_id(code: str = "omura") -> int:
    """The office whose file it is."""
    return db.session.scalars(select(Office.id).where(Office.code == code)).one()


def look(*rows: str, header: str = HEADER) -> list[tuple[Verdict, list[Doubt]]]:
    """What each line is, and its doubts."""
    judged = look_at(db.session(), lines_of(*rows, header=header), office_id=office_id())
    return [(one.verdict, [each.doubt for each in one.concerns]) for one in judged]


def bring_in(*rows: str, header: str = HEADER) -> Looked:
    """Take the rows in at Omura."""
    lines, office = lines_of(*rows, header=header), office_id()
    db.session.rollback()
    return sum(take_in(lines, office_id=office, actor="staff:1", now=FRIDAY_MORNING), Looked())


def seeker(number: str) -> Seeker:
    """The record with this number."""
    db.session.rollback()
    return db.session.scalars(select(Seeker).where(Seeker.seeker_number == number)).one()


@pytest.mark.each_engine
def test_somebody_new_is_registered_with_all_fields(app: Flask) -> None:
    assert bring_in(HANA).counts == {Verdict.NEW: 1}
    hana = seeker("70000-0000101")
    assert (hana.name, hana.kana, hana.birth_date) == ("髙﨑 花", "タカサキ ハナ", date(1990, 1, 2))
    assert (hana.phone, hana.email) == ("09000000101", "hana@example.com")
    assert (hana.registration_valid_until, hana.my_page_opened) == (day("2027-01-31 Sun"), False)


@pytest.mark.each_engine
def test_the_same_file_again_changes_nothing(app: Flask) -> None:
    bring_in(HANA)
    lines = len(all_of(AuditLine))
    assert bring_in(HANA).counts == {Verdict.SAME: 1}
    assert len(all_of(AuditLine)) == lines


@pytest.mark.each_engine
def test_validity_is_renewed_by_number_alone(app: Flask) -> None:
    assert bring_in(f"{MISAKI},2027/3/31", header="求職番号,有効期限").counts == {Verdict.CHANGED: 1}
    assert seeker(MISAKI).registration_valid_until == day("2027-03-31 Wed")
    assert all_of(AuditLine)[-1].facts == {"valid_until": True}


@pytest.mark.each_engine
def test_whoever_has_a_my_page_is_told_what_was_changed(app: Flask) -> None:
    bring_in(f"{MISAKI},,,,,大村市あたらし町2,,")
    (message,) = all_of(Message)
    assert (message.recipient, message.kind) == (f"seeker:{seeker(MISAKI).id}", "record_corrected")
    (correction,) = all_of(RecordCorrection)
    assert (correction.fields, correction.staff_id) == (["address"], 1)


def test_an_operators_file_names_no_member_of_staff(app: Flask) -> None:
    lines, office = lines_of(f"{MISAKI},,,,,大村市あたらし町2,,"), office_id()
    db.session.rollback()
    list(take_in(lines, office_id=office, actor="operator:command", now=FRIDAY_MORNING))
    assert [one.staff_id for one in all_of(RecordCorrection)] == [None]


def test_without_a_number_the_same_reading_and_birth_date_mean_the_person_on_record(app: Flask) -> None:
    transact(lambda session: session.execute(update(Seeker).values(office_id=office_id())))
    row = "タカシロ ミサキ,1991/12/29,大村市あたらし町2"
    assert bring_in(row, header="カナ,生年月日,住所").counts == {Verdict.CHANGED: 1}
    assert seeker(MISAKI).address == "大村市あたらし町2"


def test_whoever_has_no_number_and_nobody_knows_gets_one(app: Flask) -> None:
    bring_in("髙﨑 花,タカサキ ハナ,1990/1/2,大村市", header="氏名,カナ,生年月日,住所")
    (number,) = db.session.scalars(select(Seeker.seeker_number).where(Seeker.name == "髙﨑 花"))
    assert number.startswith("90000-")


@pytest.mark.parametrize(
    ("row", "doubts"),
    [
        ("70000-0000101,花,ハナ,1990/13/2,,大村市,,", [Doubt.FIELD]),
        ("70000-0000101,花,花,あした,12,大村市,hana@,いつか", [Doubt.FIELD] * 5),
        ("70000-0000101,,ハナ,1990/1/2,,,,", [Doubt.FIELD, Doubt.FIELD]),  # new, without name and address
        ("70000-0000101,花,ハナ,1990/1/2,,大村市,,,,余り", [Doubt.COLUMNS]),
        (f"{TARO},,,,,大村市,,", [Doubt.ELSEWHERE]),  # a person of Shiga
        (f"{MISAKI},,,1991/12/30,,,,", [Doubt.OTHER_BIRTH_DATE]),
        (f"{MISAKI},,,,,,misaki.new@example.com,", [Doubt.SIGNS_IN]),
        (f"{MISAKI},,,,,,,2026/11/21", [Doubt.EARLIER]),
        ("70000-0000101,花,ハナ,1990/1/2,,大村市,misaki@example.com,", [Doubt.EMAIL_TAKEN, Doubt.MAY_BE_KNOWN]),
        ("70000-0000101,髙城 美咲,タカシロ ミサキ,1991/12/29,,大村市,,", [Doubt.MAY_BE_KNOWN]),
        ("90000-00000001,花,ハナ,1990/1/2,,大村市,,", [Doubt.RESERVED]),
        (",花,,1990/1/2,,大村市,,", [Doubt.FIELD]),  # without number and reading nobody is named
    ],
)
def test_a_doubtful_line_says_why_and_is_not_taken_in(app: Flask, row: str, doubts: list[Doubt]) -> None:
    assert look(row) == [(Verdict.DOUBTFUL, doubts)]
    before = _everything()
    assert bring_in(row).counts == {Verdict.DOUBTFUL: 1}
    assert _everything() == before


def test_two_lines_that_mean_one_person_are_both_in_doubt(app: Flask) -> None:
    assert look(HANA, HANA.replace("大村市", "諫早市")) == [(Verdict.DOUBTFUL, [Doubt.TWICE])] * 2


def test_every_doubt_is_said_in_words(app: Flask) -> None:
    rows = (f"{MISAKI},,,1991/12/30,,,misaki.new@example.com,2026/11/21", f"{HATSUE},x,y,z,1,2,3,4,5", HANA, HANA)
    judged = look_at(db.session(), lines_of(*rows), office_id=office_id())
    said = [concern(each) for one in judged for each in one.concerns]
    assert len(said) >= 6
    assert all(sentence.endswith("。") or "例：" in sentence for sentence in said)


def test_good_lines_come_in_beside_doubtful_ones(app: Flask) -> None:
    outcome = bring_in(f"{TARO},,,,,大村市,,", HANA)
    assert outcome.counts == {Verdict.DOUBTFUL: 1, Verdict.NEW: 1}
    assert [one.line.number for one in outcome.doubtful] == [2]


def test_an_empty_cell_erases_nothing(app: Flask) -> None:
    assert look(f"{MISAKI},,,,,,,") == [(Verdict.SAME, [])]


def test_what_stopped_half_way_goes_on(app: Flask) -> None:
    rows = [f"70000-0000{n},人{n},ヒト,19{50 + n % 50}/1/{n % 28 + 1},,大村市{n},," for n in range(200, 350)]
    lines, office = lines_of(*rows), office_id()
    db.session.rollback()
    next(take_in(lines, office_id=office, actor="staff:1", now=FRIDAY_MORNING))  # and the process dies
    assert bring_in(*rows).counts[Verdict.NEW] < 150
    known = select(func.count(Seeker.id)).where(Seeker.seeker_number.between("70000-0000200", "70000-0000349"))
    assert db.session.scalar(known) == 150


def _everything() -> list[tuple[object, ...]]:
    db.session.rollback()
    fields = [PersonField.NAME, PersonField.ADDRESS, PersonField.EMAIL]
    return [tuple(getattr(one, field.value) for field in fields) for one in all_of(Seeker)]
