"""Registering a person at the counter: the fields, then what was read and who is alike, then the record."""

from collections.abc import Sequence
from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.core.explain import explain_to_staff
from booking.core.lookup_limit import MINUTES, compared_too_often
from booking.core.texts import _
from booking.offices.staff_offices import offices_of_staff
from booking.people.permissions import RECEPTION, allow
from booking.people.records.duplicates import Duplicates, duplicates_of
from booking.people.records.fields import Person, PersonField
from booking.people.records.likeness import Looks
from booking.people.records.refusals import SeekerNumberReserved, SeekerNumberTaken
from booking.people.records.register import NewRecord
from booking.people.records.register import register as register_now
from booking.people.refusals import EmailTaken
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.page import page
from booking.web.desk.people.register_form import RegisterForm, Step, fingerprint
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db

_FIELD = {
    SeekerNumberTaken: PersonField.SEEKER_NUMBER,
    SeekerNumberReserved: PersonField.SEEKER_NUMBER,
    EmailTaken: PersonField.EMAIL,
}


@blueprint.get("/seekers/new")
@allow(RECEPTION)
def register_seeker() -> str:
    """The empty form."""
    return _form_page(RegisterForm.blank(_own_offices(), today=day_of(now())))


@blueprint.post("/seekers/new")
@allow(RECEPTION)
def submit_register_seeker() -> ResponseReturnValue:
    """Show what was read, or carry it out once exactly that was shown; whatever is refused, what was typed stays."""
    form = RegisterForm.parse(request.form, _own_offices(), today=day_of(now()))
    person = form.person.read.person
    if person is None or form.person.errors:
        return _form_page(form), 422
    if form.step is Step.EDIT:
        return _form_page(form)
    found = duplicates_of(db.session(), _looks(person), office_ids=staff().office_ids)
    if form.step is Step.REGISTER and form.has_seen(found):
        return _register(form, person)
    if found.elsewhere and compared_too_often(staff().actor):
        return _form_page(_with_error(form, PersonField.KANA, _stopped())), 429, {"Retry-After": str(MINUTES * 60)}
    return _shown_page(form, person, found)


def _register(form: RegisterForm, person: Person) -> ResponseReturnValue:
    new = NewRecord(person, form.office_id, form.person.read.seeker_number, key=f"desk:{form.submit_key}")
    try:
        made = register_now(new, actor=staff().actor, now=now())
    except (SeekerNumberTaken, SeekerNumberReserved, EmailTaken) as refused:
        why = explain_to_staff(refused)
        complaint = why.sentences
        return _form_page(_with_error(form, _FIELD[type(refused)], complaint)), refused.http_status
    flash(_("登録しました。マイページの開き方の紙を印刷して、お渡しください。"), "success")
    return redirect(url_for("desk.seeker", seeker_id=made), code=303)


def _looks(person: Person) -> Looks:
    return Looks(person.name, person.kana, person.birth_date, person.phone, person.email)


def _with_error(form: RegisterForm, which: PersonField, complaint: str) -> RegisterForm:
    return replace(form, person=form.person.with_error(which.value, complaint))


def _stopped() -> str:
    return _(
        "ほかの安定所の方との比較が多いため、いまは確認できません。%(minutes)s分ほど待ってから、もう一度押してください。",
        minutes=MINUTES,
    )


def _own_offices() -> Sequence[Office]:
    return offices_of_staff(db.session(), office_ids=staff().office_ids)


def _form_page(form: RegisterForm) -> str:
    choices = [("", _("選んでください")), *((str(office.id), office.name) for office in _own_offices())]
    return page("desk/register.html", form=form, errors=form.person.errors, offices_to_choose=choices)


def _shown_page(form: RegisterForm, person: Person, found: Duplicates) -> str:
    return page(
        "desk/register_check.html",
        form=form,
        person=person,
        number=form.person.read.seeker_number,
        at=next(office for office in _own_offices() if office.id == form.office_id),
        found=found,
        seen=fingerprint(found),
        today=day_of(now()),
    )
