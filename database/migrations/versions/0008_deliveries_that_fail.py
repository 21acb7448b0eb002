"""deliveries that are useful for a time, and those that failed"""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

import database.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OLD = "state in ('waiting', 'sent', 'dropped')"
_NEW = "state in ('waiting', 'sent', 'dropped', 'failed')"
_UNRESOLVED = sa.text("resolved_at is null")


def upgrade() -> None:
    with op.batch_alter_table("deliveries") as batch_op:
        batch_op.add_column(sa.Column("useful_until", database.types.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("lapses", sa.Boolean(), server_default=sa.false(), nullable=False))
        _allow(batch_op, _NEW)
    op.create_table(
        "failed_deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("failed_at", database.types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("resolved_at", database.types.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "resolution",
            sa.Enum(
                "called",
                "sent_again",
                "nothing_to_do",
                name="resolution",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_failed_deliveries_delivery_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_deliveries")),
    )
    op.create_index(
        "uq_failed_deliveries_unresolved",
        "failed_deliveries",
        ["delivery_id"],
        unique=True,
        sqlite_where=_UNRESOLVED,
        postgresql_where=_UNRESOLVED,
    )


def downgrade() -> None:
    op.drop_table("failed_deliveries")
    op.execute("update deliveries set state = 'dropped' where state = 'failed'")
    with op.batch_alter_table("deliveries") as batch_op:
        _allow(batch_op, _OLD)
        batch_op.drop_column("lapses")
        batch_op.drop_column("useful_until")


def _allow(batch_op: BatchOperations, states: str) -> None:
    if op.get_bind().dialect.name != "sqlite":  # there the table is made anew, and Alembic leaves its checks out
        batch_op.drop_constraint(op.f("state"), type_="check")
    batch_op.create_check_constraint(op.f("state"), states)
