"""one-time keys name their booking before it is inserted: the foreign key is checked at the commit"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_KEY = "fk_idempotency_keys_booking_id"


def upgrade() -> None:
    _point_to_bookings(deferrable=True)


def downgrade() -> None:
    _point_to_bookings(deferrable=False)


def _point_to_bookings(*, deferrable: bool) -> None:
    initially = "DEFERRED" if deferrable else None
    with op.batch_alter_table("idempotency_keys") as keys:
        keys.drop_constraint(_KEY, type_="foreignkey")
        keys.create_foreign_key(_KEY, "bookings", ["booking_id"], ["id"], deferrable=deferrable or None, initially=initially)
