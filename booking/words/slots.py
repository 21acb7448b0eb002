"""Says why a slot cannot be booked."""

from booking.availability.slots import Slot, SlotReason
from booking.core.texts import _
from calendars.wording import clock, short_day, until


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
            return _("休みの日です（%(name)s）。", name=slot.closing)
        case SlotReason.YOURS:
            return _("この求職者が予約している時間です。") if to_staff else _("この時間は、あなたが予約しています。")
        case SlotReason.DEADLINE_PASSED:
            return _("予約は%(until)sで締め切りました。", until=until(slot.closes_at))
        case SlotReason.NOT_YET_OPEN:
            return _(
                "予約の受付は%(day)s%(clock)sからです。",
                day=short_day(slot.opens_at),
                clock=clock(slot.opens_at),
            )
        case SlotReason.CHANNEL:
            return phone_only_reason or _("この方法では予約できません。")
        case SlotReason.FULL:
            return _("満席です。")
