"""where an office is"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offices", sa.Column("address", sa.String(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("offices", "address")
