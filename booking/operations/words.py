"""Says what waits and why nobody can see to it."""

from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.operations.refusals import NothingToDo


@explains
def _nothing_to_do(_refused: NothingToDo) -> Explanation:
    return Explanation(
        _("この仕事は見つかりません"),
        _("担当の安定所にはない仕事です。何も変わっていません。"),
        _("一覧を開きなおして、選びなおしてください。"),
    )
