"""`madoguchi keys rotate`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Madoguchi
from tests.meetings.pool_files import pool_file

OLD, NEW = "an old data key that is long enough", "a new data key that is long enough"


@pytest.fixture
def filled(madoguchi: Madoguchi, operator: pytest.MonkeyPatch, tmp_path: Path) -> Madoguchi:
    """The command on a database whose pool is sealed with the old key."""
    operator.setenv("MADOGUCHI_DATA_KEYS", OLD)
    (tmp_path / "pool.csv").write_text(pool_file("omura-desk-1@example.com", meetings=2), encoding="utf-8")
    assert madoguchi("pool", "import", "pool.csv").status == 0
    return madoguchi


def test_it_tells_when_the_old_key_is_needed_no_more(filled: Madoguchi, operator: pytest.MonkeyPatch) -> None:
    operator.setenv("MADOGUCHI_DATA_KEYS", f"{NEW},{OLD}")
    answer = filled("keys", "rotate")
    assert "pool_meetings: sealed anew 4, with the first key already 0, lost 0" in answer.printed
    assert "leave the other 1 out of MADOGUCHI_DATA_KEYS and restart" in answer.printed
    operator.setenv("MADOGUCHI_DATA_KEYS", NEW)
    assert filled("keys", "rotate").status == 0


def test_a_lost_old_key_is_one_clear_line(filled: Madoguchi, operator: pytest.MonkeyPatch) -> None:
    operator.setenv("MADOGUCHI_DATA_KEYS", NEW)
    answer = filled("keys", "rotate")
    *_, last = answer.complaint.splitlines()
    assert (answer.status, last.startswith("madoguchi: 4 values open with none of the keys")) == (1, True)
    assert "Traceback" not in answer.complaint


def test_whatever_needs_the_lost_key_says_so_in_one_line(filled: Madoguchi, operator: pytest.MonkeyPatch) -> None:
    operator.setenv("MADOGUCHI_DATA_KEYS", NEW)
    answer = filled("pool", "import", "pool.csv")
    assert (answer.status, len(answer.complaint.splitlines())) == (1, 1)
    assert "MADOGUCHI_DATA_KEYS lacks the key" in answer.complaint
