"""Says to staff what the evidence of a consultation suggests, and why."""

from booking.attendance.rules.suggestion import Proposal, Reason, Why
from booking.core.decisions import DECISIONS
from booking.core.texts import _


def proposal(proposed: Proposal) -> str:
    """What is proposed, in few words; staff decide."""
    word = DECISIONS[proposed.outcome].suggestion if proposed.outcome else None
    return _(word) if word else _("提案なし")


def reason(given: Reason) -> str:
    """One reason, as a sentence."""
    return _sentence(given.why, given.count)


def _sentence(why: Why, count: int) -> str:
    return {
        Why.NOT_YET: _("まだ判断できる時間になっていません。"),
        Why.NO_EVIDENCE: _("入退室の記録が届いていません。"),
        Why.NO_MEETING: _("ミーティングが発行されていませんでした。"),
        Why.LATE_MEETING: _("ミーティングの発行が間際になりました。求職者が気づけなかったかもしれません。"),
        Why.ON_TIME: _("時間どおりに来ました。"),
        Why.LATE: _("%(count)s分遅れて来ました。", count=count),
        Why.OTHER_NAME: _(
            "表示名とちがう名前の人だけでした。ご本人だったか（自動の記録係などでなかったか）を確かめてください。"
        ),
        Why.NAME_NOT_TOLD: _("名前の記録がない人だけでした。ご本人だったかを確かめてください。"),
        Why.REJOINED: _("途中で%(count)s回、入りなおしました。", count=count),
        Why.LEFT_EARLY: _("終わりの%(count)s分前に退室しました。", count=count),
        Why.ENDED_EARLY: _("ミーティングは予定より%(count)s分早く終わりました。", count=count),
        Why.CONNECTION_LOST: _("終わりの%(count)s分前に通信が切れ、戻れませんでした。", count=count),
        Why.HOST_ABSENT: _("相談の時間に、ミーティングが開かれていませんでした。"),
        Why.HOST_LATE: _("ミーティングが開かれたのは、%(count)s分遅れてからでした。", count=count),
        Why.HOST_LEFT: _("待つ時間が過ぎる前に、ミーティングが閉じられていました。"),
        Why.HOST_WAITED: _("開始から%(count)s分、ミーティングを開いて待っていました。", count=count),
        Why.END_UNKNOWN: _("ミーティングがいつ閉じられたかは、記録が届いていません。"),
        Why.WAITING_ROOM_ONLY: _("待機室に%(count)s分いましたが、入室していません。", count=count),
        Why.LEFT_BEFORE_START: _("開始の前に来て、開始までに出ました。"),
        Why.NOBODY: _("求職者らしい人は来ていません。"),
        Why.COMINGS_NOT_TOLD: _("だれが来たかの記録が届いていません。来ていた人がいたかもしれません。"),
    }[why]
