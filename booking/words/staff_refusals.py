"""Says to staff, who have the caller on the line, what `tell` says to the seeker; all other refusals read alike."""

from dataclasses import replace

from booking.availability.refusals import ChannelClosed, OverlapsOwnBooking, SlotRefused, SlotTaken, UnknownProcedure
from booking.bookings.refusals import (
    ConsentMissing,
    NoDisplayNameLeft,
    NotifiedTooLate,
    NotOpenAnyMore,
    RegistrationNotValid,
    Suspended,
    TermsOutdated,
    TooManyOpenBookings,
)
from booking.bookings.rules.booking_numbers import spoken
from booking.core.explain import Telling, tell, tell_staff
from booking.core.texts import _
from booking.people.refusals import MyPageNotOpened
from calendars.wording import clock, long_day, short_day


@tell_staff.register
def _slot_refused(refused: SlotRefused) -> Telling:
    return replace(tell(refused), what_to_do=_other_times(refused))


@tell_staff.register
def _slot_taken(refused: SlotTaken) -> Telling:
    return Telling(
        tell(refused).title,
        _("%(when)sは、いま空いていません。まだ何も予約していません。", when=_when(refused)),
        _other_times(refused),
    )


@tell_staff.register
def _overlaps_own_booking(refused: OverlapsOwnBooking) -> Telling:
    return Telling(
        tell(refused).title,
        _("%(when)sは、この求職者の別の相談の予約と重なっています。", when=_when(refused)),
        _other_times(refused),
    )


@tell_staff.register
def _channel_closed(refused: ChannelClosed) -> Telling:
    return replace(tell(refused), what_to_do=_("受付の方法を選びなおすか、ほかの手続きをご案内ください。"))


@tell_staff.register
def _unknown_procedure(refused: UnknownProcedure) -> Telling:
    return replace(tell(refused), what_to_do=_("求職者の画面から、手続きと時間を選びなおしてください。"))


@tell_staff.register
def _too_many_open_bookings(refused: TooManyOpenBookings) -> Telling:
    return replace(
        tell(refused), what_to_do=_("日時を変えたいときは、いまの予約を開いて「日時を変更する」を押してください。")
    )


@tell_staff.register
def _no_display_name_left(refused: NoDisplayNameLeft) -> Telling:
    return replace(tell(refused), what_to_do=_("別の日をご案内ください。運用の担当者にも知らせてください。"))


@tell_staff.register
def _my_page_not_opened(refused: MyPageNotOpened) -> Telling:
    return replace(
        tell(refused),
        what_to_do=_("メールアドレスを登録し、求職者マイページの開設をお手伝いしてから、予約を受け付けてください。"),
    )


@tell_staff.register
def _registration_not_valid(refused: RegistrationNotValid) -> Telling:
    return replace(
        tell(refused),
        what_to_do=_("登録が有効になるまで、予約できません。求職者マイページで「求職有効」にするようご案内ください。"),
    )


@tell_staff.register
def _terms_outdated(refused: TermsOutdated) -> Telling:
    return replace(tell(refused), what_to_do=_("新しい利用規約を説明し、同意を得てください。"))


@tell_staff.register
def _consent_missing(refused: ConsentMissing) -> Telling:
    return replace(tell(refused), what_to_do=_("利用規約を説明し、同意を得てください。"))


@tell_staff.register
def _suspended(refused: Suspended) -> Telling:
    return Telling(
        _("この求職者は、予約の利用が停止されています"),
        _("無断欠席が続いたため、%(day)sまで、この安定所の予約を停止しています。", day=long_day(refused.ends_on)),
        _(
            "ご事情を伺い、管理者に伝えてください。管理者は、停止を解くことができます。すでにある予約は、そのまま有効です。"
        ),
    )


@tell_staff.register
def _notified_too_late(refused: NotifiedTooLate) -> Telling:
    return replace(
        tell(refused),
        what_to_do=_(
            "取消ではなく、出欠の画面で「欠席」として記録してください。事情があるときは、理由を書いて記録できます。"
        ),
    )


@tell_staff.register
def _not_open_any_more(refused: NotOpenAnyMore) -> Telling:
    telling = tell(refused)
    return Telling(
        telling.title,
        _("受付番号%(number)sの予約は、取り消されたか、始まったか、終わっています。", number=spoken(refused.number)),
        _("予約の画面で、いまの状態をお確かめください。"),
    )


def _when(refused: SlotRefused) -> str:
    return f"{short_day(refused.starts_at)}{clock(refused.starts_at)}"


def _other_times(refused: SlotRefused) -> str:
    if refused.alternatives:
        return _("下の空いている時間から選ぶか、「時間を選びなおす」でほかの日を選んでください。")
    return _("近い日に空いている時間はありません。「時間を選びなおす」で、先の日をお確かめください。")
