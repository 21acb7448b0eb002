"""The form in which a clerk registers a person, and what was shown before it is carried out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from booking.core.texts import _
from booking.people.records.duplicates import Duplicates
from booking.people.records.fields import PersonField
from booking.people.records.validity import valid_until
from booking.tables import Office
from booking.web.desk.people.person_form import PersonForm, as_typed
from booking.web.forms import chosen, line, whole_number
from booking.web.one_time_key import fresh_key, sent_key


class Step(StrEnum):
    """What is asked for with the form."""

    CHECK = "check"  # show what was read, and who is alike
    EDIT = "edit"  # back to the fields
    REGISTER = "register"


@dataclass(frozen=True)
class RegisterForm:
    """A person as typed, the office, and which records that look alike the clerk was shown."""

    person: PersonForm
    office_id: int
    step: Step
    seen: str
    submit_key: str

    @classmethod
    def blank(cls, offices: Collection[Office], *, today: date) -> "RegisterForm":
        """Before anything is typed: a registration that is accepted today; staff of several offices choose theirs."""
        typed = {PersonField.VALID_UNTIL.value: as_typed(valid_until(today))}
        person = replace(PersonForm.parse(typed, today=today), errors={})
        office_id = next(iter(offices)).id if len(offices) == 1 else 0
        return cls(person, office_id, Step.CHECK, "", fresh_key())

    @classmethod
    def parse(cls, sent: Mapping[str, str], offices: Collection[Office], *, today: date) -> "RegisterForm":
        """Read what was sent."""
        person = PersonForm.parse(sent, today=today)
        wanted = whole_number(sent.get("office", ""), digits=9)
        office_id = next((office.id for office in offices if office.id == wanted), 0)
        if not office_id:
            person = person.with_error("office", _("登録する安定所を選んでください。"))
        step = chosen(sent, "step", Step) or Step.CHECK
        return cls(person, office_id, step, line(sent, "seen"), sent_key(sent))

    def has_seen(self, found: Duplicates) -> bool:
        """Whether the clerk was shown exactly these."""
        return self.seen == fingerprint(found)


def fingerprint(found: Duplicates) -> str:
    """Which records look alike, so that one that came meanwhile is noticed."""
    return ",".join([str(one.seeker.id) for one in found.here] + [f"+{found.elsewhere}"])
