"""when an office's days, times, desks or texts changed last, for the entries of its feeds"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offices", sa.Column("revised_at", database.types.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("offices", "revised_at")
