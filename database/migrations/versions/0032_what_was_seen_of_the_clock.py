"""what was seen of the machine's clock"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, database.types.UtcDateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "clock_marks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        _moment("seen_at"),
        sa.Column("boot", sa.String(length=40), nullable=False),
        sa.Column("running", sa.Float(), nullable=False),
        sa.Column("ahead", sa.Float(), nullable=False),
        _moment("steady_since"),
        _moment("doubted_at", nullable=True),
        sa.Column("doubted_boot", sa.String(length=40), nullable=True),
        sa.Column("doubted_running", sa.Float(), nullable=True),
        sa.Column("off", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_marks")),
    )


def downgrade() -> None:
    op.drop_table("clock_marks")
