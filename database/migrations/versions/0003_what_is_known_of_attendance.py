"""what is known of attendance: moments, reports and webhook notices"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('webhook_notices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('received_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('body_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('worked_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('next_try_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('leased_until', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('lease', sa.String(length=36), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_notices')),
    sa.UniqueConstraint('key', name=op.f('uq_webhook_notices_key'))
    )
    with op.batch_alter_table('webhook_notices', schema=None) as batch_op:
        batch_op.create_index('ix_webhook_notices_due', ['worked_at', 'next_try_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_webhook_notices_received_at'), ['received_at'], unique=False)

    op.create_table('attendance_reports',
    sa.Column('meeting_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('due_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('never_held', sa.Boolean(), nullable=False),
    sa.Column('next_try_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('leased_until', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('lease', sa.String(length=36), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_attendance_reports_meeting_id')),
    sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_attendance_reports'))
    )
    with op.batch_alter_table('attendance_reports', schema=None) as batch_op:
        batch_op.create_index('ix_attendance_reports_due', ['due_at', 'next_try_at'], unique=False)

    op.create_table('meeting_moments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('run', sa.String(length=80), nullable=False),
    sa.Column('participant', sa.String(length=80), nullable=False),
    sa.Column('who', sa.Enum('meeting', 'host', 'named', 'other', name='who', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('sign', sa.Enum('started', 'ended', 'waited', 'stopped_waiting', 'entered', 'left', 'lost', name='sign', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('source', sa.Enum('webhook', 'report', name='source', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_meeting_moments_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_moments')),
    sa.UniqueConstraint('meeting_id', 'run', 'participant', 'sign', 'at', 'source', name=op.f('uq_meeting_moments_meeting_id_run_participant_sign_at_source'))
    )
    with op.batch_alter_table('meeting_moments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_moments_at'), ['at'], unique=False)

    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.create_index('ix_meetings_issued_ends_at', ['ends_at'], unique=False, sqlite_where=sa.text("state = 'issued'"), postgresql_where=sa.text("state = 'issued'"))
        batch_op.create_index('ix_meetings_provider_id', ['provider_id'], unique=False, sqlite_where=sa.text('provider_id is not null'), postgresql_where=sa.text('provider_id is not null'))


def downgrade() -> None:
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.drop_index('ix_meetings_provider_id', sqlite_where=sa.text('provider_id is not null'), postgresql_where=sa.text('provider_id is not null'))
        batch_op.drop_index('ix_meetings_issued_ends_at', sqlite_where=sa.text("state = 'issued'"), postgresql_where=sa.text("state = 'issued'"))

    with op.batch_alter_table('meeting_moments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_moments_at'))

    op.drop_table('meeting_moments')
    with op.batch_alter_table('attendance_reports', schema=None) as batch_op:
        batch_op.drop_index('ix_attendance_reports_due')

    op.drop_table('attendance_reports')
    with op.batch_alter_table('webhook_notices', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_webhook_notices_received_at'))
        batch_op.drop_index('ix_webhook_notices_due')

    op.drop_table('webhook_notices')
