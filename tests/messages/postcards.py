"""A second channel, as these tests have it: postcards for reminders, to the address on record."""

from dataclasses import replace

from flask import current_app
from sqlalchemy.orm import Session

from booking.announcements.channels import Channel, Channels, ChannelWords, Draft
from booking.messages.channels.mail import mail
from booking.settings.config import Config
from notifier.channels import Carrier, Letter
from tests.town import TARO, seeker_id


def _compose(_session: Session, draft: Draft) -> Letter:
    text = POSTCARDS.text(current_app.jinja_env, draft.message.kind, draft.facts)
    return Letter(key=draft.key, to=draft.to, text=text, written_at=draft.message.made_at)


POSTCARDS = Channel(
    name="postcard",
    carrier=None,
    part="subject.txt",
    address_of=lambda seeker: seeker.address or None,
    compose=_compose,
    words=lambda: ChannelWords("はがき", no_address="住所がない", failures={"returned": "もどってきました"}),
    carries=lambda kind: kind in {"reminder_day", "reminder_hour"},
    reaches=lambda _session, seeker: seeker != seeker_id(TARO),  # who wants none
)


def mail_and_postcards(config: Config, letters: Carrier[Letter], cards: Carrier[Letter] | None) -> Channels:
    """Both channels; postcards are configured no more where nothing takes them."""
    both = (replace(mail(config), carrier=letters), replace(POSTCARDS, carrier=cards))
    return Channels({channel.name: channel for channel in both})
