"""what no-shows lead to"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('suspensions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('seeker_number', sa.String(length=20), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'declined', 'imposed', 'lifted', 'withdrawn', name='state', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('proposed_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('decided_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_by_staff_id', sa.Integer(), nullable=True),
    sa.Column('decline_reason', sa.String(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('ended_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('lifted_by_staff_id', sa.Integer(), nullable=True),
    sa.Column('lift_reason', sa.String(), nullable=False),
    sa.CheckConstraint("state <> 'imposed' or ends_on is not null", name=op.f('ck_suspensions_ends_on')),
    sa.ForeignKeyConstraint(['decided_by_staff_id'], ['staff.id'], name=op.f('fk_suspensions_decided_by_staff_id')),
    sa.ForeignKeyConstraint(['lifted_by_staff_id'], ['staff.id'], name=op.f('fk_suspensions_lifted_by_staff_id')),
    sa.ForeignKeyConstraint(['office_id'], ['offices.id'], name=op.f('fk_suspensions_office_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suspensions'))
    )
    with op.batch_alter_table('suspensions', schema=None) as batch_op:
        batch_op.create_index('ix_suspensions_office_state', ['office_id', 'state'], unique=False)
        batch_op.create_index('ix_suspensions_seeker', ['seeker_number', 'office_id'], unique=False)
        batch_op.create_index('uq_suspensions_proposed', ['office_id', 'seeker_number'], unique=True, sqlite_where=sa.text("state = 'proposed'"), postgresql_where=sa.text("state = 'proposed'"))

    op.create_table('suspension_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('suspension_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('written_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('read_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.Column('read_by_staff_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['read_by_staff_id'], ['staff.id'], name=op.f('fk_suspension_answers_read_by_staff_id')),
    sa.ForeignKeyConstraint(['suspension_id'], ['suspensions.id'], name=op.f('fk_suspension_answers_suspension_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension_answers'))
    )
    with op.batch_alter_table('suspension_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suspension_answers_suspension_id'), ['suspension_id'], unique=False)

    op.create_table('attendance_decisions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('booking_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('booked', 'attended', 'no_show', 'excused', 'not_held', 'cancelled_by_seeker', 'cancelled_by_office', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('decided_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_attendance_decisions_number')),
    sa.ForeignKeyConstraint(['booking_id'], ['bookings.id'], name=op.f('fk_attendance_decisions_booking_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_attendance_decisions_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_decisions')),
    sa.UniqueConstraint('booking_id', 'number', name=op.f('uq_attendance_decisions_booking_id_number'))
    )
    op.create_table('no_shows',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('booking_id', sa.Integer(), nullable=False),
    sa.Column('office_id', sa.Integer(), nullable=False),
    sa.Column('seeker_number', sa.String(length=20), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['booking_id'], ['bookings.id'], name=op.f('fk_no_shows_booking_id')),
    sa.ForeignKeyConstraint(['office_id'], ['offices.id'], name=op.f('fk_no_shows_office_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_no_shows')),
    sa.UniqueConstraint('booking_id', name=op.f('uq_no_shows_booking_id'))
    )
    with op.batch_alter_table('no_shows', schema=None) as batch_op:
        batch_op.create_index('ix_no_shows_seeker', ['seeker_number', 'office_id', 'day'], unique=False)

    op.create_table('suspension_grounds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('suspension_id', sa.Integer(), nullable=False),
    sa.Column('no_show_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['no_show_id'], ['no_shows.id'], name=op.f('fk_suspension_grounds_no_show_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['suspension_id'], ['suspensions.id'], name=op.f('fk_suspension_grounds_suspension_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension_grounds')),
    sa.UniqueConstraint('suspension_id', 'no_show_id', name=op.f('uq_suspension_grounds_suspension_id_no_show_id'))
    )
    with op.batch_alter_table('suspension_grounds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suspension_grounds_no_show_id'), ['no_show_id'], unique=False)

    with op.batch_alter_table('offices', schema=None) as batch_op:
        batch_op.add_column(sa.Column('warn_at', sa.Integer(), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('propose_at', sa.Integer(), server_default='2', nullable=False))
        batch_op.add_column(sa.Column('within_days', sa.Integer(), server_default='365', nullable=False))
        batch_op.add_column(sa.Column('suspension_days', sa.Integer(), server_default='90', nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('offices', schema=None) as batch_op:
        batch_op.drop_column('suspension_days')
        batch_op.drop_column('within_days')
        batch_op.drop_column('propose_at')
        batch_op.drop_column('warn_at')

    with op.batch_alter_table('suspension_grounds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suspension_grounds_no_show_id'))

    op.drop_table('suspension_grounds')
    with op.batch_alter_table('no_shows', schema=None) as batch_op:
        batch_op.drop_index('ix_no_shows_seeker')

    op.drop_table('no_shows')
    op.drop_table('attendance_decisions')
    with op.batch_alter_table('suspension_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suspension_answers_suspension_id'))

    op.drop_table('suspension_answers')
    with op.batch_alter_table('suspensions', schema=None) as batch_op:
        batch_op.drop_index('uq_suspensions_proposed', sqlite_where=sa.text("state = 'proposed'"), postgresql_where=sa.text("state = 'proposed'"))
        batch_op.drop_index('ix_suspensions_seeker')
        batch_op.drop_index('ix_suspensions_office_state')

    op.drop_table('suspensions')
