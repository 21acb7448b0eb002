"""Says to staff why nobody is named, and no note is kept."""

from booking.bookings.colleagues.refusals import CounsellorChangedMeanwhile, NoSuchDesk, NoteMissing, UnknownCounsellor
from booking.core.explain import Explanation, explains
from booking.core.texts import _


@explains
def _unknown_counsellor(refused: UnknownCounsellor) -> Explanation:
    return Explanation(
        _("この担当者は選べません"),
        _("選んだ職員は、この安定所の職員ではなくなっています。まだ何も変えていません。"),
        _("一覧から、もう一度担当者を選んでください。"),
    )


@explains
def _no_such_desk(refused: NoSuchDesk) -> Explanation:
    return Explanation(
        _("この窓口は見つかりません"),
        _("ここでは見られない窓口か、アドレスがまちがっています。"),
        _("予約の一覧から選びなおしてください。"),
    )


@explains
def _counsellor_changed_meanwhile(refused: CounsellorChangedMeanwhile) -> Explanation:
    return Explanation(
        _("画面を開いているあいだに、ほかの職員が担当を替えました"),
        _("まだ何も変えていません。"),
        _("いまの担当を確かめて、もう一度決めてください。"),
    )


@explains
def _note_missing(refused: NoteMissing) -> Explanation:
    return Explanation(
        _("メモが書かれていません"),
        _("空のメモは残せません。"),
        _("ほかの職員に伝えたいことを書いてください。"),
    )
