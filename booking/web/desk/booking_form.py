"""The form in which staff book for a caller: its shape as sent, with a message for each field that lacks it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict

from booking.policy.channels import Channel
from booking.policy.wishes import TOPIC_MAX_LENGTH, Wish
from booking.typed import one_line, says_something, several_lines
from booking.web.one_time_key import fresh_key, sent_key
from booking.words.texts import _

_LONGEST_LATE_REASON = 200


@dataclass(frozen=True)
class BookingForm:
    """What was typed, kept for the next showing; `errors` by field name in the order of the fields."""

    channel: str
    topic: str
    wishes: tuple[str, ...]
    late_reason: str
    consent: bool
    terms_version: str
    submit_key: str  # one-time: the same form sent twice books once
    errors: Mapping[str, str]

    @classmethod
    def parse(cls, sent: MultiDict[str, str], *, channels: Collection[Channel]) -> "BookingForm":
        """Read a sent form; `channels` are the ways in which staff may book the procedure."""
        form = cls(
            channel=sent.get("channel", ""),
            topic=several_lines(sent.get("topic", "")),
            wishes=tuple(wish.value for wish in Wish if wish.value in sent.getlist("wishes")),
            late_reason=one_line(sent.get("late_reason", "")),
            consent=sent.get("consent") == "yes",
            terms_version=one_line(sent.get("terms_version", "")),
            submit_key=sent_key(sent),
            errors={},
        )
        return replace(form, errors=_complaints(form, channels))

    def with_error(self, name: str, message: str) -> "BookingForm":
        """The same form with a message at one more field."""
        return replace(self, errors={**self.errors, name: message})

    def without_errors(self) -> "BookingForm":
        """The same form before it is sent to be carried out."""
        return replace(self, errors={})

    def with_terms(self, version: str) -> "BookingForm":
        """The same form for another version of the terms, to which nobody has consented yet."""
        return replace(self, consent=False, terms_version=version)

    def renewed(self) -> "BookingForm":
        """The same form as one that was not sent yet: sending it asks anew."""
        return replace(self, submit_key=fresh_key())


def blank_form(*, channels: Collection[Channel], terms_version: str) -> BookingForm:
    """The form before anything is typed; where there is only one way to book, it is chosen."""
    only = next(iter(channels)).value if len(channels) == 1 else ""
    return BookingForm(only, "", (), "", consent=False, terms_version=terms_version, submit_key=fresh_key(), errors={})


def _complaints(form: BookingForm, channels: Collection[Channel]) -> dict[str, str]:
    found = {
        "channel": "" if form.channel in channels else _("電話か窓口かを選んでください。"),
        "topic": _topic_complaint(form.topic),
        "late_reason": _too_long(form.late_reason, _LONGEST_LATE_REASON),
        "consent": "" if form.consent else _("利用規約を説明し、同意を得てからチェックを入れてください。"),
    }
    return {name: message for name, message in found.items() if message}


def _topic_complaint(topic: str) -> str:
    if not says_something(topic):
        return _("相談内容を聞きとって記入してください。")
    return _too_long(topic, TOPIC_MAX_LENGTH)


def _too_long(text: str, most: int) -> str:
    if len(text) <= most:
        return ""
    return _("%(most)s文字以内で入力してください。いまは%(count)s文字です。", most=most, count=len(text))
