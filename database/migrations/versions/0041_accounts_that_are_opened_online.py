"""accounts that are opened online"""

import sqlalchemy as sa
from alembic import op

import database.types
from database.checks import replace_check

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_ONE_PERSON = "ck_accounts_one_person"
_BEFORE = "(seeker_id is null) <> (staff_id is null)"
_NOW = (
    "(seeker_id is null or staff_id is null)"
    " and (realm = 'my_page' or seeker_id is not null or staff_id is not null)"
)
_OF_NOBODY = "select id from accounts where seeker_id is null and staff_id is null"


def upgrade() -> None:
    op.create_table('account_consents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('document', sa.Enum('privacy_policy', 'my_page_terms', name='document', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.String(length=40), nullable=False),
    sa.Column('agreed_at', database.types.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_account_consents_account_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_consents')),
    sa.UniqueConstraint('account_id', 'document', 'version', name=op.f('uq_account_consents_account_id_document_version'))
    )
    op.add_column('account_keys', sa.Column('draft_sealed', sa.LargeBinary(), nullable=True))
    op.add_column('accounts', sa.Column('opened_at', database.types.UtcDateTime(timezone=True), nullable=True))
    op.add_column('accounts', sa.Column('wrong_birth_dates', sa.Integer(), server_default='0', nullable=False))
    replace_check(op.get_bind(), 'accounts', _ONE_PERSON, _NOW)


def downgrade() -> None:
    for table in ('sign_ins', 'account_keys', 'account_consents', 'api_tokens'):
        op.execute(f"delete from {table} where account_id in ({_OF_NOBODY})")  # noqa: S608  our own names
    op.execute("delete from accounts where seeker_id is null and staff_id is null")
    replace_check(op.get_bind(), 'accounts', _ONE_PERSON, _BEFORE)
    op.drop_column('accounts', 'wrong_birth_dates')
    op.drop_column('accounts', 'opened_at')
    op.drop_column('account_keys', 'draft_sealed')
    op.drop_table('account_consents')
