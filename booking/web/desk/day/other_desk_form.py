"""The form in which staff choose the desks to which bookings go, at the same time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from booking.core.fates import Fate
from booking.office_changes.affected import AffectedBooking
from booking.office_changes.choices import alike, move_to
from booking.office_changes.move_to_desk import Wanted
from booking.web.forms import is_ticked, whole_number

_DESK, _SEEN = "desk-", "seen-"


@dataclass(frozen=True)
class OtherDeskForm:
    """The codes of desks by booking number, empty for one that stays; `all`: what can go and was not chosen, goes.

    `seen` are the revisions of the bookings that stood on the page.
    """

    chosen: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    all: bool = False

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "OtherDeskForm":
        """Read what was sent."""
        seen = {
            name.removeprefix(_SEEN): whole_number(value, digits=9) for name, value in sent.items() if _SEEN in name
        }
        return cls(
            {name.removeprefix(_DESK): value for name, value in sent.items() if name.startswith(_DESK) and value},
            {number: revision for number, revision in seen.items() if revision is not None},
            is_ticked(sent, "all"),
        )

    def wanted(self, bookings: Sequence[AffectedBooking]) -> Mapping[str, Wanted]:
        """Where each booking is to go; those that came since the page was shown stay."""
        on_page = [one for one in bookings if one.number in self.seen]
        chosen = {number: move_to(code) for number, code in self.chosen.items() if number in self.seen}
        choices = alike(on_page, Fate.MOVED, chosen) if self.all else chosen
        return {number: Wanted(choice.desk, self.seen[number]) for number, choice in choices.items()}
