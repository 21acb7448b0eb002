"""how the scheduler's jobs fare"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_states",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("began_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("late_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("error_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_states")),
    )


def downgrade() -> None:
    op.drop_table("job_states")
