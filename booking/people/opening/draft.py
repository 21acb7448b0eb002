"""What somebody has said while opening an account, sealed in the row of the key that was mailed; knows no session.

It opens nothing by itself: the key does.
"""

import json
from dataclasses import dataclass, field
from datetime import date, datetime

from booking.core.keys import DataKeys
from booking.people.account_keys.make import Asker
from booking.people.account_keys.refusals import KeyEnded
from booking.people.opening.consents import Agreement
from booking.tables import AccountKey, Document


@dataclass(frozen=True)
class Applicant:
    """Who wants an account: with which address (as it is kept), what they agreed to, and where they ask."""

    address: str
    agreement: Agreement
    asker: Asker
    replaces: int | None = None  # the key that this browser was sent before


@dataclass(frozen=True)
class Draft:
    """What is needed when the key is used, and when its mail is sent once more."""

    address: str
    agreement: Agreement
    birth_date: date | None = None
    password_hash: str | None = field(default=None, repr=False)

    def written(self) -> str:
        """All of it as one text."""
        return json.dumps(
            {
                "address": self.address,
                "versions": dict(self.agreement.versions),
                "agreed_at": self.agreement.agreed_at.isoformat(),
                "birth_date": self.birth_date.isoformat() if self.birth_date else None,
                "password_hash": self.password_hash,
            }
        )


def read_draft(key: AccountKey, keys: DataKeys) -> Draft:
    """What was said so far.

    Raises:
        KeyEnded: nothing is kept of it any more.
    """
    if key.draft_sealed is None:
        raise KeyEnded(None)
    kept = json.loads(keys.open(key.draft_sealed))
    versions = {Document(document): version for document, version in kept["versions"].items()}
    return Draft(
        kept["address"],
        Agreement(versions, datetime.fromisoformat(kept["agreed_at"])),
        date.fromisoformat(kept["birth_date"]) if kept["birth_date"] else None,
        kept["password_hash"],
    )
