"""Lines about what did not arrive, with the words of the message that each is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app

from booking.messages.failed_deliveries.open import OpenFailure
from booking.messages.failed_deliveries.resolved import SeenTo
from booking.messages.letters.letter import facts_of_subjects
from booking.web.desk.people.opened import may_open
from database.base import db
from notifier.render import render


@dataclass(frozen=True)
class Line:
    """One of a list: what it told, and whether the seeker's page may be opened from here."""

    found: OpenFailure | SeenTo
    subject: str
    may_open: bool


def lines_of(found: Sequence[OpenFailure | SeenTo]) -> list[Line]:
    """A line for each; the facts of their subjects are looked up together."""
    facts = facts_of_subjects(db.session(), [one.message for one in found])
    env = current_app.jinja_env
    return [
        Line(one, render(env, one.message.kind, "subject.txt", facts[one.message.id]), may_open(one.seeker))
        for one in found
    ]
