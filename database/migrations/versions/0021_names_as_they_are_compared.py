"""what a search for people compares; `madoguchi init` fills it, because the letters that are alike stand in the domain"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seekers", sa.Column("names_folded", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("seekers", "names_folded")
