"""連絡の文: what an office says of its own in its messages to seekers, looked at before it holds."""

from collections.abc import Sequence

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.availability.procedures import rules_of
from booking.core.channels import Channel
from booking.core.texts import _
from booking.core.texts.languages import Language
from booking.core.texts.own_sentences import LONGEST_SENTENCES
from booking.offices.change_sentences import back_to_standard, change_sentences
from booking.offices.file.check_sentences import sentence_faults
from booking.offices.from_rows import sentences_now, sentences_of_row
from booking.offices.refusals import OfficeRulesBroken, SettingChangedMeanwhile
from booking.offices.sentences import KINDS_WITH_SENTENCES, places_of, texts_for
from booking.offices.staff_offices import procedures_of_offices
from booking.people.permissions import MANAGEMENT, allow
from booking.services import services
from booking.tables import Office, Procedure
from booking.web.desk.blueprint import blueprint
from booking.web.desk.messages.sample_facts import sample_facts
from booking.web.desk.messages.sample_texts import SampleTexts, sample_texts
from booking.web.desk.messages.sentences_form import PARTS, SentencesForm
from booking.web.desk.offices.own_office import own_office
from booking.web.desk.page import page
from booking.web.desk.settings.meanwhile import meanwhile, seen_version
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db

_ADDRESS = "/office/<office_code>/messages"


@blueprint.get(_ADDRESS)
@allow(MANAGEMENT)
def own_messages(office_code: str) -> str:
    """Every kind of message in which the office may say something, and where it does."""
    office = own_office(office_code)
    said = {row.kind: sentences_of_row(row) for row in office.sentences}
    kinds = [(code, _(kind.name), said.get(code)) for code, kind in KINDS_WITH_SENTENCES.items()]
    return page("desk/messages/kinds.html", settings=office, kinds=kinds, languages=_own_names())


@blueprint.get(f"{_ADDRESS}/<message_kind>")
@allow(MANAGEMENT)
def own_sentences(office_code: str, message_kind: str) -> str:
    """What the office says in messages of one kind now, and how they look."""
    office, kind = own_office(office_code), _known(message_kind)
    return _page(office, SentencesForm(sentences_now(db.session(), office, kind)))


@blueprint.post(f"{_ADDRESS}/<message_kind>")
@allow(MANAGEMENT)
def submit_own_sentences(office_code: str, message_kind: str) -> ResponseReturnValue:
    """Show how the messages would look, or let them say it from now on."""
    office, form = own_office(office_code), SentencesForm.parse(_known(message_kind), request.form)
    if request.form.get("act") == "look":
        faults = sentence_faults([form.sentences] if form.sentences.says_something else [])
        form = form.with_faults((fault.key, fault.what, fault.allowed) for fault in faults)
        return form.with_status(_page(office, form, is_look=True))
    try:
        change_sentences(office.id, form.sentences, actor=staff().actor, now=now(), seen=seen_version(request.form))
    except SettingChangedMeanwhile as refused:
        return _page(own_office(office_code), form, refused=refused), refused.http_status
    except OfficeRulesBroken as refused:
        form = form.with_faults(refused.faults)
        return form.with_status(_page(own_office(office_code), form), refused)
    flash(_("保存しました。これからの連絡と、マイページのメッセージに使います。"), "success")
    return _to(office_code, message_kind)


@blueprint.post(f"{_ADDRESS}/<message_kind>/standard")
@allow(MANAGEMENT)
def submit_standard_text(office_code: str, message_kind: str) -> ResponseReturnValue:
    """Let the standard text stand alone again."""
    office, kind = own_office(office_code), _known(message_kind)
    try:
        back_to_standard(office.id, kind, actor=staff().actor, now=now(), seen=seen_version(request.form))
    except SettingChangedMeanwhile as refused:
        office = own_office(office_code)
        form = SentencesForm(sentences_now(db.session(), office, kind))
        return _page(office, form, refused=refused, is_typed=False), refused.http_status
    flash(_("標準の文に戻しました。"), "success")
    return _to(office_code, message_kind)


def _known(kind: str) -> str:
    return kind if kind in KINDS_WITH_SENTENCES else abort(404)


def _to(office_code: str, kind: str) -> ResponseReturnValue:
    return redirect(url_for("desk.own_sentences", office_code=office_code, message_kind=kind), code=303)


def _page(
    office: Office,
    form: SentencesForm,
    *,
    is_look: bool = False,
    refused: SettingChangedMeanwhile | None = None,
    is_typed: bool = True,
) -> str:
    kind = KINDS_WITH_SENTENCES[form.sentences.kind]
    procedures = procedures_of_offices(db.session(), office_ids=[office.id])
    return page(
        "desk/messages/sentences.html",
        settings=office,
        form=form,
        errors=form.errors,
        kind=kind,
        kind_name=_(kind.name),
        parts=PARTS,
        languages=_own_names(),
        places=places_of(kind),
        offered=texts_for(kind),
        most=LONGEST_SENTENCES,
        is_own=sentences_now(db.session(), office, kind.code).says_something,
        is_look=is_look,
        seen=(None if refused else seen_version(request.form)) or office.version,
        meanwhile=meanwhile(office, refused) if refused else None,
        is_typed=is_typed,
        procedures=[(one.code, one.title) for one in procedures],
        sample=_sample(form, procedures) if not form.errors else None,
    )


def _sample(form: SentencesForm, procedures: Sequence[Procedure]) -> SampleTexts | None:
    """The message as a seeker would get it who booked this procedure in its first way; None without a procedure."""
    procedure = next((one for one in procedures if one.code == form.procedure), next(iter(procedures), None))
    if procedure is None:
        return None
    base_url, kind, own = services().config.base_url, form.sentences.kind, form.sentences
    channel = _first_channel(procedure)
    facts = sample_facts(kind, procedure, channel, issued=True, base_url=base_url, now=now(), own=own)
    return sample_texts(kind, facts, form.shown_in)


def _first_channel(procedure: Procedure) -> Channel:
    rules, today = rules_of(db.session(), procedure), day_of(now())
    channels = rules.channels_between(today, rules.last_open_day(today))
    return next((one for one in Channel if one in channels), Channel.PHONE)


def _own_names() -> Sequence[tuple[Language, str]]:
    return [(each, each.own_name) for each in Language]
