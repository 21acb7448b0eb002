"""The form in which staff move a booking with the seeker's spoken consent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from booking.policy.channels import Channel
from booking.typed import one_line
from booking.web.one_time_key import fresh_key, sent_key
from booking.words.texts import _

_LONGEST_LATE_REASON = 200


@dataclass(frozen=True)
class MoveForm:
    """What was ticked and typed; `terms_version` is the newer version that was read out, empty where none was."""

    channel: str
    submit_key: str
    late_reason: str = ""
    consent: bool = False
    terms_version: str = ""
    terms_accepted: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def blank(cls, *, channels: Collection[Channel]) -> "MoveForm":
        """The form before anything is ticked; where there is only one way in, it is chosen."""
        return cls(next(iter(channels)).value if len(channels) == 1 else "", fresh_key())

    @classmethod
    def parse(cls, sent: Mapping[str, str], *, channels: Collection[Channel]) -> "MoveForm":
        """Read a sent form; `channels` are the ways in which staff may book the procedure."""
        form = cls(
            channel=sent.get("channel", ""),
            submit_key=sent_key(sent),
            late_reason=one_line(sent.get("late_reason", "")),
            consent=sent.get("consent") == "yes",
            terms_version=one_line(sent.get("terms_version", "")),
            terms_accepted=sent.get("terms_accepted") == "yes",
        )
        return replace(form, errors=_complaints(form, channels))

    @property
    def accepted_version(self) -> str | None:
        """The version to which the seeker consented with this move."""
        return self.terms_version if self.terms_accepted else None

    def for_another_time(self) -> "MoveForm":
        """The same form for another time, to which the seeker has not agreed yet."""
        return replace(self, consent=False, errors={})

    def with_error(self, name: str, message: str) -> "MoveForm":
        """The same form with a message at one more field."""
        return replace(self, errors={**self.errors, name: message})


def _complaints(form: MoveForm, channels: Collection[Channel]) -> dict[str, str]:
    found = {}
    if form.channel not in channels:
        found["channel"] = _("電話か窓口かを選んでください。")
    if len(form.late_reason) > _LONGEST_LATE_REASON:
        count, most = len(form.late_reason), _LONGEST_LATE_REASON
        found["late_reason"] = _(
            "%(most)s文字以内で入力してください。いまは%(count)s文字です。", most=most, count=count
        )
    if not form.consent:
        found["consent"] = _("新しい日時を求職者に伝え、同意を得てからチェックを入れてください。")
    return found
