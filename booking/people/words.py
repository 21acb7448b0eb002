"""Says why somebody is not let in or not shown a person, and how data of people are shown."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from booking.core.dates import long_day, short_moment
from booking.core.explain import Explanation, explain, explains, explains_to_staff
from booking.core.texts import _
from booking.people.refusals import (
    AccountDisabled,
    AccountLocked,
    AlreadyOpened,
    EmailTaken,
    IdentityNotChecked,
    MyPageClosed,
    MyPageNotOpened,
    NotRecognised,
    NotRegistered,
    StepEnded,
    TooManyCodes,
    UnknownSeeker,
    WrongCode,
    WrongPassword,
)
from booking.people.sign_in.agents import parts_of
from booking.tables import Role, Scope

_JAPAN = "JP"
_MOBILE = re.compile("(0[6-9]0)([0-9]{4})([0-9]{4})")


def phone_with_hyphens(digits: str | None) -> str:
    """A phone number as people in Japan write it; stored ones are digits only.

    Area codes have two to five digits, and only the numbering plan tells which: 03-1234-5678, 0957-40-0032. What the
    plan does not know is shown as it is stored. 0800 would be a company's free line in the plan (0800-123-4567), but
    these are numbers of people: 080-0123-4567, as they say it.
    """
    if not digits:
        return ""
    if mobile := _MOBILE.fullmatch(digits):
        return "-".join(mobile.groups())
    try:
        shown = phonenumbers.format_number(phonenumbers.parse(digits, _JAPAN), PhoneNumberFormat.NATIONAL)
    except NumberParseException:
        return digits
    return shown if shown.replace("-", "") == digits else digits


def role(given: Role) -> str:
    """A role of staff."""
    return {
        Role.CLERK: _("受付"),
        Role.COUNSELLOR: _("相談員"),
        Role.MANAGER: _("管理者"),
        Role.ADMINISTRATOR: _("システム管理者"),
    }[given]


def agent(given: str) -> str:
    """Which browser on which device."""
    parts = parts_of(given)
    if len(parts) < 2:
        return parts[0] if parts else _("種類の分からないブラウザー")
    return _("%(program)s（%(device)s）", program=parts[0], device=parts[1])


def scope(given: Scope | str) -> str:
    """What an API token may do."""
    return {
        Scope.BOOKINGS_READ: _("予約を見る（ミーティングIDとパスコードもふくみます）"),
        Scope.BOOKINGS_WRITE: _("予約する・変更する・取り消す"),
        Scope.INBOX_READ: _("メッセージを読む（求職者だけ）"),
    }[Scope(given)]


@explains
def _my_page_not_opened(refused: MyPageNotOpened) -> Explanation:
    return Explanation(
        _("求職者マイページがまだ開設されていません"),
        _("ミーティングIDなどは求職者マイページに届くため、先に開設が必要です。"),
        _(
            "ハローワークの窓口でメールアドレスを登録し、求職者マイページを開設してから、もう一度ご予約ください。"
            "窓口でもお手伝いします。"
        ),
    )


@explains
def _not_registered(refused: NotRegistered) -> Explanation:
    return Explanation(
        _("求職登録がまだ終わっていません"),
        _("アカウントはありますが、予約やメッセージを使うには、求職登録が必要です。"),
        _("求職登録をしてから、もう一度お試しください。ハローワークの窓口でも登録できます。"),
    )


@explains
def _not_recognised(refused: NotRecognised) -> Explanation:
    return Explanation(
        _("窓口での登録が見つかりませんでした"),
        _("このメールアドレスと生年月日で登録した方が、見つかりません。"),
        _(
            "生年月日をもう一度お確かめください。あと%(left)s回入力できます。窓口で登録したメールアドレスがちがうときは、登録した窓口でお確かめください。",
            left=refused.left,
        )
        if refused.left
        else _("これ以上は入力できません。ご利用のハローワークの窓口にご相談ください。"),
    )


@explains
def _already_opened(refused: AlreadyOpened) -> Explanation:
    return Explanation(
        _("すでに開設されています"),
        _("このメールアドレスのマイページかアカウントは、もう開設されています。"),
        _("ログインしてください。パスワードを忘れた方は、ログインの画面から再登録できます。"),
    )


@explains
def _my_page_closed(refused: MyPageClosed) -> Explanation:
    why = _("理由は「%(reason)s」です。", reason=refused.reason) if refused.reason else ""
    until = _("%(day)sまでです。", day=long_day(refused.last_day)) if refused.last_day else ""
    return Explanation(
        _("求職者マイページは、いまご利用になれません"),
        _("ハローワークが、このマイページを利用不可にしています。") + why + until,
        _("くわしくは、お電話か窓口でお尋ねください。"),
    )


@explains_to_staff
def _my_page_closed_to_staff(refused: MyPageClosed) -> Explanation:
    return replace(
        explain(refused), what_to_do=_("求職者の画面で理由を確かめ、解けるときは「利用不可を解く」を押してください。")
    )


@explains
def _account_disabled(refused: AccountDisabled) -> Explanation:
    return Explanation(
        _("このアカウントは利用を停止しています"),
        _("パスワードなどは合っていますが、管理者がこのアカウントの利用を停止しているため、ログインできません。"),
        _("お心当たりがないときは、安定所の管理者にお尋ねください。"),
    )


@explains
def _unknown_seeker(refused: UnknownSeeker) -> Explanation:
    return Explanation(
        _("この方は見つかりません"),
        _("求職番号と生年月日の両方が合う方がいません。"),
        _("求職番号（例：70000-0000001）と生年月日を、もう一度お確かめください。"),
    )


@explains
def _identity_not_checked(refused: IdentityNotChecked) -> Explanation:
    return Explanation(
        _("本人確認がまだです"),
        _("どなたからの電話かを確認するまで、予約の内容を読み上げたり変えたりできません。"),
        _("本人確認の画面で、確認した項目にチェックを入れてください。"),
    )


@explains
def _email_taken(refused: EmailTaken) -> Explanation:
    return Explanation(
        _("このメールアドレスは登録できません"),
        _("ほかの方が、このメールアドレスでマイページにログインしています。"),
        _("ほかのメールアドレスを使うか、ハローワークの窓口にご相談ください。"),
    )


@explains_to_staff
def _email_taken_to_staff(refused: EmailTaken) -> Explanation:
    return replace(
        explain(refused),
        what_to_do=_("聞きまちがいがないか確かめ、正しければ、ほかのメールアドレスを聞いてください。"),
    )


@explains
def _wrong_password(refused: WrongPassword) -> Explanation:
    return Explanation(
        _("ログインできませんでした"),
        _("メールアドレスかパスワードがちがいます。"),
        _("もう一度入力してください。5回まちがえると、30分ほどログインできません。"),
    )


@explains
def _account_locked(refused: AccountLocked) -> Explanation:
    return Explanation(
        _("いまはログインできません"),
        _("パスワードが5回ちがったため、ログインを止めています。"),
        _("%(when)sから、もう一度お試しいただけます。", when=_moment_to_try_again(refused.until)),
    )


def _moment_to_try_again(until: datetime) -> str:
    """The first whole minute at which nothing is locked any more."""
    minute = until if not until.second and not until.microsecond else until + timedelta(minutes=1)
    return short_moment(minute)


@explains
def _wrong_code(refused: WrongCode) -> Explanation:
    return Explanation(
        _("確認できませんでした"),
        _("ワンタイムパスワードがちがいます。"),
        _("いちばん新しいものを入力してください。5回まちがえると、30分ほどログインできません。"),
    )


@explains
def _too_many_codes(refused: TooManyCodes) -> Explanation:
    return Explanation(
        _("いまはワンタイムパスワードを送れません"),
        _("使われなかったワンタイムパスワードを、この1日に何通も送りました。"),
        _("届いているメールをお確かめください。「パスワードをお忘れの方」からパスワードを再登録すると、また送れます。"),
    )


@explains
def _step_ended(refused: StepEnded) -> Explanation:
    return Explanation(
        _("時間が過ぎました"),
        _("パスワードの入力から10分が過ぎたため、ログインを続けられません。"),
        _("もう一度、メールアドレスとパスワードを入力してください。"),
    )


@explains_to_staff
def _wrong_code_to_staff(refused: WrongCode) -> Explanation:
    return replace(
        explain(refused),
        what_happened=_("コードがちがうか、もう使われたか、古くなっています。"),
        what_to_do=_(
            "アプリに新しいコードが出てから、もう一度入力してください。5回まちがえると、30分ほどログインできません。"
        ),
    )


@explains_to_staff
def _account_locked_to_staff(refused: AccountLocked) -> Explanation:
    return replace(
        explain(refused),
        what_to_do=_(
            "%(when)sから、もう一度入力してください。お急ぎのときや、お心当たりがないときは、管理者（管理者の方は、運用の担当者）に知らせてください。",
            when=_moment_to_try_again(refused.until),
        ),
    )


@explains_to_staff
def _my_page_not_opened_to_staff(refused: MyPageNotOpened) -> Explanation:
    return replace(
        explain(refused),
        what_to_do=_("メールアドレスを登録し、求職者マイページの開設をお手伝いしてから、予約を受け付けてください。"),
    )


@explains_to_staff
def _not_recognised_to_staff(refused: NotRecognised) -> Explanation:
    return replace(explain(refused), what_to_do=_("生年月日とメールアドレスを、登録の内容と照らして確かめてください。"))
