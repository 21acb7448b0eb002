"""What is to become of the bookings that a change concerns, as somebody chose it on the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from booking.core.fates import Fate
from booking.core.texts import _
from booking.office_changes.affected import AffectedBooking, Impact, together
from booking.office_changes.choices import CANCEL, KEEP, Choice, alike, move_to
from booking.web.desk.offices.office_forms import reason_complaint
from booking.web.forms import line

_FIELD, _DESK = "fate-", "desk:"
_ALIKE = {"keep": Fate.KEPT, "move": Fate.MOVED, "cancel": Fate.CANCELLED}


@dataclass(frozen=True)
class DecisionForm:
    """Choices as sent, by booking number: "keep", "cancel" or "desk:CODE"; nothing is chosen until somebody does.

    `rest` is the one choice for all others, empty where each is to be chosen. `lines` are the bookings that stood on
    the page, and `shown` names the impact that was seen.
    """

    shown: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    reason: str = ""
    lines: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, sent: MultiDict[str, str]) -> "DecisionForm":
        """Read what was sent."""
        chosen = {name.removeprefix(_FIELD): value for name, value in sent.items() if name.startswith(_FIELD)}
        rest = sent.get("rest", "")
        return cls(
            shown=sent.get("shown", ""),
            chosen=chosen,
            rest=rest if rest in _ALIKE else "",
            reason=line(sent, "reason"),
            lines=frozenset(sent.getlist("line")),
        )

    def choices(self, impacts: Iterable[Impact]) -> Mapping[str, Choice]:
        """What was chosen for the bookings of the offices' `impacts`, as far as it can still be done."""
        chosen: dict[str, Choice] = {}
        for impact in impacts:
            made = {one.number: _read(self.chosen.get(one.number, ""), one) for one in impact.bookings}
            possible = {number: choice for number, choice in made.items() if choice is not None}
            chosen |= alike(impact.bookings, _ALIKE[self.rest], possible) if self.rest else possible
        return chosen

    def about_others(self, impacts: Iterable[Impact]) -> "DecisionForm":
        """The same choices for the bookings on the page; for those that came since, somebody has to choose."""
        seen = [
            replace(impact, bookings=tuple(one for one in impact.bookings if one.number in self.lines))
            for impact in impacts
        ]
        chosen = {number: _written(choice) for number, choice in self.choices(seen).items()}
        return replace(self, chosen=chosen, rest="")

    def errors(self, impacts: Sequence[Impact]) -> Mapping[str, str]:
        """What is missing, by the field to which the summary leads."""
        choices = self.choices(impacts)
        errors = {
            f"{_FIELD}{one.number}": _("%(name)sさんの予約をどうするか、選んでください。", name=one.seeker)
            for one in together(impacts).bookings
            if one.number not in choices
        }
        cancels = CANCEL in choices.values()
        missing = _("取り消す予約があるときは、求職者に伝える理由を入力してください。") if cancels else ""
        complaint = reason_complaint(self.reason, missing)
        return errors | ({"reason": complaint} if complaint else {})


def _read(value: str, booking: AffectedBooking) -> Choice | None:
    if value.startswith(_DESK):
        code = value.removeprefix(_DESK)
        return move_to(code) if any(desk.code == code for desk in booking.other_desks) else None
    return {"keep": KEEP, "cancel": CANCEL}.get(value)


def _written(choice: Choice) -> str:
    if choice.fate is Fate.MOVED:
        return f"{_DESK}{choice.desk}"
    return "keep" if choice.fate is Fate.KEPT else "cancel"
