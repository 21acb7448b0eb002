"""A message as a seeker would get it, rendered by the real templates from made-up facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from markupsafe import Markup

from booking.announcements.channels import channels
from booking.announcements.kinds import KINDS
from booking.core.texts.languages import Language, speaking
from booking.core.texts.ruby import in_brackets
from notifier.render import render


@dataclass(frozen=True)
class SentText:
    """What goes out on a channel, under the name by which staff know it."""

    channel: str
    has_subject: bool
    text: str


@dataclass(frozen=True)
class SampleTexts:
    """A message as it would be: what each channel sends, and what the inbox shows."""

    subject: str
    sent: Sequence[SentText]
    inbox: Markup | None  # None: it stands in no inbox


def sample_texts(kind: str, facts: dict[str, Any], spoken: Language) -> SampleTexts:
    """The texts of a kind with these facts in a language."""
    env = current_app.jinja_env
    with speaking(spoken, to_a_page=True):
        texts = [one.text(env, kind, facts) for one in channels().carrying(kind)]
        # The template escapes what it shows; this only says that it did.
        shown = Markup(render(env, kind, "inbox.html", facts)) if KINDS[kind].has_inbox else None  # noqa: S704  autoescaped
        subject = in_brackets(render(env, kind, "subject.txt", facts))  # as mails have it
    carrying = zip(channels().carrying(kind), texts, strict=True)
    sent = [SentText(one.words().name, one.has_subject, text) for one, text in carrying]
    return SampleTexts(subject, sent, shown)
