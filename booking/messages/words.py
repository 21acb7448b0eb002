"""Says what kinds of messages are called, why a delivery failed and how it was resolved."""

from booking.announcements.channels import Channels, ChannelWords
from booking.announcements.kinds import KINDS
from booking.core.dates import short_moment
from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.messages.failed_deliveries.resolved import Became, ResolvedDelivery
from booking.messages.refusals import (
    DeliveryOfColleague,
    DeliveryOvertaken,
    DeliveryResolved,
    DeliverySentAgain,
    DeliveryTooLate,
    UnknownDelivery,
    UnknownMessage,
)
from notifier.bounds import TOO_MANY
from notifier.delivering import NO_ADDRESS, NO_CHANNEL, NOT_WHILE_USEFUL, TOO_LATE
from notifier.tables import Delivery, DeliveryState, Resolution


def channel_words(channels: Channels, name: str) -> ChannelWords:
    """The words of a channel; one that the service knows no more is shown by its name in the rows."""
    known = channels.known.get(name)
    return known.words() if known else ChannelWords(name, no_address=_("宛先がない"))


def delivery_failure(reason: str, channel: ChannelWords) -> str:
    """The reason in words, with the codes that a server answered; an unknown one is shown as it is."""
    for beginning, words in {**_of_any_channel(), **channel.failures}.items():
        if reason.startswith(beginning):
            return words + reason.removeprefix(beginning).replace(": ", _("："), 1)
    return reason


def resolution(how: Resolution) -> str:
    """How it was resolved, as on the button that was pressed."""
    return {
        Resolution.CALLED: _("電話で伝えた"),
        Resolution.SENT_AGAIN: _("もう一度送る"),
        Resolution.NOTHING_TO_DO: _("対応は要らない"),
    }[how]


def resolved(how: Resolution) -> str:
    """How it was resolved, as pages say it afterwards."""
    return _("もう一度送った") if how is Resolution.SENT_AGAIN else resolution(how)


def kind_name(code: str) -> str:
    """What staff call a kind of message; one of a version that knew others is named as it was written."""
    return _(KINDS[code].name) if code in KINDS else code


def delivery_state(delivery: Delivery, channel: ChannelWords) -> str:
    """What has become of a message on a channel, for whoever looks back."""
    match delivery.state:
        case DeliveryState.SENT:
            return _("送った（%(when)s）", when=short_moment(delivery.sent_at)) if delivery.sent_at else _("送った")
        case DeliveryState.WAITING if delivery.failure:
            return _("まだ届かず、送りなおしている：%(why)s", why=delivery_failure(delivery.failure, channel))
        case DeliveryState.WAITING:
            return _("これから送る")
        case DeliveryState.FAILED:
            return _("届かなかった：%(why)s", why=delivery_failure(delivery.failure, channel))
        case DeliveryState.DROPPED:
            return _not_sent(delivery.failure, channel)


def became(one: ResolvedDelivery, channel: ChannelWords) -> str:
    """What became of what was sent again."""
    return {
        Became.ARRIVED: _("届いた"),
        Became.STILL_SENT: _("まだ送っている"),
        Became.FAILED_AGAIN: _("また届かなかった"),
        Became.NOT_SENT: _not_sent(one.delivery.failure, channel),
        None: "",
    }[one.became]


def _not_sent(reason: str, channel: ChannelWords) -> str:
    if reason.startswith(TOO_LATE):
        return _("届かずに終わった（時間が過ぎた）")
    if reason == TOO_MANY:
        return _(
            "届かずに終わった（この方への今日の%(channel)sが多すぎる。内容はマイページにあります）",
            channel=channel.name,
        )
    if reason == NO_ADDRESS:
        return _("届かずに終わった（%(why)s）", why=channel.no_address)
    return _("新しい連絡に変わったので、送らなかった")


def _of_any_channel() -> dict[str, str]:
    """By how the outbox begins its own reasons."""
    return {
        NOT_WHILE_USEFUL: _("送る仕組みが止まっているあいだに、期限が過ぎました"),
        NO_CHANNEL: _("送る設定が、いまはありません。電話で伝えてください"),
    }


@explains
def _unknown_delivery(refused: UnknownDelivery) -> Explanation:
    return Explanation(
        _("この連絡は見つかりません"),
        _("新しい連絡に変わって一覧から消えたか、ここでは見られない連絡です。"),
        _("「届かなかった連絡」の一覧から選びなおしてください。"),
    )


@explains
def _delivery_resolved(refused: DeliveryResolved) -> Explanation:
    return Explanation(
        _("この連絡の対応は、もう終わっています"),
        _("この画面を開いたあとに、だれかがもう対応しました。今回の操作では、何も変わっていません。"),
        _(
            "「届かなかった連絡」の一覧を、開きなおしてください。"
            "まちがえて対応したときは「対応が終わった連絡」からもどせます。"
        ),
    )


@explains
def _delivery_of_colleague(refused: DeliveryOfColleague) -> Explanation:
    return Explanation(
        _("ほかの職員が担当しています"),
        _("この連絡は、ほかの職員が担当しています。まだ何も変えていません。"),
        _("担当している職員に確かめてから、対応してください。"),
    )


@explains
def _delivery_too_late(refused: DeliveryTooLate) -> Explanation:
    return Explanation(
        _("この連絡は、もう送れません"),
        _("お知らせする時間を過ぎています。まだ何も変えていません。"),
        _("「届かなかった連絡」の一覧で「電話で伝えた」か「対応は要らない」を押してください。"),
    )


@explains
def _delivery_sent_again(refused: DeliverySentAgain) -> Explanation:
    return Explanation(
        _("もう一度送った連絡は、一覧にもどせません"),
        _("この連絡は、もう一度送りました。届かなければ、自動で一覧にもどります。"),
        _("「対応が終わった連絡」で、届いたかどうかを確かめてください。"),
    )


@explains
def _delivery_overtaken(refused: DeliveryOvertaken) -> Explanation:
    return Explanation(
        _("この連絡は、一覧にもどせません"),
        _("予約の変更や取消などで、新しい連絡に変わりました。まだ何も変えていません。"),
        _("新しい連絡が届かなかったときは、それが「届かなかった連絡」の一覧にのります。"),
    )


@explains
def _unknown_message(refused: UnknownMessage) -> Explanation:
    return Explanation(
        _("このメッセージは見つかりません"),
        _("メッセージが消去されたか、あなたあてではないメッセージです。"),
        _("メッセージの一覧から選んでください。"),
    )
