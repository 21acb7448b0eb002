"""A change of one office or several, as the page of its impact asks about it and carries it out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import url_for

from booking.core.texts.changed_words import Piece
from booking.office_changes.affected import Impact, together
from booking.office_changes.carry_out import Decision, Outcome
from booking.office_changes.change import change_office
from booking.office_changes.changes import Change
from booking.office_changes.closings import CloseDay, called_off
from booking.office_changes.impact import PlannedChange, impact_of, planned_change
from booking.office_changes.naming import about, headline
from booking.office_changes.several import change_offices, planned_changes
from booking.offices.from_rows import office_file
from booking.tables import Office
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


@dataclass(frozen=True)
class Concerned:
    """An office that the change concerns: its code and name, what it does there, and openings that it calls off."""

    code: str
    name: str
    impact: Impact
    called_off: Sequence[str] = ()


@dataclass(frozen=True)
class Proposal:
    """A change as the page asks about it; `find` looks at its impact, as it is now, and `carry_out` makes it.

    `can_mend`: it says `mend` to whoever wants the form again that was filled in.
    `fields` are sent with what is decided, for what no address can hold. `changes` says value by value what a file
    changes beside, and `wording` word by word what is new in a text.
    """

    headline: str
    about: str
    back: str
    find: Callable[[], Sequence[Concerned]]
    carry_out: Callable[[Mapping[str, Decision]], Mapping[str, Outcome]]
    action: str = ""  # where what is decided is sent; empty: where the page itself is
    reason: str = ""
    can_mend: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[str] = ()
    wording: Sequence[Sequence[Piece]] = ()


def proposal(office: Office, change: Change) -> Proposal:
    """A change of one office. Finding its impact raises every refusal of `planned_change`."""
    before = office_file(db.session(), office)

    def carry_out(decisions: Mapping[str, Decision]) -> Mapping[str, Outcome]:
        return {office.code: change_office(office.id, change, decisions[office.code], actor=staff().actor, now=now())}

    return Proposal(
        headline=headline(change, before),
        about=about(change, before),
        back=url_for("desk.office", office_code=office.code),
        find=lambda: [concerned(office, planned_change(db.session(), office, change, today=day_of(now())), change)],
        carry_out=carry_out,
        reason=_reason(change),
    )


def proposal_for_all(offices: Sequence[Office], change: Change, *, back: str) -> Proposal:
    """The same change at several offices. Finding its impact raises every refusal of `planned_changes`."""
    before, ids = office_file(db.session(), offices[0]), [office.id for office in offices]

    def find() -> Sequence[Concerned]:
        planned = planned_changes(db.session(), offices, change, today=day_of(now()))
        return [concerned(office, one, change) for office, one in planned]

    return Proposal(
        headline=headline(change, before),
        about=about(change, before),
        back=back,
        find=find,
        carry_out=lambda decisions: change_offices(ids, change, decisions, actor=staff().actor, now=now()),
        reason=_reason(change),
    )


def concerned(office: Office, planned: PlannedChange, change: Change | None = None) -> Concerned:
    """What the change does at the office."""
    openings = called_off(planned.before, change) if isinstance(change, CloseDay) else ()
    return Concerned(office.code, office.name, impact_of(db.session(), planned, now=now()), openings)


def all_of(offices: Sequence[Concerned]) -> Impact:
    """The impact at all of them."""
    return together(one.impact for one in offices)


def _reason(change: Change) -> str:
    """What those who are cancelled would read first of all."""
    return change.reason if isinstance(change, CloseDay) else ""
