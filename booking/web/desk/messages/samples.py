"""How each message looks to a seeker: the real templates with made-up people, for the own offices' procedures."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, current_app, request
from markupsafe import Markup

from booking.announcements.channels import channels
from booking.announcements.kinds import KINDS
from booking.availability.procedures import rules_of
from booking.bookings.words import channel as channel_words
from booking.core.channels import Channel
from booking.core.texts import _
from booking.core.texts.languages import Language, speaking
from booking.core.texts.ruby import in_brackets
from booking.offices.staff_offices import procedures_of_offices
from booking.people.permissions import ALL_STAFF, allow
from booking.services import services
from booking.tables import Procedure
from booking.web.desk.blueprint import blueprint
from booking.web.desk.messages.sample_facts import sample_facts
from booking.web.desk.page import page
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db
from notifier.render import render


@dataclass(frozen=True)
class _Sent:
    """What goes out on a channel, under the name by which staff know it."""

    channel: str
    has_subject: bool
    text: str


@dataclass(frozen=True)
class _Sample:
    """A message as it would be: what each channel sends, and what the inbox shows."""

    subject: str
    sent: Sequence[_Sent]
    inbox: Markup | None  # None: it stands in no inbox


@blueprint.get("/message-samples")
@allow(ALL_STAFF)
def message_samples() -> str:
    """One kind of message; what is not among the choices counts as the first of them."""
    procedures = procedures_of_offices(db.session(), office_ids=staff().office_ids)
    if not procedures:
        abort(404)
    procedure = _chosen_procedure(procedures)
    channel = _chosen("channel", _channels(procedure))
    kind = _chosen("kind", list(KINDS))
    issued = request.args.get("meeting") != "none"
    spoken = Language(_chosen("language", list(Language)))
    return page(
        "desk/message_samples.html",
        sample=_sample(kind, procedure, Channel(channel), issued=issued, spoken=spoken),
        spoken=spoken,
        languages_of_seekers=[(each.value, each.own_name) for each in Language],
        procedure=procedure,
        procedures=[(one.code, one.title) for one in procedures],
        channel=channel,
        channels=[(one.value, channel_words(one)) for one in Channel if _is_used(one, procedures)],
        kind=kind,
        kinds=[(code, _(one.name)) for code, one in KINDS.items()],
        issued=issued,
    )


def _sample(kind: str, procedure: Procedure, channel: Channel, *, issued: bool, spoken: Language) -> _Sample:
    base_url = services().config.base_url
    facts = sample_facts(kind, procedure, channel, issued=issued, base_url=base_url, now=now())
    env = current_app.jinja_env
    with speaking(spoken, to_a_page=True):
        texts = [one.text(env, kind, facts) for one in channels().carrying(kind)]
        # The template escapes what it shows; this only says that it did.
        shown = Markup(render(env, kind, "inbox.html", facts)) if KINDS[kind].has_inbox else None  # noqa: S704  autoescaped
        subject = in_brackets(render(env, kind, "subject.txt", facts))  # as mails have it
    carrying = zip(channels().carrying(kind), texts, strict=True)
    return _Sample(subject, [_Sent(one.words().name, one.has_subject, text) for one, text in carrying], shown)


def _chosen_procedure(procedures: Sequence[Procedure]) -> Procedure:
    return next((one for one in procedures if one.code == request.args.get("procedure")), procedures[0])


def _chosen(name: str, choices: Sequence[str]) -> str:
    given = request.args.get(name, "")
    return given if given in choices else choices[0]


def _is_used(channel: Channel, procedures: Sequence[Procedure]) -> bool:
    return any(channel.value in _channels(procedure) for procedure in procedures)


def _channels(procedure: Procedure) -> Sequence[str]:
    """Through which it can be booked for some day that is open today."""
    rules, today = rules_of(db.session(), procedure), day_of(now())
    channels = rules.channels_between(today, rules.last_open_day(today))
    return [channel.value for channel in Channel if channel in channels]
