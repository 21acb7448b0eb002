"""how much of the provider's daily limit a host has used"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "host_days",
        sa.Column("host", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("used_up", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("host", "day", name="pk_host_days"),
    )


def downgrade() -> None:
    op.drop_table("host_days")
