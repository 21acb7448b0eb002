"""closings of hours and of every year"""

import sqlalchemy as sa
from alembic import op

from database.checks import drop_check, replace_check

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

_TABLE = "closing_days"


def upgrade() -> None:
    op.add_column(_TABLE, sa.Column("every_year", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(_TABLE, sa.Column("closed_from", sa.Time()))
    op.add_column(_TABLE, sa.Column("closed_until", sa.Time()))
    replace_check(op.get_bind(), _TABLE, "ck_closing_days_hours", "closed_from < closed_until")


def downgrade() -> None:
    """What was closed for some hours would be closed all day, so they go."""
    op.execute(f"delete from {_TABLE} where closed_from is not null or closed_until is not null")  # noqa: S608  our own name
    drop_check(op.get_bind(), _TABLE, "ck_closing_days_hours")
    op.drop_column(_TABLE, "closed_until")
    op.drop_column(_TABLE, "closed_from")
    op.drop_column(_TABLE, "every_year")
