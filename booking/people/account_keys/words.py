"""Says why a key that came by mail opens nothing."""

from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.people.account_keys.refusals import KeyEnded, WrongKey


@explains
def _wrong_key(refused: WrongKey) -> Explanation:
    return Explanation(
        _("認証キーがちがいます"),
        _("メールの認証キーと合いませんでした。"),
        _(
            "いちばん新しいメールの認証キーを入力してください。あと%(left)s回まちがえると、はじめからになります。",
            left=refused.left,
        ),
    )


@explains
def _key_ended(refused: KeyEnded) -> Explanation:
    return Explanation(
        _("この認証キーは使えません"),
        _("認証キーの有効時間（50分）が過ぎたか、もう使われたか、何度もまちがえたためです。"),
        _("はじめからやり直してください。新しい認証キーをメールでお送りします。"),
    )
