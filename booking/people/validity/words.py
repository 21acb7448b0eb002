"""Says why a registration is not made valid or invalid, and names the reasons for ending it."""

from booking.core.dates import clock, long_day
from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.people.validity.refusals import InvalidAlready, InvalidTooLong, ValidAlready, ValidityChangeUnderWay
from booking.tables import EndReason


def end_reason(given: EndReason) -> str:
    """A reason as the leaflet on my-page words it."""
    return {
        EndReason.EMPLOYED: _("①就職したため、就職活動を終了する"),
        EndReason.PAUSING: _("②就職以外の理由で、当分の間就職活動を行わない"),
        EndReason.LEAVING: _("③今後、ハローワークを使う予定がない"),
    }[given]


@explains
def _valid_already(refused: ValidAlready) -> Explanation:
    return Explanation(
        _("求職の登録は、いま有効です"),
        _("%(day)sまで有効です。", day=long_day(refused.valid_until)),
        _("終わる日の1か月前から、延ばすことができます。いまは何もする必要はありません。"),
    )


@explains
def _invalid_already(refused: InvalidAlready) -> Explanation:
    return Explanation(
        _("求職の登録は、もう無効になっています"),
        _("無効の登録を、もう一度無効にすることはできません。"),
        _("「求職者情報・設定」→「基本情報」→「各種設定」で、いまの状態をご覧ください。"),
    )


@explains
def _invalid_too_long(refused: InvalidTooLong) -> Explanation:
    since = refused.since
    return Explanation(
        _("ここでは「求職有効」に変更できません"),
        _("%(day)sから無効で、1年を過ぎました。", day=long_day(since))
        if since
        else _("求職の登録が、まだ一度も有効になっていません。"),
        _("ハローワークまでご連絡ください。お電話か窓口で、登録の手続きをご案内します。"),
    )


@explains
def _change_under_way(refused: ValidityChangeUnderWay) -> Explanation:
    return Explanation(
        _("前の変更を受け付けています"),
        _("その変更は、%(clock)sごろから反映されます。", clock=clock(refused.due_at)),
        _("反映されてから、もう一度お試しください。"),
    )
