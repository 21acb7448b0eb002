"""demands for the statistics, and how often a booking was moved"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

_KINDS = sa.Enum("turned_away", "waited", name="kind", native_enum=False, create_constraint=True, length=40)
_CHANNELS = sa.Enum("web", "phone", "counter", name="channel", native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "demands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seeker_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", _KINDS, nullable=False),
        sa.Column("channel", _CHANNELS, nullable=False),
        sa.Column("noted_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["procedure_id"], ["procedures.id"], name=op.f("fk_demands_procedure_id")),
        sa.ForeignKeyConstraint(["seeker_id"], ["seekers.id"], name=op.f("fk_demands_seeker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demands")),
        sa.UniqueConstraint(
            "seeker_id", "procedure_id", "day", "kind", name=op.f("uq_demands_seeker_id_procedure_id_day_kind")
        ),
    )
    op.create_index("ix_demands_procedure_day", "demands", ["procedure_id", "day"], unique=False)
    op.add_column("bookings", sa.Column("moves", sa.Integer(), server_default="0", nullable=False))
    _remember_waits()
    _count_moves()


def downgrade() -> None:
    op.drop_column("bookings", "moves")
    op.drop_index("ix_demands_procedure_day", table_name="demands")
    op.drop_table("demands")


def _remember_waits() -> None:
    """Who waits today is demand; who waited before was forgotten."""
    op.execute(
        "insert into demands (seeker_id, procedure_id, day, kind, channel, noted_at)"
        " select seeker_id, procedure_id, day, 'waited', 'web', made_at from waiting_list_entries"
    )


def _count_moves() -> None:
    """The audit log has a line for each move there ever was."""
    moved = sa.text("select substr(object, 9), count(*) from audit_lines where act = 'move' group by object")
    counts = [{"number": number, "moves": moves} for number, moves in op.get_bind().execute(moved)]
    if counts:
        op.get_bind().execute(sa.text("update bookings set moves = :moves where number = :number"), counts)
