"""Says why a passkey is not taken, made or removed."""

from booking.core.explain import Explanation, explain, explains, explains_to_staff
from booking.core.texts import _
from booking.people.passkeys.refusals import (
    LastSecondFactor,
    PasskeyCopied,
    PasskeyEnded,
    PasskeyNotMade,
    TooManyPasskeys,
    WrongPasskey,
)


@explains
def _wrong_passkey(refused: WrongPasskey) -> Explanation:
    return Explanation(
        _("パスキーでログインできませんでした"),
        _("このパスキーは、ここでは使えません。削除されたか、別の画面で登録したものです。"),
        _("メールアドレスとパスワードでログインしてください。"),
    )


@explains_to_staff
def _wrong_passkey_to_staff(refused: WrongPasskey) -> Explanation:
    return Explanation(
        _("パスキーを確認できませんでした"),
        explain(refused).what_happened,
        _("ほかのパスキーを選ぶか、メールアドレスとパスワードでログインしてください。"),
    )


@explains
def _passkey_copied(refused: PasskeyCopied) -> Explanation:
    return Explanation(
        _("このパスキーは受け付けませんでした"),
        _("このパスキーは、コピーされたおそれがあるため、受け付けませんでした。"),
        _("メールアドレスとパスワードでログインし、このパスキーを削除してください。"),
    )


@explains
def _passkey_ended(refused: PasskeyEnded) -> Explanation:
    return Explanation(
        _("パスキーの確認の時間が過ぎました"),
        _("パスキーの確認を始めてから5分が過ぎたか、もう使われています。"),
        _("もう一度、はじめからやりなおしてください。"),
    )


@explains
def _passkey_not_made(refused: PasskeyNotMade) -> Explanation:
    return Explanation(
        _("パスキーを登録できませんでした"),
        _("端末が作ったパスキーを、受け付けられませんでした。"),
        _("もう一度登録するか、パスワードでのログインを続けてください。"),
    )


@explains
def _too_many_passkeys(refused: TooManyPasskeys) -> Explanation:
    return Explanation(
        _("これ以上は登録できません"),
        _("パスキーは%(most)s個まで登録できます。", most=refused.most),
        _("使わないものを削除してから、登録してください。"),
    )


@explains
def _last_second_factor(refused: LastSecondFactor) -> Explanation:
    return Explanation(
        _("このパスキーは削除できません"),
        _("職員のログインには、パスワードのほかに、パスキーか認証アプリが必要です。"),
        _("ほかのパスキーか認証アプリを登録してから、削除してください。"),
    )
