"""linked sign in"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('linked_identities',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('issuer', sa.String(length=200), nullable=False),
    sa.Column('subject_hash', sa.String(length=64), nullable=False),
    sa.Column('linked_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_linked_identities_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_linked_identities')),
    sa.UniqueConstraint('account_id', name=op.f('uq_linked_identities_account_id')),
    sa.UniqueConstraint('issuer', 'subject_hash', name=op.f('uq_linked_identities_issuer_subject_hash'))
    )
    op.create_table('provider_visits',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('state_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('ends_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_provider_visits_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_provider_visits')),
    sa.UniqueConstraint('state_hash', name=op.f('uq_provider_visits_state_hash'))
    )
    op.create_index(op.f('ix_provider_visits_account_id'), 'provider_visits', ['account_id'], unique=False)
    op.create_index(op.f('ix_provider_visits_ends_at'), 'provider_visits', ['ends_at'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_provider_visits_ends_at'), table_name='provider_visits')
    op.drop_index(op.f('ix_provider_visits_account_id'), table_name='provider_visits')
    op.drop_table('provider_visits')
    op.drop_table('linked_identities')
