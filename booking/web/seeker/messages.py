"""The inbox: messages are facts, and their text is rendered when they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, render_template, request
from markupsafe import Markup

from booking.announcements.announce import seeker_inbox
from booking.availability.procedures import KnownOffice
from booking.core.input.parsing import LARGEST_ID
from booking.core.texts import _
from booking.messages.letters.letter import facts_of, facts_of_subjects
from booking.messages.read_message import read_message
from booking.messages.refusals import UnknownMessage
from booking.people.permissions import SEEKERS, allow
from booking.services import services
from booking.tables import Office
from booking.web.seeker.blueprint import blueprint
from booking.web.session import now, seeker_id
from database.base import db
from notifier.inbox import Told, message_of, messages_of, unread
from notifier.render import render

_A_PAGE = 20


@dataclass(frozen=True)
class _Line:
    """A message in the list."""

    id: int
    subject: str  # without the office, which stands beside it
    office: str
    made_at: datetime
    unread: bool
    void: bool  # names a meeting that was withdrawn


@blueprint.get("/mypage/messages")
@allow(SEEKERS)
def messages() -> str:
    """The newest messages, or those before `?before=`."""
    found = messages_of(db.session(), seeker_inbox(seeker_id()), most=_A_PAGE + 1, before=_before())
    shown = found[:_A_PAGE]
    facts = facts_of_subjects(db.session(), shown)
    return render_template(
        "seeker/messages.html",
        lines=[_line(message, facts[message.id]) for message in shown],
        before=_before(),
        older=shown[-1].id if len(found) > _A_PAGE else None,
    )


@blueprint.get(f"/mypage/messages/<int(max={LARGEST_ID}):message_id>")
@allow(SEEKERS)
def message(message_id: int) -> str:
    """One message, which counts as read from now on."""
    inbox = seeker_inbox(seeker_id())
    found = message_of(db.session(), inbox, message_id)
    if found is None:
        raise UnknownMessage(None)
    if found.read_at is None:
        read_message(inbox, message_id, now=now())
    given = services()
    facts = facts_of(db.session(), found, keys=given.keys, base_url=given.config.base_url, now=now())
    return render_template(
        "seeker/message.html",
        message=found,
        subject=_without_office(_rendered(found, "subject.txt", facts), facts.get("office")),
        # The template escapes what it shows; this only says that it did.
        body=Markup(_rendered(found, "inbox.html", {**facts, "pressable": True})),  # noqa: S704  rendered with autoescape
        booking=facts.get("booking"),
        office=facts.get("office"),
        new_messages=unread(db.session(), inbox),
    )


def _line(found: Told, facts: Mapping[str, Any]) -> _Line:
    subject = _without_office(_rendered(found, "subject.txt", facts), facts.get("office"))
    office = facts["office"].name if facts.get("office") else ""
    return _Line(found.id, subject, office, found.made_at, found.read_at is None, facts.get("void", False))


def _rendered(found: Told, part: str, facts: Mapping[str, Any]) -> str:
    return render(current_app.jinja_env, found.kind, part, facts)


def _without_office(subject: str, office: Office | KnownOffice | None) -> str:
    """The subject without the office's name in front, which a mail needs and a heading does not."""
    return subject.removeprefix(_("【%(office)s】", office=office.name)) if office else subject


def _before() -> int | None:
    given = request.args.get("before", type=int)
    return given if given is not None and 0 < given <= LARGEST_ID else None
