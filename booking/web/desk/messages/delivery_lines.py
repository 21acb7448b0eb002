"""Lines about what did not arrive, with the words of the message that each is about and of its channel."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, url_for

from booking.announcements.channels import ChannelWords, channels
from booking.messages.failed_deliveries.open import OpenFailure
from booking.messages.failed_deliveries.resolved import ResolvedDelivery
from booking.messages.letters.letter import facts_of_subjects
from booking.messages.words import became, channel_words, delivery_failure
from booking.tables import Seeker
from booking.web.desk.people.seeker_access import may_open
from booking.web.session import now
from database.base import db
from notifier.render import render
from notifier.tables import Delivery


@dataclass(frozen=True)
class Line:
    """A line of a list: what the message said, on which channel, and what may be done about it from here."""

    found: OpenFailure | ResolvedDelivery
    subject: str
    channel: ChannelWords
    may_open: bool  # the seeker's page
    mended_at: str | None  # the page on which the address is corrected
    is_too_late: bool  # what it reminds of is over

    @property
    def reason(self) -> str:
        """Why it did not arrive."""
        return delivery_failure(self.found.delivery.failure, self.channel)

    @property
    def became(self) -> str:
        """What became of it after it was sent again."""
        return became(self.found, self.channel) if isinstance(self.found, ResolvedDelivery) else ""

    @property
    def may_be_sent_again(self) -> bool:
        """Whether there is a way and a reason to send it once more."""
        return self.found.delivery.channel in channels().carriers and not self.is_too_late


def lines_of(found: Sequence[OpenFailure | ResolvedDelivery]) -> list[Line]:
    """Make a line for each; the facts of their subjects are looked up together."""
    facts = facts_of_subjects(db.session(), [one.message for one in found])
    env = current_app.jinja_env
    return [
        Line(
            one,
            render(env, one.message.kind, "subject.txt", facts[one.message.id]),
            channel_words(channels(), one.delivery.channel),
            may_open=may_open(one.seeker),
            mended_at=_mended_at(one.delivery.channel, one.seeker),
            is_too_late=_is_too_late(one.delivery),
        )
        for one in found
    ]


def _mended_at(channel: str, seeker: Seeker) -> str | None:
    known = channels().known.get(channel)
    if known is None or known.mending is None or not known.address_of(seeker):
        return None
    return url_for(known.mending.endpoint, seeker_id=seeker.id)


def _is_too_late(delivery: Delivery) -> bool:
    return delivery.lapses and delivery.useful_until is not None and delivery.useful_until <= now()
