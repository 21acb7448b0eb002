"""Says why nobody waits for a day."""

from booking.core.dates import short_day
from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.waiting_list.refusals import DayIsOpen, NothingToWaitFor, TooManyWaits


@explains
def _day_is_open(refused: DayIsOpen) -> Explanation:
    return Explanation(
        _("この日には、いま空きがあります"),
        _("%(day)sは、待たなくても、いま予約できます。", day=short_day(refused.day)),
        _("下の空いている時間から選んで、予約してください。"),
    )


@explains
def _nothing_to_wait_for(refused: NothingToWaitFor) -> Explanation:
    return Explanation(
        _("この日の空きは、お知らせできません"),
        _("%(day)sは、いまインターネットで予約を受け付けていない日です。", day=short_day(refused.day)),
        _("カレンダーで「満席」の日を選んでください。"),
    )


@explains
def _too_many_waits(refused: TooManyWaits) -> Explanation:
    return Explanation(
        _("空きのお知らせを、これ以上は頼めません"),
        _("一度に待てるのは、%(limit)s日分までです。", limit=refused.limit),
        _("マイページの「空きのお知らせ」で、待たなくてよい日をやめてから、もう一度お試しください。"),
    )
