"""The form in which staff move a booking with the seeker's spoken consent."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from booking.core.channels import Channel
from booking.core.text_limits import LONGEST_REASON
from booking.core.texts import _
from booking.web.desk.call.booking_form import usual_way
from booking.web.forms import Form, is_ticked, line, too_long
from booking.web.one_time_key import fresh_key, sent_key


@dataclass(frozen=True)
class MoveForm(Form):
    """What was ticked and typed; `terms_version` is the newer version that was read out, empty where none was."""

    channel: str
    submit_key: str
    late_reason: str = ""
    consent: bool = False
    terms_version: str = ""
    terms_accepted: bool = False

    @classmethod
    def blank(cls, *, channels: Collection[Channel]) -> "MoveForm":
        """The form before anything is ticked."""
        return cls(usual_way(channels), fresh_key())

    @classmethod
    def parse(cls, sent: Mapping[str, str], *, channels: Collection[Channel]) -> "MoveForm":
        """Read a sent form; `channels` are the ways in which staff may book the procedure."""
        form = cls(
            channel=sent.get("channel", ""),
            submit_key=sent_key(sent),
            late_reason=line(sent, "late_reason"),
            consent=is_ticked(sent, "consent"),
            terms_version=line(sent, "terms_version"),
            terms_accepted=is_ticked(sent, "terms_accepted"),
        )
        agreed = _("新しい日時を求職者に伝え、同意を得てから「同意を得たので、この日時に変更する」を押してください。")
        return form.checked(
            {
                "channel": "" if form.channel in channels else _("電話か窓口かを選んでください。"),
                "late_reason": too_long(form.late_reason, LONGEST_REASON),
                "consent": "" if form.consent else agreed,
            }
        )

    @property
    def accepted_version(self) -> str | None:
        """The version to which the seeker consented with this move."""
        return self.terms_version if self.terms_accepted else None

    def for_another_time(self) -> "MoveForm":
        """The same form for another time, to which the seeker has not agreed yet."""
        return replace(self, consent=False, errors={})

    def without_errors(self) -> "MoveForm":
        """The same form before it is sent to be carried out."""
        return replace(self, errors={})
