"""tables, columns and jobs bear the names of their features

What was called `moments`, `notices`, `doors`, `reports` and `waits` had another name in the code and in the glossary.
Rows stay as they are, but for the names of jobs and what messages say that they are about. Sealed audit lines keep
the names of jobs of their day.
"""

from alembic import op

from database.renames import rename_index, rename_table

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_TABLES = {
    "meeting_moments": "meeting_events",
    "webhook_notices": "webhooks",
    "webhook_doors": "refused_webhooks",
    "attendance_reports": "participant_fetches",
    "waits": "waiting_list_entries",
}
# These were made without their table's name.
_CHECKS = {"who": "ck_meeting_events_who", "sign": "ck_meeting_events_sign", "source": "ck_meeting_events_source"}
_COLUMNS = (
    ("webhooks", "worked_at", "processed_at"),
    ("waiting_list_entries", "told_on", "notified_on"),
    ("meetings", "look_at", "reconcile_at"),
    ("meetings", "start_asked_at", "start_requested_at"),
    ("meeting_captures", "seen_to_at", "resolved_at"),
    ("meeting_captures", "seen_to_by", "resolved_by"),
)
_INDEX = "ix_meetings_look_at", "ix_meetings_reconcile_at"
_JOBS = {
    "work_notices": "process_webhooks",
    "look_at_meetings": "reconcile_meetings",
    "ask_reports": "fetch_participants",
    "compare_meetings": "reconcile_account",
    "tell_waiting": "notify_waiting",
}
_ABOUT = "wait:", "waiting_list_entry:"


def upgrade() -> None:
    for table, new in _TABLES.items():
        rename_table(op.get_bind(), table, new, constraints=_CHECKS if new == "meeting_events" else {})
    for table, column, new in _COLUMNS:
        op.alter_column(table, column, new_column_name=new)
    rename_index(op.get_bind(), *_INDEX)
    _rename_jobs(_JOBS)
    _rename_about(*_ABOUT)


def downgrade() -> None:
    _rename_about(*reversed(_ABOUT))
    _rename_jobs({new: job for job, new in _JOBS.items()})
    rename_index(op.get_bind(), *reversed(_INDEX))
    for table, column, new in _COLUMNS:
        op.alter_column(table, new, new_column_name=column)
    checks = {new: check for check, new in _CHECKS.items()}
    for table, new in _TABLES.items():
        rename_table(op.get_bind(), new, table, constraints=checks if new == "meeting_events" else {})


def _rename_jobs(names: dict[str, str]) -> None:
    for table in ("job_runs", "job_states"):
        for job, new in names.items():
            op.execute(f"update {table} set name = '{new}' where name = '{job}'")  # noqa: S608  our own names


def _rename_about(before: str, after: str) -> None:
    """What messages are about, by which newer news finds the older."""
    rest = f"substr(about, {len(before) + 1})"
    op.execute(f"update messages set about = '{after}' || {rest} where about like '{before}%'")  # noqa: S608
