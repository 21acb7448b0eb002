"""The form in which staff book for a caller: its shape as sent, with a message for each field that lacks it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from booking.bookings.rules.wishes import Wish
from booking.core.channels import Channel
from booking.core.text_limits import LONGEST_REASON, LONGEST_TOPIC
from booking.core.texts import _
from booking.web.forms import Form, all_chosen, is_ticked, line, lines, only, text_complaint, too_long
from booking.web.one_time_key import fresh_key, sent_key


@dataclass(frozen=True)
class BookingForm(Form):
    """What was typed, kept for the next showing."""

    channel: str
    topic: str
    wishes: tuple[str, ...]
    late_reason: str
    consent: bool
    terms_version: str
    submit_key: str  # one-time: the same form sent twice books once

    @classmethod
    def parse(cls, sent: MultiDict[str, str], *, channels: Collection[Channel]) -> "BookingForm":
        """Read a sent form; `channels` are the ways in which staff may book the procedure."""
        form = cls(
            channel=sent.get("channel", ""),
            topic=lines(sent, "topic"),
            wishes=tuple(wish.value for wish in all_chosen(sent, "wishes", Wish)),
            late_reason=line(sent, "late_reason"),
            consent=is_ticked(sent, "consent"),
            terms_version=line(sent, "terms_version"),
            submit_key=sent_key(sent),
        )
        missing = _("相談内容を聞きとって記入してください。")
        return form.checked(
            {
                "channel": "" if form.channel in channels else _("電話か窓口かを選んでください。"),
                "topic": text_complaint(form.topic, LONGEST_TOPIC, missing=missing),
                "late_reason": too_long(form.late_reason, LONGEST_REASON),
                "consent": "" if form.consent else _("利用規約を説明し、同意を得てからチェックを入れてください。"),
            }
        )

    def without_errors(self) -> "BookingForm":
        """The same form before it is sent to be carried out."""
        return replace(self, errors={})

    def with_terms(self, version: str) -> "BookingForm":
        """The same form for another version of the terms, to which nobody has consented yet."""
        return replace(self, consent=False, terms_version=version)

    def renewed(self) -> "BookingForm":
        """The same form as one that was not sent yet: sending it asks anew."""
        return replace(self, submit_key=fresh_key())


def usual_way(channels: Collection[Channel]) -> str:
    """The way in that a form begins with, where staff may choose another."""
    return Channel.PHONE.value if Channel.PHONE in channels else only(channels)


def blank_form(*, channels: Collection[Channel], terms_version: str) -> BookingForm:
    """The form before anything is typed: most callers are on the phone, and where there is one way it is chosen."""
    return BookingForm(
        usual_way(channels), "", (), "", consent=False, terms_version=terms_version, submit_key=fresh_key()
    )
