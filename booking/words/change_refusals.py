"""Says why a booking is neither cancelled nor moved, and why nobody waits for a day."""

from booking.bookings.refusals import (
    CancelReasonMissing,
    ChangedMeanwhile,
    NotifiedInFuture,
    NotifiedTooLate,
    NotOpenAnyMore,
    SameSlot,
    TooManyGivenBack,
    TooManyMoves,
    UnknownBooking,
)
from booking.bookings.rules.booking_numbers import spoken
from booking.core.explain import Telling, tell
from booking.core.texts import _
from booking.waiting_list.refusals import DayIsOpen, NothingToWaitFor, TooManyWaits
from calendars.wording import clock, short_day


@tell.register
def _unknown_booking(refused: UnknownBooking) -> Telling:
    return Telling(
        _("この予約は見つかりません"),
        _("受付番号がまちがっているか、ここでは見られない予約です。"),
        _("受付番号をもう一度お確かめください。"),
    )


@tell.register
def _notified_too_late(refused: NotifiedTooLate) -> Telling:
    return Telling(
        _("相談が始まったあとの取消はできません"),
        _("この相談は%(when)sに始まりました。", when=f"{short_day(refused.starts_at)}{clock(refused.starts_at)}"),
        _("欠席の事情がある方は、お電話でお知らせください。"),
    )


@tell.register
def _notified_in_future(refused: NotifiedInFuture) -> Telling:
    return Telling(
        _("連絡を受けた時刻がまちがっています"),
        _("連絡を受けた時刻が、いまより後になっています。"),
        _("連絡を受けた日時を、もう一度お確かめください。"),
    )


@tell.register
def _not_open_any_more(refused: NotOpenAnyMore) -> Telling:
    return Telling(
        _("この予約は、もう変更も取消もできません"),
        _("受付番号%(number)sの予約は、取り消されたか、終わっています。", number=spoken(refused.number)),
        _("予約のページで、いまの状態をお確かめください。"),
    )


@tell.register
def _changed_meanwhile(refused: ChangedMeanwhile) -> Telling:
    return Telling(
        _("画面を開いているあいだに、この予約の日時が変わりました"),
        _("受付番号%(number)sの予約には、まだ何もしていません。", number=spoken(refused.number)),
        _("予約のページで、いまの日時を確かめてから、もう一度手続きしてください。"),
    )


@tell.register
def _too_many_given_back(refused: TooManyGivenBack) -> Telling:
    return Telling(
        _("今日はこれ以上、インターネットでは取り消せません"),
        _("この手続きの予約を、今日は%(limit)s回取り消しました。予約はそのまま残っています。", limit=refused.limit),
        _("取り消したいときは、安定所にお電話ください。明日になれば、またインターネットで取り消せます。"),
    )


@tell.register
def _too_many_moves(refused: TooManyMoves) -> Telling:
    return Telling(
        _("今日はこれ以上、インターネットでは日時を変更できません"),
        _("この手続きの日時を、今日は%(limit)s回変更しました。予約はいまの日時のままです。", limit=refused.limit),
        _("変更したいときは、安定所にお電話ください。明日になれば、またインターネットで変更できます。"),
    )


@tell.register
def _cancel_reason_missing(refused: CancelReasonMissing) -> Telling:
    return Telling(
        _("取消の理由が必要です"),
        _("安定所が取り消すときは、理由を求職者にお知らせします。"),
        _("取消の理由を記入してください。"),
    )


@tell.register
def _same_slot(refused: SameSlot) -> Telling:
    return Telling(
        _("同じ日時です"),
        _("受付番号%(number)sの予約は、すでにこの日時です。", number=spoken(refused.number)),
        _("変更するときは、別の日時を選んでください。"),
    )


@tell.register
def _day_is_open(refused: DayIsOpen) -> Telling:
    return Telling(
        _("この日には、いま空きがあります"),
        _("%(day)sは、待たなくても、いま予約できます。", day=short_day(refused.day)),
        _("下の空いている時間から選んで、予約してください。"),
    )


@tell.register
def _nothing_to_wait_for(refused: NothingToWaitFor) -> Telling:
    return Telling(
        _("この日の空きは、お知らせできません"),
        _("%(day)sは、いまインターネットで予約を受け付けていない日です。", day=short_day(refused.day)),
        _("カレンダーで「満席」の日を選んでください。"),
    )


@tell.register
def _too_many_waits(refused: TooManyWaits) -> Telling:
    return Telling(
        _("空きのお知らせを、これ以上は頼めません"),
        _("一度に待てるのは、%(limit)s日分までです。", limit=refused.limit),
        _("マイページの「空きのお知らせ」で、待たなくてよい日をやめてから、もう一度お試しください。"),
    )
