"""indexes that a booking need not fill: a UNIQUE constraint begins with the same columns, or they are about holds"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_OF_A_HOLD = sa.text("hold_id is not null")
_CLAIMS = ("desk_claims", "seeker_claims")


def upgrade() -> None:
    op.drop_index("ix_bookings_office_day", "bookings")
    op.drop_index("ix_messages_about", "messages")
    op.drop_index("ix_messages_recipient_made", "messages")
    for table in _CLAIMS:
        op.drop_index(f"ix_{table}_hold_id", table)
        op.create_index(
            f"ix_{table}_hold_id", table, ["hold_id"], sqlite_where=_OF_A_HOLD, postgresql_where=_OF_A_HOLD
        )


def downgrade() -> None:
    for table in _CLAIMS:
        op.drop_index(f"ix_{table}_hold_id", table)
        op.create_index(f"ix_{table}_hold_id", table, ["hold_id"])
    op.create_index("ix_messages_recipient_made", "messages", ["recipient", "made_at"])
    op.create_index("ix_messages_about", "messages", ["recipient", "about"])
    op.create_index("ix_bookings_office_day", "bookings", ["office_id", "day"])
