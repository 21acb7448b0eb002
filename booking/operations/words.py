"""Says what waits and why nobody can see to it."""

from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.operations.refusals import (
    MoreIsDeleted,
    NothingToDo,
    PeriodChosenMeanwhile,
    PeriodOutOfBounds,
    UnknownPeriod,
)


@explains
def _nothing_to_do(_refused: NothingToDo) -> Explanation:
    return Explanation(
        _("この仕事は見つかりません"),
        _("担当の安定所にはない仕事です。何も変わっていません。"),
        _("一覧を開きなおして、選びなおしてください。"),
    )


@explains
def _unknown_period(_refused: UnknownPeriod) -> Explanation:
    return Explanation(
        _("この期間は見つかりません"),
        _("選べる期間ではありません。何も変わっていません。"),
        _("一覧を開きなおして、選びなおしてください。"),
    )


@explains
def _period_out_of_bounds(refused: PeriodOutOfBounds) -> Explanation:
    return Explanation(
        _("この長さにはできません"),
        _("選べるのは、%(least)s日から%(most)s日までです。", least=refused.least, most=refused.most),
        _("日数を直して、もう一度お試しください。"),
    )


@explains
def _more_is_deleted(refused: MoreIsDeleted) -> Explanation:
    return Explanation(
        _("今夜、いつもより多く消えます"),
        _(
            "この長さにすると、次の夜に、これまでなら残る%(count)s件が消えます。もとには戻せません。",
            count=refused.count,
        ),
        _("それでよければ、もう一度決めてください。"),
    )


@explains
def _period_chosen_meanwhile(refused: PeriodChosenMeanwhile) -> Explanation:
    return Explanation(
        _("画面を開いているあいだに、期間が変わりました"),
        _(
            "%(shown)s日から%(chosen)s日に変わっています。まだ何も変えていません。",
            shown=refused.shown,
            chosen=refused.chosen,
        ),
        _("どちらにするかを確かめて、もう一度決めてください。"),
    )
