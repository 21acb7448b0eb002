"""meetings made by hand beforehand, and the consultations that they are given to"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('pool_meetings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.String(length=20), nullable=False),
    sa.Column('host', sa.String(), nullable=False),
    sa.Column('passcode_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('join_url_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('added_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('known_until', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pool_meetings')),
    sa.UniqueConstraint('provider_id', name=op.f('uq_pool_meetings_provider_id'))
    )
    op.create_index('ix_pool_meetings_host', 'pool_meetings', ['host'])
    op.create_table('pool_assignments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pool_meeting_id', sa.Integer(), nullable=False),
    sa.Column('week', sa.Date(), nullable=False),
    sa.Column('mark', sa.String(length=36), nullable=False),
    sa.Column('ends_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['pool_meeting_id'], ['pool_meetings.id'], name=op.f('fk_pool_assignments_pool_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pool_assignments')),
    sa.UniqueConstraint('mark', name=op.f('uq_pool_assignments_mark')),
    sa.UniqueConstraint('pool_meeting_id', 'week', name=op.f('uq_pool_assignments_pool_meeting_id_week'))
    )


def downgrade() -> None:
    op.drop_table('pool_assignments')
    op.drop_index('ix_pool_meetings_host', 'pool_meetings')
    op.drop_table('pool_meetings')
