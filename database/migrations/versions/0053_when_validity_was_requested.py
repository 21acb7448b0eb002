"""when a change of validity was requested"""

from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("validity_changes", "asked_at", new_column_name="requested_at")


def downgrade() -> None:
    op.alter_column("validity_changes", "requested_at", new_column_name="asked_at")
