"""An office says something of its own in its messages of a kind, or goes back to the standard text."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from booking.audit.record import record
from booking.availability.locks import lock_office
from booking.availability.offices import contact_of
from booking.offices.file.check_sentences import sentence_faults
from booking.offices.from_rows import office_file
from booking.offices.meanwhile import refuse_if_changed
from booking.offices.refusals import OfficeRulesBroken
from booking.offices.rows import write_office
from booking.offices.sentences import Sentences
from database.transactions import transact

_FIELDS = ("stands_in", "opening", "closing")


def change_sentences(
    office_id: int, sentences: Sentences, *, actor: str, now: datetime, seen: int | None = None
) -> None:
    """Let the messages of the kind say this, also those that wait to be sent; what is as it was changes nothing.

    Sentences that say nothing are the standard text. `seen` is the version of the office's settings that was looked at.

    Raises:
        OfficeRulesBroken: it names all that is wrong.
        SettingChangedMeanwhile: a colleague changed what these messages say since then.
    """
    transact(lambda session: _change(session, office_id, sentences, actor, now, seen))


def back_to_standard(office_id: int, kind: str, *, actor: str, now: datetime, seen: int | None = None) -> None:
    """Take back what the office says in messages of the kind, also from those that were read already."""
    change_sentences(office_id, Sentences(kind), actor=actor, now=now, seen=seen)


def _change(
    session: Session, office_id: int, sentences: Sentences, actor: str, now: datetime, seen: int | None
) -> None:
    office = lock_office(session, office_id)
    given = office_file(session, office)
    before = next((one for one in given.sentences if one.kind == sentences.kind), Sentences(sentences.kind))
    changed = [name for name in _FIELDS if getattr(before, name) != getattr(sentences, name)]
    if not changed or not (before.says_something or sentences.says_something):
        return
    said = [sentences] if sentences.says_something else []
    faults = tuple((fault.key, fault.what, fault.allowed) for fault in sentence_faults(said))
    if faults:
        raise OfficeRulesBroken(contact_of(office), faults)
    others = [one for one in given.sentences if one.kind != sentences.kind]
    given = replace(given, sentences=tuple(sorted([*others, *said], key=lambda one: one.kind)))
    refuse_if_changed(session, office, given, seen=seen)
    act = "change_sentences" if said else "back_to_standard"
    write_office(session, given, act=act, actor=actor, now=now)
    facts = {"message": sentences.kind, "fields": "+".join(changed)}
    record(session, actor=actor, act=act, object_=f"office:{office.code}", now=now, **facts)
