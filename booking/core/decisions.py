"""What becomes of a booking, and a row for each decision that staff take about attendance (rules.md#attendance).

Pages, messages, the API and the CHECKs of the tables take theirs from here. Knows no tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from booking.core.texts.marked_texts import N_

Tone = Literal["notice", "success", "warning", "error", "quiet"]  # as in templates/macros/states.html
Look = Literal["primary", "secondary", "danger"]  # as in templates/macros/forms.html


class BookingStatus(StrEnum):
    """What became of a booking."""

    BOOKED = "booked"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    EXCUSED = "excused"
    NOT_HELD = "not_held"
    CANCELLED_BY_SEEKER = "cancelled_by_seeker"
    CANCELLED_BY_OFFICE = "cancelled_by_office"

    @property
    def open(self) -> bool:
        """Whether it was neither cancelled nor decided about."""
        return self is BookingStatus.BOOKED

    @property
    def cancelled(self) -> bool:
        """Whether it gave its place and its display name back."""
        return self in CANCELLED

    @property
    def cancelled_by_office(self) -> bool:
        """Whether it was the office that cancelled."""
        return self is BookingStatus.CANCELLED_BY_OFFICE

    @property
    def decided(self) -> bool:
        """Whether staff decided what became of the consultation."""
        return self in DECISIONS

    @property
    def counts(self) -> bool:
        """Whether it counts as an unannounced absence."""
        return self in DECISIONS and DECISIONS[self].counts

    @property
    def took_place(self) -> bool:
        """Whether staff decided that there was a consultation."""
        return self in DECISIONS and DECISIONS[self].took_place

    @property
    def word(self) -> str:
        """What it is called; to be sent through gettext."""
        return DECISIONS[self].word if self in DECISIONS else _UNDECIDED[self][0]

    @property
    def tone(self) -> Tone:
        """The tone of its tag."""
        return DECISIONS[self].tone if self in DECISIONS else _UNDECIDED[self][1]

    @property
    def seekers_word(self) -> str:
        """What it is called to the seeker whose booking it is; to be sent through gettext."""
        return DECISIONS[self].seekers_word or self.word if self in DECISIONS else self.word

    @property
    def seekers_tone(self) -> Tone:
        """The tone of its tag on the seeker's own pages, where nothing is an alarm."""
        return "warning" if self.tone == "error" else self.tone


CANCELLED = (BookingStatus.CANCELLED_BY_SEEKER, BookingStatus.CANCELLED_BY_OFFICE)

_UNDECIDED: Mapping[BookingStatus, tuple[str, Tone]] = {
    BookingStatus.BOOKED: (N_("予約済み"), "notice"),
    BookingStatus.CANCELLED_BY_SEEKER: (N_("取消（ご本人）"), "quiet"),
    BookingStatus.CANCELLED_BY_OFFICE: (N_("取消（安定所）"), "quiet"),
}


@dataclass(frozen=True)
class DecisionKind:
    """All that is particular to one decision about attendance. Texts are marked, to be sent through gettext."""

    status: BookingStatus
    word: str  # on the button, and wherever the status is shown
    tone: Tone
    took_place: bool = False  # whether there was a consultation
    look: Look = "secondary"  # of the button
    needs_reason: bool = False  # a correction needs one anyway
    after_late_minutes: bool = False  # a seeker who comes late before that has come
    counts: bool = False  # as an unannounced absence (rules.md#no-shows)
    seekers_word: str | None = None  # to the seeker; None if it is called the same
    message: str | None = None  # the kind of message to the seeker; None if it needs none
    suggestion: str | None = None  # what the evidence suggests is called; None where only people can know
    meaning: str | None = None  # below the buttons
    advice: str | None = None  # below the buttons, while this one can be pressed


# In the order of their buttons.
_KINDS = (
    DecisionKind(
        BookingStatus.ATTENDED,
        N_("相談済み"),
        "success",
        took_place=True,
        look="primary",
        suggestion=N_("提案：出席"),
    ),
    DecisionKind(
        BookingStatus.EXCUSED,
        N_("欠席（連絡あり）"),
        "warning",
        needs_reason=True,
        message="excused",
    ),
    DecisionKind(
        BookingStatus.NOT_HELD,
        N_("実施なし"),
        "warning",
        needs_reason=True,
        message="not_held",
        suggestion=N_("提案：実施なし"),
        meaning=N_("実施なし：安定所や通信の都合で行えなかったとき。欠席の回数には数えません。"),
    ),
    DecisionKind(
        BookingStatus.NO_SHOW,
        N_("無断欠席"),
        "error",
        look="danger",
        after_late_minutes=True,
        counts=True,
        seekers_word=N_("欠席（ご連絡なし）"),
        message="missed",
        suggestion=N_("提案：無断欠席"),
        advice=N_("無断欠席にする前に、登録の電話番号にかけて、事情をお確かめください。記録すると求職者に伝わります。"),
    ),
)

DECISIONS: Mapping[BookingStatus, DecisionKind] = {kind.status: kind for kind in _KINDS}

USUAL = BookingStatus.ATTENDED  # what one press on the day's sheet decides
