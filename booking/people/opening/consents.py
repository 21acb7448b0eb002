"""What somebody agreed to before opening an account, kept with the account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booking.people.opening.documents import VERSIONS
from booking.tables import AccountConsent, Document


@dataclass(frozen=True)
class Agreement:
    """The versions of the texts to which somebody agreed, and when (real time, UTC)."""

    versions: Mapping[Document, str]
    agreed_at: datetime

    @property
    def is_in_force(self) -> bool:
        """Whether it was every text, and none has a newer version by now."""
        return dict(self.versions) == dict(VERSIONS)


def keep_consents(session: Session, account_id: int, agreement: Agreement) -> None:
    """Keep with the account which version of which text was agreed to, and when."""
    session.add_all(
        AccountConsent(account_id=account_id, document=document, version=version, agreed_at=agreement.agreed_at)
        for document, version in agreement.versions.items()
    )
