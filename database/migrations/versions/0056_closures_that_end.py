"""closures of a my-page that end by themselves after a day"""

import sqlalchemy as sa
from alembic import op

from database.checks import drop_check, replace_check

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

_TABLE = "closures"
_REOPENED_BEFORE = "(reopened_at is null) = (reopened_by_staff_id is null)"
_REOPENED = "reopened_by_staff_id is null or reopened_at is not null"
_BY_DAY = "reopened_at is null or reopened_by_staff_id is not null or last_day is not null"


def upgrade() -> None:
    op.add_column(_TABLE, sa.Column("last_day", sa.Date()))
    replace_check(op.get_bind(), _TABLE, "ck_closures_reopened_by", _REOPENED)
    replace_check(op.get_bind(), _TABLE, "ck_closures_by_day", _BY_DAY)


def downgrade() -> None:
    """What a day has opened is kept as opened by whoever closed it."""
    op.execute(
        f"update {_TABLE} set reopened_by_staff_id = closed_by_staff_id"  # noqa: S608  our own name
        " where reopened_at is not null and reopened_by_staff_id is null"
    )
    replace_check(op.get_bind(), _TABLE, "ck_closures_reopened_by", _REOPENED_BEFORE)
    drop_check(op.get_bind(), _TABLE, "ck_closures_by_day")
    op.drop_column(_TABLE, "last_day")
