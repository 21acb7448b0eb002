"""Correcting what is on record of a person, with the person at the counter or on the phone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import Explanation, explain_to_staff
from booking.core.lookup_limit import MINUTES, tried_too_often
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.people.permissions import RECEPTION, allow
from booking.people.records.correct import Correction, Value, correct_record, looks_like, person_of
from booking.people.records.field_words import person_field
from booking.people.records.fields import Person, PersonField
from booking.people.records.refusals import EmailNeeded, RecordChanged, SeekerNumberReserved, SeekerNumberTaken
from booking.people.refusals import EmailTaken, IdentityNotChecked
from booking.tables import Seeker
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.correcting import stopped
from booking.web.desk.people.person_form import PersonForm
from booking.web.desk.people.reason_form import ReasonForm
from booking.web.desk.people.seeker_access import is_checked, opened_seeker, refuse_unless_checked_lately
from booking.web.desk.url_params import SEEKER
from booking.web.forms import is_ticked, line
from booking.web.session import now, staff
from calendars.office_time import day_of

_ADDRESS = f"/seekers/{SEEKER}/record"
_FIELD = {
    SeekerNumberTaken: PersonField.SEEKER_NUMBER,
    SeekerNumberReserved: PersonField.SEEKER_NUMBER,
    EmailTaken: PersonField.EMAIL,
    EmailNeeded: PersonField.EMAIL,
}


@dataclass(frozen=True)
class _Sent:
    """What was typed, why, and what the record looked like when the form was opened."""

    person: PersonForm
    why: ReasonForm
    seen: str

    def with_error(self, which: PersonField, complaint: str) -> "_Sent":
        return replace(self, person=self.person.with_error(which.value, complaint))


@blueprint.get(_ADDRESS)
@allow(RECEPTION)
def correct_seeker(seeker_id: int) -> ResponseReturnValue:
    """The form with what is on record; whoever is not checked yet is checked first, which then leads here."""
    seeker = opened_seeker(seeker_id)
    if not is_checked(seeker_id):
        flash(_("登録の内容を直す前に、本人確認を記録してください。"), "notice")
        return redirect(url_for("desk.call", seeker_id=seeker_id, next=request.path), code=303)
    shown = PersonForm.of(person_of(seeker), seeker.seeker_number, today=day_of(now()))
    return _form_page(seeker, _Sent(replace(shown, errors={}), ReasonForm(), looks_like(seeker)))


@blueprint.post(_ADDRESS)
@allow(RECEPTION)
def submit_correct_seeker(seeker_id: int) -> ResponseReturnValue:
    """Correct it; whatever is refused, what was typed stays."""
    seeker = opened_seeker(seeker_id)
    sent = _Sent(
        PersonForm.parse(request.form, today=day_of(now())), ReasonForm.parse(request.form), line(request.form, "seen")
    )
    person = sent.person.read.person
    if not sent.person.typed[PersonField.SEEKER_NUMBER.value]:
        sent = sent.with_error(PersonField.SEEKER_NUMBER, _("求職番号を入力してください。例：70000-0000001"))
    if person is None or sent.person.errors or sent.why.errors:
        return _form_page(seeker, sent), 422
    return _correct(seeker, sent, person)


def _correct(seeker: Seeker, sent: _Sent, person: Person) -> ResponseReturnValue:
    seeker_id = seeker.id
    try:
        refuse_unless_checked_lately(seeker_id)
        if person.email != seeker.email and tried_too_often(staff().actor):
            return _form_page(seeker, sent.with_error(PersonField.EMAIL, stopped())), 429, _LATER
        correction = Correction(_wanted(sent, person), sent.why.reason, sent.seen)
        changed = correct_record(seeker_id, correction, staff_id=staff().as_staff, now=now())
    except (EmailTaken, EmailNeeded, SeekerNumberTaken, SeekerNumberReserved) as refused:
        why = explain_to_staff(refused)
        sent = sent.with_error(_FIELD[type(refused)], why.sentences)
        return _form_page(opened_seeker(seeker_id), sent), refused.http_status
    except (RecordChanged, IdentityNotChecked) as refused:
        return _form_page(opened_seeker(seeker_id), sent, refused), refused.http_status
    _flash_outcome(changed)
    was_impostor = changed and is_ticked(request.form, "impostor")
    return redirect(url_for("desk.access" if was_impostor else "desk.seeker", seeker_id=seeker_id), code=303)


_LATER = {"Retry-After": str(MINUTES * 60)}


def _wanted(sent: _Sent, person: Person) -> Mapping[PersonField, Value]:
    others = set(PersonField) - {PersonField.SEEKER_NUMBER}
    values: dict[PersonField, Value] = {field: getattr(person, field.value) for field in others}
    return values | {PersonField.SEEKER_NUMBER: sent.person.read.seeker_number}


def _flash_outcome(changed: frozenset[PersonField]) -> None:
    if not changed:
        flash(_("登録と同じ内容でした。何も変えていません。"), "notice")
        return
    fields = _("、").join(person_field(field) for field in PersonField if field in changed)
    flash(
        _("登録の内容を直しました：%(fields)s。マイページのある方には、お知らせを送ります。", fields=fields), "success"
    )


def _form_page(seeker: Seeker, sent: _Sent, refused: Refusal | None = None) -> str:
    explanation: Explanation | None = explain_to_staff(refused) if refused else None
    return page(
        "desk/correct_record.html",
        seeker=seeker,
        person=sent.person,
        why=sent.why,
        seen=sent.seen,
        errors={**sent.person.errors, **sent.why.errors},
        impostor=is_ticked(request.form, "impostor"),
        explanation=explanation,
    )
