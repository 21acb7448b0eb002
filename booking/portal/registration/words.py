"""Says why a step is not kept, or a registration not sent."""

from booking.core.dates import long_day
from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.portal.registration.refusals import (
    ConfirmedAlready,
    DraftEnded,
    OnlyOfficeChanges,
    StepChanged,
    StepsMissing,
)
from booking.portal.registration.steps import TITLES


@explains
def _step_changed(refused: StepChanged) -> Explanation:
    return Explanation(
        _("別の画面で、この内容が変わっています"),
        _("この画面を開いたあとに、別の画面で同じところが保存されました。"),
        _("下の内容でよければ、もう一度押してください。別の画面の内容が、下の内容に変わります。"),
    )


@explains
def _steps_missing(refused: StepsMissing) -> Explanation:
    titles = [_(title) for step, title in TITLES.items() if step.value == refused.step]
    return Explanation(
        _("まだ入力が足りません"),
        _("「%(step)s」に、入力が必要なところがあります。", step=titles[0])
        if titles
        else _("入力が必要なところがあります。"),
        _("その画面で入力してから、もう一度登録してください。"),
    )


@explains
def _only_office_changes(refused: OnlyOfficeChanges) -> Explanation:
    return Explanation(
        _("この項目は、ここでは変更できません"),
        _("氏名や生年月日、障害に関する情報は、ハローワークの職員が確認して登録します。"),
        _("変更したいときは、ハローワークまでご連絡ください。"),
    )


@explains
def _draft_ended(refused: DraftEnded) -> Explanation:
    return Explanation(
        _("登録の期限が過ぎました"),
        _("%(day)sまでに求職登録が終わらなかったため、このアカウントは削除されます。", day=long_day(refused.last_day)),
        _("アカウントの登録から、もう一度始めてください。ハローワークの窓口でも登録できます。"),
    )


@explains
def _confirmed_already(refused: ConfirmedAlready) -> Explanation:
    return Explanation(
        _("利用登録は、もう確認されています"),
        _("ほかの職員が先に確認したか、窓口で登録した方です。"),
        _("求職者の画面を開きなおしてください。"),
    )
