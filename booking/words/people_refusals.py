"""Says why somebody is not let in, or not shown a person or a message."""

from booking.core.explain import Telling, tell
from booking.core.texts import _
from booking.messages.refusals import UnknownMessage
from booking.people.refusals import AccountLocked, EmailTaken, IdentityNotChecked, UnknownSeeker, WrongPassword


@tell.register
def _unknown_seeker(refused: UnknownSeeker) -> Telling:
    return Telling(
        _("この方は見つかりません"),
        _("求職番号と生年月日の両方が合う方がいません。"),
        _("求職番号（例：70000-0000001）と生年月日を、もう一度お確かめください。"),
    )


@tell.register
def _unknown_message(refused: UnknownMessage) -> Telling:
    return Telling(
        _("このメッセージは見つかりません"),
        _("メッセージが消去されたか、あなたあてではないメッセージです。"),
        _("メッセージの一覧から選んでください。"),
    )


@tell.register
def _identity_not_checked(refused: IdentityNotChecked) -> Telling:
    return Telling(
        _("本人確認がまだです"),
        _("求職番号のほかに2つの項目を確認するまで、予約の内容を読み上げたり変えたりできません。"),
        _("求職者の画面で、確認した項目にチェックを入れてください。"),
    )


@tell.register
def _email_taken(refused: EmailTaken) -> Telling:
    return Telling(
        _("このメールアドレスは登録できません"),
        _("ほかの方が、このメールアドレスでマイページにログインしています。"),
        _("聞きまちがいがないか確かめ、正しければ、ほかのメールアドレスを聞いてください。"),
    )


@tell.register
def _wrong_password(refused: WrongPassword) -> Telling:
    return Telling(
        _("ログインできませんでした"),
        _("メールアドレスかパスワードがちがいます。"),
        _("もう一度入力してください。5回まちがえると、30分ほどログインできません。"),
    )


@tell.register
def _account_locked(refused: AccountLocked) -> Telling:
    return Telling(
        _("いまはログインできません"),
        _("パスワードを5回まちがえたため、ログインを止めています。"),
        _("%(minutes)s分ほどたってから、もう一度お試しください。", minutes=refused.minutes),
    )
