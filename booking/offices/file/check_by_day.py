"""Asks rules over a procedure of each of its days: as it is at first, and as it is from each of its dated rules on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace

from booking.availability.rule_values import RuleValues
from booking.offices.file.problems import Fault, below, entry_key
from booking.offices.file.shape import Procedure

Check = Callable[[Procedure], Iterable[Fault]]


def faults_by_day(procedure: Procedure, check: Check) -> Iterator[Fault]:
    """What `check` finds, under the whole keys; what is wrong already is not told again under a later day.

    The keys that `check` gives are those inside a procedure.
    """
    key = entry_key("procedures", procedure.code)
    known: set[Fault] = set()
    for said, place in _by_day(procedure, key):
        found = tuple(check(said))
        yield from (replace(fault, key=below(place, fault.key)) for fault in found if fault not in known)
        known = set(found)


def empty_rules(procedure: Procedure) -> Iterator[Fault]:
    """The dated rules that change nothing; the keys are those inside the procedure."""
    names = "、".join(field.name for field in fields(RuleValues))
    for entry in procedure.rules:
        if not entry.values:
            yield Fault(entry_key("rules", entry.valid_from.isoformat()), "変わる値がひとつも書かれていません", names)


def reworded_terms(procedure: Procedure) -> Iterator[Fault]:
    """Terms whose wording changes under their old version; the keys are those inside the procedure."""
    wordings = {procedure.terms.version: procedure.terms.paragraphs}
    for valid_from, values in procedure.values.changes:
        if wordings.setdefault(values.terms.version, values.terms.paragraphs) != values.terms.paragraphs:
            key = below(entry_key("rules", valid_from.isoformat()), "terms")
            yield Fault(key, "同じ版のまま文面が変わっています", "新しい版の名前をつける")


def _by_day(procedure: Procedure, key: str) -> Iterator[tuple[Procedure, str]]:
    yield replace(procedure, rules=()), key
    for entry in procedure.rules:
        yield procedure.on(entry.valid_from), below(key, entry_key("rules", entry.valid_from.isoformat()))
