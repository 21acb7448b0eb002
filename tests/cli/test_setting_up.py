"""`madoguchi init`, `sample` and `staff create`."""

import csv
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from booking.cli.wiring import prepared_app
from booking.people.refusals import WrongPassword
from booking.people.sign_in.by_password import sign_in
from booking.tables import Desk, Procedure, Realm
from tests.bookings.builders import all_of
from tests.cli.conftest import Answer, Madoguchi
from tests.town import FRIDAY_MORNING

KEY = "a key of the tests that has more than 32 bytes"
PRODUCTION = {
    "MADOGUCHI_ENV": "production",
    "MADOGUCHI_SECRET_KEY": KEY,
    "MADOGUCHI_DATA_KEYS": KEY,
    "MADOGUCHI_AUDIT_KEY": KEY,
    "MADOGUCHI_BASE_URL": "https://madoguchi.example.jp",
    "MADOGUCHI_MEETINGS": "pool",
    "MADOGUCHI_MAIL_URL": "smtp://mail.example.jp/?from=madoguchi@example.jp",
}
NEW_CLERK = ("staff", "create", "shin@example.com", "--name", "受付 新", "--role", "clerk", "--office", "omura")


@contextmanager
def service() -> Iterator[Flask]:
    with prepared_app() as app:
        yield app


def printed_password(answer: Answer) -> str:
    found = re.search(r"with the password (\S+)", answer.printed)
    assert found, answer.complaint
    return found[1]


def procedures() -> set[str]:
    with service():
        return {procedure.code for procedure in all_of(Procedure)}


def may_sign_in(email: str, password: str) -> bool:
    with service():
        return bool(
            sign_in(realm=Realm.DESK, login=email, password=password, known_browser=None, real_now=FRIDAY_MORNING)
        )


def test_init_makes_the_tables_and_the_offices_once(
    bare_madoguchi: Madoguchi, operator: pytest.MonkeyPatch, empty_database_url: str
) -> None:
    operator.setenv("MADOGUCHI_DATABASE_URL", empty_database_url)
    first, again = bare_madoguchi("init"), bare_madoguchi("init")
    assert "imported ハローワーク大村" in first.printed
    assert (again.status, again.printed) == (0, "the database is up to date\n")


@pytest.fixture
def production(operator: pytest.MonkeyPatch, sqlite_url: str) -> None:
    """Settings with which production starts, on a database without offices."""
    operator.delenv("MADOGUCHI_NOW")
    for name, value in {**PRODUCTION, "MADOGUCHI_DATABASE_URL": sqlite_url}.items():
        operator.setenv(name, value)


def test_production_takes_in_no_office_that_nobody_named(production: None, bare_madoguchi: Madoguchi) -> None:
    answer = bare_madoguchi("init")
    assert (answer.status, "imported" in answer.printed) == (0, False)
    assert "there is no office yet: name those of this version (--office CODE)" in answer.printed


def test_production_takes_in_the_named_offices_without_what_is_made_up(
    production: None, bare_madoguchi: Madoguchi
) -> None:
    answer = bare_madoguchi("init", "--office", "omura", "--office", "shiga")
    assert procedures() == {"omura-soudan", "shiga-soudan"}
    assert "left out omura-nintei: 失業認定の窓口・曜日・時間・長さは、この予約サービスの見本として" in answer.printed
    assert "mind shiga-soudan: 相談の曜日と時間、予約を始める日" in answer.printed
    with service():
        assert [desk.code for desk in all_of(Desk)] == ["omura-desk-1", "shiga-desk-1"]


@pytest.mark.parametrize(
    ("named", "taken"),
    [
        (["omura", "--with-invented"], {"omura-soudan", "omura-nintei"}),
        (["shiomizaka"], {"shiomizaka-soudan"}),
        (["omura", "--office", "omura"], {"omura-soudan"}),
    ],
)
def test_what_is_made_up_is_taken_in_when_it_is_asked_for(
    production: None, bare_madoguchi: Madoguchi, named: list[str], taken: set[str]
) -> None:
    assert bare_madoguchi("init", "--office", *named).status == 0
    assert procedures() == taken
    assert bare_madoguchi("init", "--office", *named).printed == "the database is up to date\n"


def test_an_office_that_does_not_come_with_this_version_is_told_beside_those_that_do(
    production: None, bare_madoguchi: Madoguchi
) -> None:
    answer = bare_madoguchi("init", "--office", "tokyo")
    assert answer.status == 1
    assert "'tokyo'; there are: omura, shiga, shiomizaka" in answer.complaint


def test_an_administrator_without_any_office_is_not_made(production: None, bare_madoguchi: Madoguchi) -> None:
    answer = bare_madoguchi("init", "--admin", "kanri@city.example.jp")
    assert (answer.status, "import one first" in answer.complaint) == (1, True)
    again = bare_madoguchi("init", "--office", "omura", "--admin", "kanri@city.example.jp")
    assert may_sign_in("kanri@city.example.jp", printed_password(again))


def test_development_takes_in_those_named_alone(
    bare_madoguchi: Madoguchi, operator: pytest.MonkeyPatch, sqlite_url: str
) -> None:
    operator.setenv("MADOGUCHI_DATABASE_URL", sqlite_url)
    bare_madoguchi("init", "--office", "omura")
    assert procedures() == {"omura-soudan", "omura-nintei"}


