"""Says why the sign-in of MynaPortal does not go on."""

from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.people.linked_sign_in.refusals import (
    AlreadyLinked,
    IdentityTaken,
    ProviderAnswerWrong,
    ProviderAway,
    ProviderVisitEnded,
)


@explains
def _provider_away(refused: ProviderAway) -> Explanation:
    return Explanation(
        _("いま、マイナポータルにつながりません"),
        _("マイナポータルからの応答がありません。"),
        _("メールアドレスとパスワードは、いつもどおり使えます。マイナポータルは、しばらくしてからお試しください。"),
    )


@explains
def _provider_answer_wrong(refused: ProviderAnswerWrong) -> Explanation:
    return Explanation(
        _("マイナポータルの確認ができませんでした"),
        _("マイナポータルから戻ったときの情報が正しくないため、手続きを中止しました。何も変わっていません。"),
        _("もう一度、はじめからお試しください。メールアドレスとパスワードでもログインできます。"),
    )


@explains
def _provider_visit_ended(refused: ProviderVisitEnded) -> Explanation:
    return Explanation(
        _("もう一度、はじめからお試しください"),
        _("マイナポータルに進んでから10分が過ぎたか、別の端末・ブラウザーで進めています。何も変わっていません。"),
        _("同じ端末・ブラウザーで、10分以内に進めてください。メールアドレスとパスワードでもログインできます。"),
    )


@explains
def _identity_taken(refused: IdentityTaken) -> Explanation:
    return Explanation(
        _("別の求職者マイページとつながっています"),
        _("このマイナポータルの利用者は、別の求職者マイページとつながっています。"),
        _("そちらのマイページで連携を解除するか、ハローワークの窓口にご相談ください。"),
    )


@explains
def _already_linked(refused: AlreadyLinked) -> Explanation:
    return Explanation(
        _("もう、つながっています"),
        _("この求職者マイページは、マイナポータルの別の利用者とつながっています。"),
        _("いまの連携を解除してから、もう一度「つながる」を押してください。"),
    )
