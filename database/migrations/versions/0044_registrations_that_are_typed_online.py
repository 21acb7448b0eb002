"""registrations that are typed online"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('online_registrations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('kept_on', sa.Date(), nullable=False),
    sa.Column('sent_at', database.types.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_online_registrations_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_online_registrations')),
    sa.UniqueConstraint('account_id', name=op.f('uq_online_registrations_account_id'))
    )
    op.create_table('online_registration_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=40), nullable=False),
    sa.Column('typed', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['online_registrations.id'], name=op.f('fk_online_registration_steps_registration_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_online_registration_steps')),
    sa.UniqueConstraint('registration_id', 'step', name=op.f('uq_online_registration_steps_registration_id_step'))
    )
    op.add_column('seekers', sa.Column('unconfirmed_since', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('seekers', 'unconfirmed_since')
    op.drop_table('online_registration_steps')
    op.drop_table('online_registrations')
