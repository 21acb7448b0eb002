"""an index for the details of meetings that are to be erased"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_KEPT = sa.text("passcode_sealed is not null")


def upgrade() -> None:
    op.create_index("ix_meetings_with_details", "meetings", ["ends_at"], sqlite_where=_KEPT, postgresql_where=_KEPT)


def downgrade() -> None:
    op.drop_index("ix_meetings_with_details", "meetings")
