"""An office changes after how many no-shows it warns and proposes a suspension; earlier decisions stay as they are."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_office
from booking.availability.offices import contact_of
from booking.offices.absence_rules import AbsenceRules
from booking.offices.file.check_values import absence_faults
from booking.offices.from_rows import office_file
from booking.offices.meanwhile import refuse_if_changed
from booking.offices.refusals import OfficeRulesBroken
from booking.offices.rows import write_office
from database.transactions import transact

_ACT = "change_absence_rules"


def change_absence_rules(
    office_id: int, rules: AbsenceRules, *, actor: str, now: datetime, seen: int | None = None
) -> None:
    """Let `rules` hold from now on. `seen` is the version of the office's settings that was looked at.

    Raises:
        OfficeRulesBroken: it names every number that is out of range.
        SettingChangedMeanwhile: a colleague changed the rules since then.
    """
    transact(lambda session: _change(session, office_id, rules, actor, now, seen))


def _change(session: Session, office_id: int, rules: AbsenceRules, actor: str, now: datetime, seen: int | None) -> None:
    office = lock_office(session, office_id)
    faults = tuple((fault.key, fault.what, fault.allowed) for fault in absence_faults(rules))
    if faults:
        raise OfficeRulesBroken(contact_of(office), faults)
    given = replace(office_file(session, office), absences=rules)
    refuse_if_changed(session, office, given, seen=seen)
    write_office(session, given, act=_ACT, actor=actor, now=now)
    record(session, actor=actor, act=_ACT, object_=f"office:{office.code}", now=now, **vars(rules))
