"""Why a delivery failed and how somebody saw to it, for staff."""

from booking.core.texts import _
from booking.messages.failed_deliveries.resolved import Became, SeenTo
from notifier.bounds import TOO_MANY
from notifier.tables import Resolution


def delivery_failure(reason: str) -> str:
    """The reason in words, with the codes that a mail server answered; an unknown one is shown as it is."""
    for beginning, words in _words().items():
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
    """How it was resolved, as it is told afterwards."""
    return _("もう一度送った") if how is Resolution.SENT_AGAIN else resolution(how)


def became(one: SeenTo) -> str:
    """What became of what was sent again."""
    return {
        Became.ARRIVED: _("届いた"),
        Became.STILL_SENT: _("まだ送っている"),
        Became.FAILED_AGAIN: _("また届かなかった"),
        Became.NOT_SENT: _not_sent(one.delivery.failure),
        None: "",
    }[one.became]


def _not_sent(reason: str) -> str:
    if reason.startswith("too late to be useful"):
        return _("届かずに終わった（時間が過ぎた）")
    if reason == TOO_MANY:
        return _("届かずに終わった（この方への今日のメールが多すぎる。内容はマイページにあります）")
    if reason == "nobody to write to":
        return _("届かずに終わった（メールアドレスがない）")
    return _("届かずに終わった（新しい連絡に変わった）")


def _words() -> dict[str, str]:
    """By how the channels begin their reasons."""
    return {
        "not delivered while it was useful": _("送る仕組みが止まっているあいだに、期限が過ぎました"),
        "the recipient's mail address is none to which mail can be sent": _("メールアドレスの形がまちがっています"),
        "the mail server refused the address": _("相手のメールサーバーが、この宛先を断りました"),
        "the mail server refused the mail": _("相手のメールサーバーが、このメールを断りました"),
        "the mail server refused the sign-in": _("メールサーバーに接続できません（認証）"),
        "the mail server cannot be reached or hung up": _("メールサーバーに接続できません"),
    }
