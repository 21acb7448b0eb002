"""what was decided about the bookings that a change of their office concerned, as lists to call"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_FATES = ("kept", "moved", "cancelled")


def upgrade() -> None:
    op.create_table(
        "office_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("seen_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("seen_by_staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["offices.id"], name=op.f("fk_office_changes_office_id")),
        sa.ForeignKeyConstraint(["seen_by_staff_id"], ["staff.id"], name=op.f("fk_office_changes_seen_by_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_changes")),
    )
    op.create_index("ix_office_changes_office", "office_changes", ["office_id", "made_at"])
    op.create_table(
        "decided_bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("fate", sa.Enum(*_FATES, name="fate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("to_call", sa.Boolean(), nullable=False),
        sa.Column("called_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("called_by_staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_decided_bookings_booking_id")),
        sa.ForeignKeyConstraint(["called_by_staff_id"], ["staff.id"], name=op.f("fk_decided_bookings_called_by_staff_id")),
        sa.ForeignKeyConstraint(["change_id"], ["office_changes.id"], name=op.f("fk_decided_bookings_change_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decided_bookings")),
        sa.UniqueConstraint("change_id", "booking_id", name=op.f("uq_decided_bookings_change_id_booking_id")),
    )
    op.create_index("ix_decided_bookings_booking", "decided_bookings", ["booking_id"])


def downgrade() -> None:
    op.drop_table("decided_bookings")
    op.drop_table("office_changes")
