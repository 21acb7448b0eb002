"""Says why a request with a one-time key is not carried out."""

from booking.audit.refusals import KeyReused
from booking.core.explain import Explanation, explains
from booking.core.texts import _


@explains
def _key_reused(refused: KeyReused) -> Explanation:
    return Explanation(
        _("この申込みは、すでに別の内容で送られています"),
        _("同じ画面から、ちがう内容が2回送られました。1回目の予約はそのままです。"),
        _("予約の一覧で、いまの内容をお確かめください。"),
    )
