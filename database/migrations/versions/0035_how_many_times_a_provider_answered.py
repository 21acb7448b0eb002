"""how many times a provider answered who took part"""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("attendance_reports", "asked", new_column_name="answers")


def downgrade() -> None:
    op.alter_column("attendance_reports", "answers", new_column_name="asked")
