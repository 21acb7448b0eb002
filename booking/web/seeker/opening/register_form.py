"""The form of route 2: a mail address, and the consent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from booking.tables import Document
from booking.web.accounts.address_form import mailed_address
from booking.web.forms import Form
from booking.web.seeker.opening.consent import consent_complaints, ticked_documents


@dataclass(frozen=True)
class RegisterForm(Form):
    """The address as it is kept, and the texts whose boxes were ticked."""

    address: str = ""
    agreed: Collection[Document] = ()

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "RegisterForm":
        """Read a sent form, whichever keyboard typed it."""
        address, complaint = mailed_address(sent)
        complaints = {"address": complaint, **consent_complaints(sent)}
        return cls(address=address, agreed=ticked_documents(sent)).checked(complaints)
