"""The terms of a procedure version by version: from which day each holds, and how many people accepted it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from booking.availability.rule_values import Terms
from booking.offices.file import shape
from booking.tables import Booking, Procedure
from booking.tables import Terms as TermsRow


@dataclass(frozen=True)
class TermsVersion:
    """Terms and how many people booked under them.

    They hold from `begins` (None: from the first) until the day before `ends` (None: there are no later ones). Terms
    of which no day is known any more, such as those that were dropped, are not `dated`.
    """

    terms: Terms
    accepted_by: int
    begins: date | None = None
    ends: date | None = None
    dated: bool = True

    def is_to_come(self, today: date) -> bool:
        """Whether they hold from a later day on."""
        return self.begins is not None and self.begins > today

    def holds_on(self, today: date) -> bool:
        """Whether who books on that day accepts them."""
        return self.dated and not self.is_to_come(today) and (self.ends is None or today < self.ends)


def terms_versions(session: Session, procedure: shape.Procedure) -> Sequence[TermsVersion]:
    """All versions: the latest first, then those of which no day is known."""
    accepted = _accepted(session, procedure.code)
    dated = [
        TermsVersion(terms, accepted.get(terms.version, 0), begins, ends) for begins, ends, terms in _spans(procedure)
    ]
    named = {one.terms.version for one in dated}
    others = [
        TermsVersion(terms, accepted.get(terms.version, 0), dated=False)
        for terms in kept_terms(session, procedure.code)
        if terms.version not in named
    ]
    return [*reversed(dated), *others]


def kept_terms(session: Session, procedure: str) -> Sequence[Terms]:
    """Every version that the procedure (its code) ever had, the latest written first."""
    query = select(TermsRow.version, TermsRow.paragraphs).join(Procedure, TermsRow.procedure_id == Procedure.id)
    found = session.execute(query.where(Procedure.code == procedure).order_by(TermsRow.id.desc()))
    return [Terms(version, tuple(paragraphs)) for version, paragraphs in found]


def _spans(procedure: shape.Procedure) -> Iterator[tuple[date | None, date | None, Terms]]:
    """Which terms hold from when to when."""
    values = procedure.values
    begun: list[tuple[date | None, Terms]] = [(None, values.first.terms)]
    for valid_from, changed in values.changes:
        if changed.terms != begun[-1][1]:
            begun.append((valid_from, changed.terms))
    ends = [*(begins for begins, _ in begun[1:]), None]
    for (begins, terms), end in zip(begun, ends, strict=True):
        yield begins, end, terms


def _accepted(session: Session, procedure: str) -> dict[str, int]:
    people = func.count(Booking.seeker_id.distinct())
    query = select(Booking.terms_version, people).join(Procedure, Booking.procedure_id == Procedure.id)
    counted = session.execute(query.where(Procedure.code == procedure).group_by(Booking.terms_version))
    return {row[0]: row[1] for row in counted}
