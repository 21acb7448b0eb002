"""changes of offices taken back"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("decided_bookings") as batch:
        batch.add_column(sa.Column("desk_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_decided_bookings_desk_id"), "desks", ["desk_id"], ["id"])
    with op.batch_alter_table("office_changes") as batch:
        batch.add_column(sa.Column("before", sa.String(), nullable=True))
        batch.add_column(sa.Column("office_version", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("undone_at", database.types.UtcDateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("undone_by_staff_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_office_changes_undone_by_staff_id"), "staff", ["undone_by_staff_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("office_changes") as batch:
        batch.drop_constraint(op.f("fk_office_changes_undone_by_staff_id"), type_="foreignkey")
        for column in ("undone_by_staff_id", "undone_at", "office_version", "before"):
            batch.drop_column(column)
    with op.batch_alter_table("decided_bookings") as batch:
        batch.drop_constraint(op.f("fk_decided_bookings_desk_id"), type_="foreignkey")
        batch.drop_column("desk_id")
