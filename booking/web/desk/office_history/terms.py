"""The terms of a procedure: every version, what changed between two, and a new one from a day on."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.rule_values import Terms
from booking.core.input.parsing import read_day, read_typed_day
from booking.core.texts.changed_words import Piece, changed_paragraphs
from booking.history.terms_versions import TermsVersion, kept_terms, terms_versions
from booking.office_changes.refusals import DayInPast
from booking.office_changes.settings.parts import procedure_in
from booking.office_changes.settings.terms import DropTerms, without_terms
from booking.offices.file.shape import Procedure
from booking.offices.from_rows import office_file
from booking.offices.refusals import OfficeRulesBroken, SettingChangedMeanwhile
from booking.people.permissions import MANAGEMENT, allow
from booking.tables import Office
from booking.web.desk.blueprint import blueprint
from booking.web.desk.office_history.terms_form import TermsForm
from booking.web.desk.offices.impact import decide, show_impact
from booking.web.desk.offices.or_why_not import or_why_not
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.offices.proposals import Proposal, proposal
from booking.web.desk.page import page
from booking.web.desk.settings.meanwhile import Meanwhile, meanwhile
from booking.web.forms import is_ticked
from booking.web.session import now
from calendars.office_time import day_of
from database.base import db

_ADDRESS = "/office/<office_code>/procedures/<code>/terms"


@blueprint.get(_ADDRESS)
@allow(MANAGEMENT)
def terms_of_procedure(office_code: str, code: str) -> str:
    """Every version with its days, its text, and how many people accepted it."""
    office = own_office(office_code)
    procedure, today = _procedure(office, code), day_of(now())
    versions = terms_versions(db.session(), procedure)
    earlier = _earlier(versions)
    return page(
        "desk/office_history/terms.html",
        shown=office,
        procedure=procedure,
        versions=[(one, _since_earlier(one, before)) for one, before in zip(versions, earlier, strict=True)],
        today=today,
    )


@blueprint.get(f"{_ADDRESS}/new")
@allow(MANAGEMENT)
def new_terms(office_code: str, code: str) -> ResponseReturnValue:
    """The form, filled with the terms that hold."""
    office = own_office(office_code)
    procedure = _procedure(office, code)
    return _form_page(office, procedure, TermsForm.of(procedure.on(day_of(now())).terms, seen=office.version))


@blueprint.post(f"{_ADDRESS}/new")
@allow(MANAGEMENT)
def look_at_new_terms(office_code: str, code: str) -> ResponseReturnValue:
    """What the new version changes, word by word."""
    return _answered(show_impact, own_office(office_code), code)


@blueprint.post(f"{_ADDRESS}/confirm")
@allow(MANAGEMENT)
def change_terms(office_code: str, code: str) -> ResponseReturnValue:
    """Let the new version hold from its day on, or show the form again, to mend what was typed."""
    office = own_office(office_code)
    if is_ticked(request.form, "mend"):
        return _form_page(office, _procedure(office, code), TermsForm.parse(request.form))
    return _answered(decide, office, code)


@blueprint.get(f"{_ADDRESS}/<day>/remove")
@allow(MANAGEMENT)
def drop_terms_impact(office_code: str, code: str, day: str) -> ResponseReturnValue:
    """What taking back planned terms would do."""
    return _dropped(show_impact, own_office(office_code), code, day)


@blueprint.post(f"{_ADDRESS}/<day>/remove")
@allow(MANAGEMENT)
def drop_terms(office_code: str, code: str, day: str) -> ResponseReturnValue:
    """Take planned terms back."""
    return _dropped(decide, own_office(office_code), code, day)


def _answered(answer: Callable[[Proposal], ResponseReturnValue], office: Office, code: str) -> ResponseReturnValue:
    """The answer about the terms that were sent, or the form with what is wrong with them."""
    procedure, known = _procedure(office, code), kept_terms(db.session(), code)
    form = TermsForm.parse(request.form)
    before = _terms_before(procedure, form)
    form = form.against(known, before=before)
    change = form.change(code, known)
    if change is None or form.errors:
        return _form_page(office, procedure, form)
    try:
        return answer(
            replace(
                proposal(office, change),
                back=url_for("desk.terms_of_procedure", office_code=office.code, code=code),
                can_mend=True,
                action=url_for("desk.change_terms", office_code=office.code, code=code),
                fields=form.fields,
                wording=changed_paragraphs(before.paragraphs, change.paragraphs),
            )
        )
    except (DayInPast, OfficeRulesBroken) as refused:
        return _form_page(office, procedure, form.refused(refused))
    except SettingChangedMeanwhile as refused:
        again = replace(form, seen=office.version)
        return _form_page(office, procedure, again, meanwhile(office, refused))[0], refused.http_status


def _dropped(
    answer: Callable[[Proposal], ResponseReturnValue], office: Office, code: str, day: str
) -> ResponseReturnValue:
    """The answer about planned terms, with how the terms that go on instead of them differ."""
    change = DropTerms(code, read_day(day) or abort(404))
    given = office_file(db.session(), office)
    planned = procedure_in(given, code)
    rest = without_terms(given, planned, change, today=day_of(now()))
    before, after = (one.on(change.valid_from).terms.paragraphs for one in (planned, rest))
    return or_why_not(lambda asked: answer(replace(asked, wording=changed_paragraphs(before, after))), office, change)


def _form_page(
    office: Office, procedure: Procedure, form: TermsForm, found: Meanwhile | None = None
) -> tuple[str, int]:
    shown = page(
        "desk/office_history/new_terms.html",
        shown=office,
        procedure=procedure,
        form=form,
        errors=form.errors,
        meanwhile=found,
    )
    return form.with_status(shown)


def _procedure(office: Office, code: str) -> Procedure:
    return procedure_in(office_file(db.session(), office), code)


def _terms_before(procedure: Procedure, form: TermsForm) -> Terms:
    """The terms that would hold on the first day of the new ones."""
    return procedure.on(read_typed_day(form.typed_from) or day_of(now())).terms


def _earlier(versions: Sequence[TermsVersion]) -> Sequence[TermsVersion | None]:
    """For each version the one before it, where its days are known."""
    following = [*versions[1:], None]
    return [one if one is not None and one.dated else None for one in following]


def _since_earlier(one: TermsVersion, earlier: TermsVersion | None) -> Sequence[Sequence[Piece]]:
    """The text, with what changed since the version before; one without is as it is."""
    before = earlier.terms.paragraphs if earlier and one.dated else one.terms.paragraphs
    return changed_paragraphs(before, one.terms.paragraphs)
