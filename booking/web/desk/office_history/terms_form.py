"""The form of a new version of terms: its text, its name, and the day from which it holds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from booking.availability.rule_values import Terms
from booking.core.explain import explain_to_staff
from booking.core.input.parsing import read_typed_day
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.office_changes.refusals import DayInPast
from booking.office_changes.settings.terms import NewTerms
from booking.offices.refusals import OfficeRulesBroken
from booking.web.desk.settings.meanwhile import SEEN_VERSION, seen_version
from booking.web.forms import Form, figures, line, lines


@dataclass(frozen=True)
class TermsForm(Form):
    """The paragraphs, a line each, the name and the first day, as typed."""

    text: str
    version: str = ""
    typed_from: str = ""
    seen: int | None = None  # the version of the office's settings that the form was filled with

    @classmethod
    def parse(cls, sent: Mapping[str, str]) -> "TermsForm":
        """Read what was sent."""
        return cls(lines(sent, "text"), line(sent, "version"), figures(sent, "from"), seen_version(sent))

    @classmethod
    def of(cls, terms: Terms, *, seen: int) -> "TermsForm":
        """The form with the terms that hold, to be changed."""
        return cls("\n".join(terms.paragraphs), seen=seen)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Each line that says something."""
        return tuple(one.strip() for one in self.text.split("\n") if one.strip())

    @property
    def fields(self) -> dict[str, str]:
        """What was typed, to be sent again."""
        seen = {} if self.seen is None else {SEEN_VERSION: str(self.seen)}
        return {"text": self.text, "version": self.version, "from": self.typed_from, **seen}

    def against(self, known: Collection[Terms], *, before: Terms) -> "TermsForm":
        """The form with what is wrong with it, beside the terms there ever were; those `before` hold until its day."""
        day, said = read_typed_day(self.typed_from), set(self.paragraphs)
        named = next((one for one in known if one.version == self.version), None)
        return self.checked(
            {
                "text": _text_complaint(self.paragraphs, before) if said else _("利用規約の文面を入力してください。"),
                "from": "" if day else _("新しい利用規約を始める日を入力してください。例：2026-12-01"),
                "version": _("この名前の版は、もうあります。別の名前にしてください。")
                if named and named.paragraphs != self.paragraphs
                else "",
            }
        )

    def change(self, procedure: str, known: Collection[Terms]) -> NewTerms | None:
        """The change of the procedure (its code); None without a day."""
        day = read_typed_day(self.typed_from)
        if day is None:
            return None
        version = self.version or proposed_version(day, self.paragraphs, known)
        return NewTerms(procedure, day, version, self.paragraphs, self.seen)

    def refused(self, why: Refusal) -> "TermsForm":
        """The form with why the office cannot have these terms, at its field."""
        if isinstance(why, OfficeRulesBroken):
            for key, what, allowed in why.faults:
                complaint = _("%(what)s（使えるのは、%(allowed)s）", what=what, allowed=allowed)
                return self.with_error("version" if key.endswith(".version") else "text", complaint)
        return self.with_error("from" if isinstance(why, DayInPast) else "text", explain_to_staff(why).what_happened)


def proposed_version(day: date, paragraphs: tuple[str, ...], known: Iterable[Terms]) -> str:
    """The day as the name of a version; with a number behind it where another text has that name."""
    taken = {one.version for one in known if one.paragraphs != paragraphs}
    name, number = day.isoformat(), 2
    while name in taken:
        name, number = f"{day.isoformat()}-{number}", number + 1
    return name


def _text_complaint(paragraphs: tuple[str, ...], before: Terms) -> str:
    return _("文面が、いまと同じです。変えるところを直してください。") if paragraphs == before.paragraphs else ""
