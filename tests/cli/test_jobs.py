"""`madoguchi jobs list` and `run`."""

import json
from datetime import UTC, datetime, timedelta

from booking.cli.wiring import prepared_app
from database.transactions import transact
from notifier.job_log import Noted, keep_notes
from tests.cli.conftest import Madoguchi
from tests.town import FRIDAY_MORNING

FAILED = Noted(
    "deliver_mail",
    late_at=datetime.now(UTC) + timedelta(days=1),
    began_at=FRIDAY_MORNING,
    ended_at=FRIDAY_MORNING + timedelta(seconds=1),
    error="builtins.LookupError",
    error_at=FRIDAY_MORNING + timedelta(seconds=1),
)


def test_the_jobs_are_listed_with_their_periods(madoguchi: Madoguchi) -> None:
    printed = madoguchi("jobs", "list").printed
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in printed.splitlines()}
    assert lines["issue_meetings"].startswith("every 1 s ")
    assert lines["note_audit_head"].startswith("every hour ")
    assert lines["purge"].startswith("every day at 03:10 ")
    assert lines["purge"].endswith("not seen yet")


def test_programs_are_told_when_a_job_ran_last_and_what_went_wrong(madoguchi: Madoguchi) -> None:
    with prepared_app():
        transact(lambda session: keep_notes(session, [FAILED]))
    listed = {job["name"]: job for job in json.loads(madoguchi("jobs", "list", "--json").printed)}
    assert listed["deliver_mail"] == {
        "name": "deliver_mail",
        "period": "every 1 s",
        "began_at": "2026-11-20T09:00:00+09:00",
        "ended_at": "2026-11-20T09:00:01+09:00",
        "late": False,
        "error": "builtins.LookupError",
        "error_at": "2026-11-20T09:00:01+09:00",
    }
    assert (listed["purge"]["ended_at"], listed["purge"]["error"]) == (None, None)


def test_a_job_says_how_much_it_did(madoguchi: Madoguchi) -> None:
    assert madoguchi("jobs", "run", "issue_meetings").printed == "issue_meetings: 0\n"


def test_an_unknown_job_is_answered_with_the_known_ones(madoguchi: Madoguchi) -> None:
    answer = madoguchi("jobs", "run", "make_coffee")
    assert answer.status == 1
    assert "issue_meetings, " in answer.complaint
