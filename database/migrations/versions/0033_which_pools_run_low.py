"""which desks' hosts have too few meetings in the pool"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pool_notes",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("noted_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("low", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_notes")),
    )


def downgrade() -> None:
    op.drop_table("pool_notes")
