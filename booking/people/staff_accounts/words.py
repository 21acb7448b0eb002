"""Says why an account of staff is not changed."""

from booking.core.explain import Explanation, explains
from booking.core.texts import _
from booking.people.staff_accounts.refusals import (
    MailedTooOften,
    MoreThanOwn,
    NoInvitation,
    NoPassword,
    NotInCharge,
    OwnAccount,
)


@explains
def _not_in_charge(refused: NotInCharge) -> Explanation:
    return Explanation(
        _("このアカウントは変えられません"),
        _("ほかの安定所にも所属する方や、システム管理者のアカウントを変えられるのは、システム管理者だけです。"),
        _("システム管理者に頼んでください。"),
    )


@explains
def _own_account(refused: OwnAccount) -> Explanation:
    return Explanation(
        _("自分のアカウントは、ここでは変えられません"),
        _("役割の変更、利用の停止などは、ほかの管理者が行います。"),
        _("ほかの管理者か、システム管理者に頼んでください。"),
    )


@explains
def _more_than_own(refused: MoreThanOwn) -> Explanation:
    return Explanation(
        _("この役割や安定所は選べません"),
        _("管理者が選べるのは、自分の担当の安定所と、管理者までの役割です。何も変えていません。"),
        _("もう一度選ぶか、システム管理者に頼んでください。"),
    )


@explains
def _no_invitation(refused: NoInvitation) -> Explanation:
    return Explanation(
        _("招待は送りませんでした"),
        _("この方は、もうパスワードを決めているか、利用を停止しています。"),
        _("職員の画面を開きなおして、いまの状態を確かめてください。"),
    )


@explains
def _no_password(refused: NoPassword) -> Explanation:
    return Explanation(
        _("パスワード再設定のメールは送りませんでした"),
        _("この方は、まだパスワードを決めていないか、利用を停止しています。"),
        _("招待をもう一度送るか、利用を再開してください。"),
    )


@explains
def _mailed_too_often(refused: MailedTooOften) -> Explanation:
    return Explanation(
        _("メールは送りませんでした"),
        _("この方には、今日もう何度もメールを送っています。"),
        _("迷惑メールに入っていないか、アドレスが正しいかを本人に確かめ、明日もう一度送ってください。"),
    )
