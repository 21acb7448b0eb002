"""index for the few meetings at which somebody should look soon"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TO_LOOK_AT = sa.text("look_at is not null")


def upgrade() -> None:
    op.create_index("ix_meetings_look_at", "meetings", ["look_at"], sqlite_where=_TO_LOOK_AT, postgresql_where=_TO_LOOK_AT)


def downgrade() -> None:
    op.drop_index("ix_meetings_look_at", "meetings")
