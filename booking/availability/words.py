"""Says why a time cannot be booked, and why a booking stands outside the timetable."""

from dataclasses import replace
from datetime import datetime

from booking.availability.outside_timetable import Outside
from booking.availability.placed_outside import LostPlace
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
from booking.availability.slots import Slot, SlotReason
from booking.core.dates import short_day, short_moment, until
from booking.core.explain import Explanation, explain, explains, explains_to_staff
from booking.core.texts import _
from booking.core.texts.holidays import closing_name


def reason_of(slot: Slot, *, phone_only_reason: str = "", to_staff: bool = False) -> str:
    """The slot's reason as a sentence, said to the seeker or about them; empty for an open one."""
    match slot.reason:
        case None:
            return ""
        case SlotReason.PAST:
            return _("この時間はすでに過ぎています。")
        case SlotReason.ENDED:
            return _("この手続きは、この日には終わっています。")
        case SlotReason.CLOSING_DAY:
            return _("休みの日です（%(name)s）。", name=closing_name(slot.closing))
        case SlotReason.YOURS:
            return _("この求職者が予約している時間です。") if to_staff else _("この時間は、あなたが予約しています。")
        case SlotReason.DEADLINE_PASSED:
            return _("予約は%(until)sで締め切りました。", until=until(slot.closes_at))
        case SlotReason.NOT_YET_OPEN:
            return _(
                "予約の受付は%(when)sからです。",
                when=short_moment(slot.opens_at),
            )
        case SlotReason.CHANNEL:
            return phone_only_reason or _("この方法では予約できません。")
        case SlotReason.FULL:
            return _("満席です。")


def outside_reason(reason: Outside) -> str:
    """The reason as a sentence for staff."""
    return {
        Outside.ENDED: _("この手続きは、この日には終わっています。"),
        Outside.CLOSING_DAY: _("この日は休みの日です。"),
        Outside.NO_SUCH_START: _("いまの時間割にない時間です。"),
        Outside.DESK_TAKEN_OUT: _("この窓口では、いまこの手続きを行っていません。"),
        Outside.OTHER_LENGTH: _("この日の相談の長さが、予約のときと変わりました。"),
    }[reason]


def why_lost(lost: LostPlace, starts_at: datetime) -> str:
    """Why the office took a held time away, as a sentence for its seeker."""
    if Outside.ENDED in lost.reasons:
        return _("%(day)sには、この手続きは終わっています。", day=short_day(starts_at))
    if Outside.CLOSING_DAY in lost.reasons:
        return _("%(day)sは休みの日になりました（%(name)s）。", day=short_day(starts_at), name=lost.closing)
    if Outside.NO_SUCH_START in lost.reasons:
        return _("この時間の相談は、行わないことになりました。")
    return _("安定所の予定が変わりました。")


@explains
def _unknown_procedure(refused: UnknownProcedure) -> Explanation:
    return Explanation(
        _("この手続きは見つかりません"),
        _("手続きの番号がまちがっているか、手続きが終わっています。"),
        _("トップページで、手続きの名前とハローワークの名前を入れて探してください。例：職業相談 大村"),
    )


@explains
def _no_such_slot(refused: NoSuchSlot) -> Explanation:
    return Explanation(
        _("この日時の相談はありません"),
        _("%(when)sには、この手続きの相談時間がありません。", when=short_moment(refused.starts_at)),
        _choose_another(refused),
    )


@explains
def _slot_past(refused: SlotPast) -> Explanation:
    return Explanation(
        _("この時間はもう過ぎています"),
        _("%(when)sの相談は、すでに始まったか終わっています。", when=short_moment(refused.starts_at)),
        _choose_another(refused),
    )


@explains
def _procedure_ended(refused: ProcedureEnded) -> Explanation:
    return Explanation(
        _("この日には、この手続きは終わっています"),
        _("%(day)sからは、この手続きを行いません。", day=short_day(refused.ends_on)),
        _choose_another(refused),
    )


@explains
def _on_closing_day(refused: OnClosingDay) -> Explanation:
    return Explanation(
        _("この日は休みです"),
        _("%(day)sは休みの日です（%(name)s）。", day=short_day(refused.starts_at), name=closing_name(refused.closing)),
        _choose_another(refused),
    )


@explains
def _deadline_passed(refused: DeadlinePassed) -> Explanation:
    return Explanation(
        _("この日の予約は締め切りました"),
        _(
            "%(day)sの予約は、%(until)sで締め切りました。",
            day=short_day(refused.starts_at),
            until=until(refused.closes_at),
        ),
        _choose_another(refused),
    )


@explains
def _not_yet_open(refused: NotYetOpen) -> Explanation:
    return Explanation(
        _("まだ受付が始まっていません"),
        _(
            "%(day)sの予約は、%(opens)sから受け付けます。",
            day=short_day(refused.starts_at),
            opens=short_moment(refused.opens_at),
        ),
        _choose_another(refused),
    )


@explains
def _channel_closed(refused: ChannelClosed) -> Explanation:
    return Explanation(
        _("この方法では予約できません"),
        refused.why or _("この手続きは、この方法での予約を受け付けていません。"),
        _("お電話または来所でご予約ください。"),
    )


@explains
def _slot_taken(refused: SlotTaken) -> Explanation:
    return Explanation(
        _("この時間は、ほかの方が先に選びました"),
        _("%(when)sは、いま空いていません。あなたの予約は入っていません。", when=short_moment(refused.starts_at)),
        _choose_another(refused),
    )


@explains
def _overlaps_own_booking(refused: OverlapsOwnBooking) -> Explanation:
    return Explanation(
        _("同じ時間に、ほかの予約があります"),
        _("%(when)sは、あなたの別の相談の予約と重なっています。", when=short_moment(refused.starts_at)),
        _choose_another(refused),
    )


def _choose_another(refused: SlotRefused) -> str:
    if refused.alternatives:
        return _("下の空いている時間から選ぶか、カレンダーで別の日を選んでください。")
    return _("いま空いている時間はありません。日をあらためるか、お電話でご相談ください。")


@explains_to_staff
def _slot_refused_to_staff(refused: SlotRefused) -> Explanation:
    return replace(explain(refused), what_to_do=_other_times_to_staff(refused))


@explains_to_staff
def _slot_taken_to_staff(refused: SlotTaken) -> Explanation:
    return Explanation(
        explain(refused).title,
        _("%(when)sは、いま空いていません。まだ何も予約していません。", when=short_moment(refused.starts_at)),
        _other_times_to_staff(refused),
    )


@explains_to_staff
def _overlaps_own_booking_to_staff(refused: OverlapsOwnBooking) -> Explanation:
    return Explanation(
        explain(refused).title,
        _("%(when)sは、この求職者の別の相談の予約と重なっています。", when=short_moment(refused.starts_at)),
        _other_times_to_staff(refused),
    )


@explains_to_staff
def _channel_closed_to_staff(refused: ChannelClosed) -> Explanation:
    return replace(explain(refused), what_to_do=_("受付の方法を選びなおすか、ほかの手続きをご案内ください。"))


@explains_to_staff
def _unknown_procedure_to_staff(refused: UnknownProcedure) -> Explanation:
    return replace(explain(refused), what_to_do=_("求職者の画面から、手続きと時間を選びなおしてください。"))


def _other_times_to_staff(refused: SlotRefused) -> str:
    if refused.alternatives:
        return _("下の空いている時間から選ぶか、「時間を選びなおす」でほかの日を選んでください。")
    return _("近い日に空いている時間はありません。「時間を選びなおす」で、先の日をお確かめください。")
