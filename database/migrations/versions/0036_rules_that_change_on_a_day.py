"""what changes of a procedure's rules and texts from a day on"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dated_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["procedure_id"], ["procedures.id"], name=op.f("fk_dated_rules_procedure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dated_rules")),
        sa.UniqueConstraint("procedure_id", "valid_from", name=op.f("uq_dated_rules_procedure_id_valid_from")),
    )


def downgrade() -> None:
    op.drop_table("dated_rules")
