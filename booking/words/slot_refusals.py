"""Says why a time cannot be booked."""

from booking.availability.refusals import (
    ChannelClosed,
    DeadlinePassed,
    NoSuchSlot,
    NotYetOpen,
    OnClosingDay,
    OverlapsOwnBooking,
    ProcedureEnded,
    SlotPast,
    SlotRefused,
    SlotTaken,
    UnknownProcedure,
)
from booking.bookings.refusals import LateReasonMissing
from booking.core.explain import Telling, tell
from booking.core.texts import _
from calendars.wording import clock, short_day, until


@tell.register
def _unknown_procedure(refused: UnknownProcedure) -> Telling:
    return Telling(
        _("この手続きは見つかりません"),
        _("手続きの番号がまちがっているか、手続きが終わっています。"),
        _("トップページで、手続きの名前とハローワークの名前を入れて探してください。例：職業相談 大村"),
    )


@tell.register
def _no_such_slot(refused: NoSuchSlot) -> Telling:
    return Telling(
        _("この日時の相談はありません"),
        _("%(when)sには、この手続きの相談時間がありません。", when=_when(refused)),
        _choose_another(refused),
    )


@tell.register
def _slot_past(refused: SlotPast) -> Telling:
    return Telling(
        _("この時間はもう過ぎています"),
        _("%(when)sの相談は、すでに始まったか終わっています。", when=_when(refused)),
        _choose_another(refused),
    )


@tell.register
def _procedure_ended(refused: ProcedureEnded) -> Telling:
    return Telling(
        _("この日には、この手続きは終わっています"),
        _("%(day)sからは、この手続きを行いません。", day=short_day(refused.ends_on)),
        _choose_another(refused),
    )


@tell.register
def _on_closing_day(refused: OnClosingDay) -> Telling:
    return Telling(
        _("この日は休みです"),
        _("%(day)sは休みの日です（%(name)s）。", day=short_day(refused.starts_at), name=refused.closing),
        _choose_another(refused),
    )


@tell.register
def _deadline_passed(refused: DeadlinePassed) -> Telling:
    return Telling(
        _("この日の予約は締め切りました"),
        _(
            "%(day)sの予約は、%(until)sで締め切りました。",
            day=short_day(refused.starts_at),
            until=until(refused.closes_at),
        ),
        _choose_another(refused),
    )


@tell.register
def _late_reason_missing(refused: LateReasonMissing) -> Telling:
    return Telling(
        _("締切後の予約には理由が必要です"),
        _("この日の予約は%(until)sで締め切りました。", until=until(refused.closes_at)),
        _("締切後に予約する理由を記入してください。理由は記録されます。"),
    )


@tell.register
def _not_yet_open(refused: NotYetOpen) -> Telling:
    return Telling(
        _("まだ受付が始まっていません"),
        _(
            "%(day)sの予約は、%(opens)sから受け付けます。",
            day=short_day(refused.starts_at),
            opens=f"{short_day(refused.opens_at)}{clock(refused.opens_at)}",
        ),
        _choose_another(refused),
    )


@tell.register
def _channel_closed(refused: ChannelClosed) -> Telling:
    return Telling(
        _("この方法では予約できません"),
        refused.why or _("この手続きは、この方法での予約を受け付けていません。"),
        _("お電話または来所でご予約ください。"),
    )


@tell.register
def _slot_taken(refused: SlotTaken) -> Telling:
    return Telling(
        _("この時間は、ほかの方が先に選びました"),
        _("%(when)sは、いま空いていません。あなたの予約は入っていません。", when=_when(refused)),
        _choose_another(refused),
    )


@tell.register
def _overlaps_own_booking(refused: OverlapsOwnBooking) -> Telling:
    return Telling(
        _("同じ時間に、ほかの予約があります"),
        _("%(when)sは、あなたの別の相談の予約と重なっています。", when=_when(refused)),
        _choose_another(refused),
    )


def _when(refused: SlotRefused) -> str:
    return f"{short_day(refused.starts_at)}{clock(refused.starts_at)}"


def _choose_another(refused: SlotRefused) -> str:
    if refused.alternatives:
        return _("下の空いている時間から選ぶか、カレンダーで別の日を選んでください。")
    return _("いま空いている時間はありません。日をあらためるか、お電話でご相談ください。")
