"""people who leave"""

import sqlalchemy as sa
from alembic import op

from database.types import UtcDateTime

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seekers", sa.Column("left_at", UtcDateTime(timezone=True), nullable=True))
    op.add_column("seekers", sa.Column("erased_at", UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("seekers", "erased_at")
    op.drop_column("seekers", "left_at")
