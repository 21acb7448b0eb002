"""How each message looks to a seeker: the real templates with made-up people, for the own offices' procedures."""

from collections.abc import Sequence
from typing import Any

from flask import abort, request

from booking.announcements.kinds import KINDS
from booking.availability.procedures import rules_of
from booking.bookings.words import channel as channel_words
from booking.core.channels import Channel
from booking.core.texts import _
from booking.core.texts.languages import Language
from booking.offices.from_rows import sentences_now
from booking.offices.staff_offices import procedures_of_offices
from booking.people.permissions import ALL_STAFF, allow
from booking.services import services
from booking.tables import Procedure
from booking.web.desk.blueprint import blueprint
from booking.web.desk.messages.sample_facts import sample_facts
from booking.web.desk.messages.sample_texts import sample_texts
from booking.web.desk.page import page
from booking.web.session import now, staff
from calendars.office_time import day_of
from database.base import db


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
        sample=sample_texts(kind, _facts(kind, procedure, Channel(channel), issued=issued), spoken),
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


def _facts(kind: str, procedure: Procedure, channel: Channel, *, issued: bool) -> dict[str, Any]:
    base_url = services().config.base_url
    own = sentences_now(db.session(), procedure.office, kind)
    return sample_facts(kind, procedure, channel, issued=issued, base_url=base_url, now=now(), own=own)


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