def test_init_leaves_an_office_as_the_database_has_it(madoguchi: Madoguchi, tmp_path: Path) -> None:
    file = tmp_path / "omura.toml"
    madoguchi("office", "export", "omura", file)
    file.write_text(file.read_text(encoding="utf-8").replace("08:30", "08:45"), encoding="utf-8")
    madoguchi("office", "import", file, "--yes")
    madoguchi("init")
    assert madoguchi("office", "import", file).printed == "nothing to change\n"


def test_init_makes_a_first_administrator_who_can_sign_in(madoguchi: Madoguchi) -> None:
    password = printed_password(madoguchi("init", "--admin", "kanri@city.example.jp"))
    assert may_sign_in("kanri@city.example.jp", password)


def test_the_made_up_people_sign_in_as_before_when_made_again(madoguchi: Madoguchi) -> None:
    first, again = madoguchi("sample"), madoguchi("sample")
    assert first.printed == again.printed
    assert "misaki@example.com" in first.printed


def test_logins_are_written_for_the_operator_alone(madoguchi: Madoguchi, tmp_path: Path) -> None:
    madoguchi("sample", "--logins", "logins.csv")
    file = tmp_path / "logins.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    with file.open(encoding="utf-8", newline="") as rows:
        clerk = next(row for row in csv.DictReader(rows) if row["email"] == "uketsuke.omura@example.com")
    assert list(clerk) == ["role", "email", "password"]
    assert clerk["role"] == "clerk"
    assert may_sign_in(clerk["email"], clerk["password"])


def test_a_folder_that_is_not_there_is_named(madoguchi: Madoguchi) -> None:
    answer = madoguchi("sample", "--logins", "nowhere/logins.csv")
    assert (answer.status, answer.complaint) == (1, "madoguchi: nowhere/logins.csv: No such file or directory\n")


def test_a_new_clerk_signs_in_with_the_printed_password(madoguchi: Madoguchi) -> None:
    assert may_sign_in("shin@example.com", printed_password(madoguchi(*NEW_CLERK)))


def test_a_new_clerks_address_is_read_as_the_sign_in_page_reads_it(madoguchi: Madoguchi) -> None:
    typed = (" Ｓｈｉｎ＠ｅｘａｍｐｌｅ．ｃｏｍ" if word == "shin@example.com" else word for word in NEW_CLERK)
    answer = madoguchi(*typed)
    assert answer.printed.startswith("shin@example.com signs in")
    assert may_sign_in("shin@example.com", printed_password(answer))


def test_whom_no_colleague_can_help_gets_a_new_password(madoguchi: Madoguchi) -> None:
    first = printed_password(madoguchi(*NEW_CLERK))
    answer = madoguchi("staff", "reset", "shin@example.com")
    assert "set up again" in answer.printed
    assert may_sign_in("shin@example.com", printed_password(answer))
    with pytest.raises(WrongPassword):
        may_sign_in("shin@example.com", first)


def test_nobody_is_reset_by_an_address_that_no_staff_have(madoguchi: Madoguchi) -> None:
    answer = madoguchi("staff", "reset", "nobody@example.com")
    assert (answer.status, "nobody of the staff signs in with nobody@example.com" in answer.complaint) == (1, True)


def test_an_address_belongs_to_one_member_of_staff(madoguchi: Madoguchi) -> None:
    madoguchi(*NEW_CLERK)
    answer = madoguchi(*NEW_CLERK)
    assert (answer.status, answer.complaint) == (1, "madoguchi: shin@example.com is taken by another account\n")


@pytest.mark.parametrize(
    ("written", "changed", "status", "complaint"),
    [
        ("omura", "tokyo", 1, "no office has the code 'tokyo'"),
        ("clerk", "king", 2, "'king'"),
        ("shin@example.com", "shin", 2, "'shin' is not an address like kyoko@example.com"),
        ("shin@example.com", "shin @example.com", 2, "is not an address"),
        ("shin@example.com", "新@example.com", 2, "is not an address"),
        ("受付 新", "", 2, "a name has 1 to 100 letters on one line"),
        ("受付 新", "　", 2, "a name has 1 to 100 letters on one line"),
        ("受付 新", "\u200b", 2, "a name has 1 to 100 letters on one line"),
        ("受付 新", "\r\nx", 2, "a name has 1 to 100 letters on one line"),
        ("受付 新", "受付\u2028新", 2, "a name has 1 to 100 letters on one line"),
        ("受付 新", "\u202e新", 2, "a name has 1 to 100 letters on one line"),
        ("受付 新", "あ" * 5000, 2, "a name has 1 to 100 letters on one line"),
        ("omura", "Omura\n", 2, "is not a code like omura-soudan"),
        ("omura", "", 2, "is not a code like omura-soudan"),
    ],
)
def test_what_cannot_be_an_account_makes_none(
    madoguchi: Madoguchi, written: str, changed: str, status: int, complaint: str
) -> None:
    answer = madoguchi(*(changed if word == written else word for word in NEW_CLERK))
    assert answer.status == status
    assert complaint in answer.complaint
