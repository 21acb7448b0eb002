"""`madoguchi people import`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Madoguchi
from tests.town import MISAKI

FILE = f"""求職番号,氏名,カナ,生年月日,住所,メモ
{MISAKI},,,,大村市あたらし町,x
70000-0000101,髙﨑 花,タカサキ ハナ,1990/1/2,大村市,x
70000-0000102,人,ヒト,1990/13/2,大村市,x
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A file of three people: one changed, one new, one doubtful."""
    (tmp_path / "people.csv").write_text(FILE, encoding="cp932")
    return "people.csv"


def test_a_file_is_looked_at_line_by_line_and_taken_in(madoguchi: Madoguchi, file: str) -> None:
    answer = madoguchi("people", "import", file, "--office", "omura", "--yes")
    assert answer.status == 0, answer.complaint
    passed_over, counts, doubtful, taken = answer.printed.splitlines()
    assert passed_over == "columns passed over: メモ"
    assert counts == "new 1, changed 1, same 0, doubtful 1"
    assert doubtful.startswith("line 4: 生年月日を、西暦か元号で入力してください")
    assert taken == "took in 1 new, 1 changed"


def test_the_same_file_again_has_nothing_to_take_in(madoguchi: Madoguchi, file: str) -> None:
    madoguchi("people", "import", file, "--office", "omura", "--yes")
    printed = madoguchi("people", "import", file, "--office", "omura", "--yes").printed
    assert "new 0, changed 0, same 2, doubtful 1" in printed
    assert printed.endswith("nothing to take in\n")


def test_without_a_word_nothing_is_taken_in(madoguchi: Madoguchi, file: str) -> None:
    answer = madoguchi("people", "import", file, "--office", "omura")
    assert (answer.status, "--yes" in answer.complaint) == (1, True)
    assert "new 1" in madoguchi("people", "import", file, "--office", "omura").printed


def test_nothing_of_a_person_stays_on_the_terminal(madoguchi: Madoguchi, file: str) -> None:
    printed = madoguchi("people", "import", file, "--office", "omura", "--yes").printed
    assert not [told for told in (MISAKI, "70000", "髙﨑", "タカサキ", "あたらし") if told in printed]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("none.csv", "--office", "omura"), "none.csv: No such file or directory"),
        (("people.csv", "--office", "nowhere"), "no office has the code 'nowhere'"),
    ],
)
def test_what_is_not_there_is_said_in_a_line(
    madoguchi: Madoguchi, file: str, given: tuple[str, ...], said: str
) -> None:
    answer = madoguchi("people", "import", *given)
    assert answer.status == 1
    assert answer.complaint == f"madoguchi: {said}\n"


def test_a_file_that_cannot_be_read_is_refused(madoguchi: Madoguchi, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("氏名\n花\n", encoding="utf-8")
    assert "bad.csv: 1行目の見出しから" in madoguchi("people", "import", "bad.csv", "--office", "omura").complaint
