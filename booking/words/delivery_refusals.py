"""Says the refusals about deliveries; imported with its package, so that `tell` always knows them."""

from booking.core.explain import Telling, tell
from booking.core.texts import _
from booking.messages.refusals import (
    DeliveryOfColleague,
    DeliveryOvertaken,
    DeliverySeenTo,
    DeliverySentAgain,
    DeliveryTooLate,
    UnknownDelivery,
)


@tell.register
def _unknown_delivery(refused: UnknownDelivery) -> Telling:
    return Telling(
        _("この連絡は見つかりません"),
        _("新しい連絡に変わって一覧から消えたか、ここでは見られない連絡です。"),
        _("「届かなかった連絡」の一覧から選びなおしてください。"),
    )


@tell.register
def _delivery_seen_to(refused: DeliverySeenTo) -> Telling:
    return Telling(
        _("この連絡の対応は、もう終わっています"),
        _("この画面を開いたあとに、だれかがもう対応しました。今回の操作では、何も変わっていません。"),
        _(
            "「届かなかった連絡」の一覧を、開きなおしてください。"
            "まちがえて対応したときは「対応が終わった連絡」からもどせます。"
        ),
    )


@tell.register
def _delivery_of_colleague(refused: DeliveryOfColleague) -> Telling:
    return Telling(
        _("ほかの職員が担当しています"),
        _("この連絡は、ほかの職員が担当しています。まだ何も変えていません。"),
        _("担当している職員に確かめてから、対応してください。"),
    )


@tell.register
def _delivery_too_late(refused: DeliveryTooLate) -> Telling:
    return Telling(
        _("この連絡は、もう送れません"),
        _("お知らせする時間を過ぎています。まだ何も変えていません。"),
        _("「届かなかった連絡」の一覧で「電話で伝えた」か「対応は要らない」を押してください。"),
    )


@tell.register
def _delivery_sent_again(refused: DeliverySentAgain) -> Telling:
    return Telling(
        _("もう一度送った連絡は、一覧にもどせません"),
        _("この連絡は、もう一度送りました。届かなければ、自動で一覧にもどります。"),
        _("「対応が終わった連絡」で、届いたかどうかを確かめてください。"),
    )


@tell.register
def _delivery_overtaken(refused: DeliveryOvertaken) -> Telling:
    return Telling(
        _("この連絡は、一覧にもどせません"),
        _("予約の変更や取消などで、新しい連絡に変わりました。まだ何も変えていません。"),
        _("新しい連絡が届かなかったときは、それが「届かなかった連絡」の一覧にのります。"),
    )
