"""indexes by which offices read the audit log: of an object, and of who acted when"""

from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_lines_actor_at", "audit_lines", ["actor", "at"], unique=False)
    op.create_index("ix_audit_lines_object", "audit_lines", ["object"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_audit_lines_object", table_name="audit_lines")
    op.drop_index("ix_audit_lines_actor_at", table_name="audit_lines")
