"""what a manager wrote back to what a seeker wrote about a suspension; until then it is open, whoever has read it"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("suspension_answers") as table:
        table.add_column(sa.Column("reply", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("replied_at", database.types.UtcDateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("replied_by_staff_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_suspension_answers_replied_by_staff_id"), "staff", ["replied_by_staff_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("suspension_answers") as table:
        table.drop_constraint(op.f("fk_suspension_answers_replied_by_staff_id"), type_="foreignkey")
        for column in ("replied_by_staff_id", "replied_at", "reply"):
            table.drop_column(column)
