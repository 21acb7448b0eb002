"""registrations made valid and invalid"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('validity_changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seeker_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Enum('employed', 'pausing', 'leaving', name='reason', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('asked_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('due_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('done_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['seeker_id'], ['seekers.id'], name=op.f('fk_validity_changes_seeker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_validity_changes'))
    )
    op.create_index('ix_validity_changes_due_at', 'validity_changes', ['done_at', 'due_at'], unique=False)
    op.create_index(op.f('ix_validity_changes_seeker_id'), 'validity_changes', ['seeker_id'], unique=False)
    op.create_index('uq_validity_changes_one_open_per_seeker', 'validity_changes', ['seeker_id'], unique=True, sqlite_where=sa.text('done_at is null'), postgresql_where=sa.text('done_at is null'))


def downgrade() -> None:
    op.drop_index('uq_validity_changes_one_open_per_seeker', table_name='validity_changes', sqlite_where=sa.text('done_at is null'), postgresql_where=sa.text('done_at is null'))
    op.drop_index(op.f('ix_validity_changes_seeker_id'), table_name='validity_changes')
    op.drop_index('ix_validity_changes_due_at', table_name='validity_changes')
    op.drop_table('validity_changes')
