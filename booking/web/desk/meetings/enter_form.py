"""The form in which staff enter a meeting that they made by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from booking.meetings.details import DetailFault, JoinDetails, read_details
from booking.meetings.traits import Traits
from booking.meetings.words import detail_fault
from booking.web.forms import Form

_FIELDS = {
    DetailFault.MEETING_ID: "meeting_id",
    DetailFault.PASSCODE: "passcode",
    DetailFault.LINK: "join_url",
    DetailFault.LINK_OF_ANOTHER: "join_url",
}


@dataclass(frozen=True)
class EnterForm(Form):
    """What was typed; `details` is None while `errors` says what is wrong."""

    meeting_id: str = ""
    passcode: str = field(default="", repr=False)
    join_url: str = field(default="", repr=False)
    details: JoinDetails | None = None

    @classmethod
    def parse(cls, sent: Mapping[str, str], traits: Traits) -> "EnterForm":
        """Read what was sent, as the provider's meetings look."""
        form = cls(sent.get("meeting_id", ""), sent.get("passcode", ""), sent.get("join_url", ""))
        read = read_details(form.meeting_id, form.passcode, form.join_url, traits)
        if isinstance(read, JoinDetails):
            return replace(form, details=read)
        return form.checked({_FIELDS[fault]: detail_fault(fault, traits) for fault in read})
