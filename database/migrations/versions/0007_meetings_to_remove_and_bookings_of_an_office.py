"""indexes for withdrawn meetings that the provider still has, and for an office's latest bookings"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TO_REMOVE = sa.text("state = 'withdrawn' and removed_at is null")


def upgrade() -> None:
    op.create_index("ix_meetings_to_remove", "meetings", ["id"], sqlite_where=_TO_REMOVE, postgresql_where=_TO_REMOVE)
    op.create_index("ix_bookings_office_id", "bookings", ["office_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_bookings_office_id", "bookings")
    op.drop_index("ix_meetings_to_remove", "meetings")
