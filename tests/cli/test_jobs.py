"""`madoguchi jobs list` and `run`."""

from tests.cli.conftest import Madoguchi


def test_the_jobs_are_listed_with_their_periods(madoguchi: Madoguchi) -> None:
    printed = madoguchi("jobs", "list").printed
    periods = dict(line.split(maxsplit=1) for line in printed.splitlines())
    assert periods["issue_meetings"] == "every 1 s"
    assert periods["note_audit_head"] == "every hour"
    assert periods["purge"] == "every day at 03:10"


def test_a_job_says_how_much_it_did(madoguchi: Madoguchi) -> None:
    assert madoguchi("jobs", "run", "issue_meetings").printed == "issue_meetings: 0\n"


def test_an_unknown_job_is_answered_with_the_known_ones(madoguchi: Madoguchi) -> None:
    answer = madoguchi("jobs", "run", "make_coffee")
    assert answer.status == 1
    assert "issue_meetings, " in answer.complaint
