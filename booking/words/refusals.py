"""Says a refusal to a person: what happened and what to do now. Whom to call stands beside it on the page."""

from dataclasses import dataclass
from functools import singledispatch

from booking import errors
from booking.policy.booking_numbers import spoken
from booking.words.texts import _
from calendars.wording import clock, long_day, short_day, until


@dataclass(frozen=True)
class Telling:
    """A refusal in words."""

    title: str
    what_happened: str
    what_to_do: str


@singledispatch
def tell(refusal: errors.Refusal) -> Telling:
    """The words for `refusal`; every kind has its own, which a test makes sure of."""
    raise LookupError(f"no words for {type(refusal).__name__}")


@tell.register
def _unknown_procedure(refused: errors.UnknownProcedure) -> Telling:
    return Telling(
        _("この手続きは見つかりません"),
        _("手続きの番号がまちがっているか、手続きが終わっています。"),
        _("トップページで、手続きの名前とハローワークの名前を入れて探してください。例：職業相談 大村"),
    )


@tell.register
def _no_such_slot(refused: errors.NoSuchSlot) -> Telling:
    return Telling(
        _("この日時の相談はありません"),
        _("%(when)sには、この手続きの相談時間がありません。", when=_when(refused)),
        _choose_another(refused),
    )


@tell.register
def _slot_past(refused: errors.SlotPast) -> Telling:
    return Telling(
        _("この時間はもう過ぎています"),
        _("%(when)sの相談は、すでに始まったか終わっています。", when=_when(refused)),
        _choose_another(refused),
    )


@tell.register
def _on_closing_day(refused: errors.OnClosingDay) -> Telling:
    return Telling(
        _("この日は休みです"),
        _("%(day)sは休みの日です（%(name)s）。", day=short_day(refused.starts_at), name=refused.closing),
        _choose_another(refused),
    )


@tell.register
def _deadline_passed(refused: errors.DeadlinePassed) -> Telling:
    return Telling(
        _("この日の予約は締め切りました"),
        _(
            "%(day)sの予約は、%(until)sで締め切りました。",
            day=short_day(refused.starts_at),
            until=until(refused.closes_at),
        ),
        _choose_another(refused),
    )


@tell.register
def _not_yet_open(refused: errors.NotYetOpen) -> Telling:
    return Telling(
        _("まだ受付が始まっていません"),
        _(
            "%(day)sの予約は、%(opens)sから受け付けます。",
            day=short_day(refused.starts_at),
            opens=f"{short_day(refused.opens_at)}{clock(refused.opens_at)}",
        ),
        _choose_another(refused),
    )


@tell.register
def _channel_closed(refused: errors.ChannelClosed) -> Telling:
    return Telling(
        _("この方法では予約できません"),
        refused.why or _("この手続きは、この方法での予約を受け付けていません。"),
        _("お電話または来所でご予約ください。"),
    )


@tell.register
def _slot_taken(refused: errors.SlotTaken) -> Telling:
    return Telling(
        _("この時間は、ほかの方が先に選びました"),
        _("%(when)sは、いま空いていません。あなたの予約は入っていません。", when=_when(refused)),
        _choose_another(refused),
    )


@tell.register
def _overlaps_own_booking(refused: errors.OverlapsOwnBooking) -> Telling:
    return Telling(
        _("同じ時間に、ほかの予約があります"),
        _("%(when)sは、あなたの別の相談の予約と重なっています。", when=_when(refused)),
        _choose_another(refused),
    )


@tell.register
def _too_many_open_bookings(refused: errors.TooManyOpenBookings) -> Telling:
    return Telling(
        _("この手続きは、すでに予約しています"),
        _(
            "この手続きで同時に予約できるのは%(limit)s件までです。いまの予約の受付番号：%(numbers)s",
            limit=refused.limit,
            numbers="、".join(spoken(number) for number in refused.numbers),
        ),
        _(
            "いまの予約は、マイページの「予約」で確かめられます。日時を変えたいときは、そこで「日時を変更する」を押してください。"
        ),
    )


@tell.register
def _my_page_not_opened(refused: errors.MyPageNotOpened) -> Telling:
    return Telling(
        _("求職者マイページがまだ開設されていません"),
        _("ミーティングIDなどは求職者マイページに届くため、先に開設が必要です。"),
        _(
            "ハローワークの窓口でメールアドレスを登録し、求職者マイページを開設してから、もう一度ご予約ください。"
            "窓口でもお手伝いします。"
        ),
    )


@tell.register
def _registration_not_valid(refused: errors.RegistrationNotValid) -> Telling:
    ended = refused.ended_on
    return Telling(
        _("求職の登録が有効になっていません"),
        _("求職の登録の有効期間は、%(day)sで終わりました。", day=long_day(ended))
        if ended
        else _("有効な求職の登録がありません。"),
        _(
            "ハローワークインターネットサービスの求職者マイページで、"
            "「求職者情報・設定」→「基本情報」→「各種設定」と進み、「求職有効」にしてください。"
            "15分～30分ほどで有効になります。無効になって1年を過ぎた方は、ハローワークまでご相談ください。"
        ),
    )


@tell.register
def _terms_outdated(refused: errors.TermsOutdated) -> Telling:
    return Telling(
        _("利用規約が新しくなりました"),
        _("画面を開いているあいだに、利用規約が%(version)s版に変わりました。", version=refused.current),
        _("新しい利用規約を読んで、もう一度「同意する」を押してください。"),
    )


@tell.register
def _consent_missing(refused: errors.ConsentMissing) -> Telling:
    return Telling(
        _("利用規約への同意がまだです"),
        _("予約には、利用規約への同意が必要です。"),
        _("利用規約を読んで、同意してください。"),
    )


@tell.register
def _topic_missing(refused: errors.TopicMissing) -> Telling:
    return Telling(
        _("相談内容がまだ書かれていません"),
        _("予約には、相談したいことの記入が必要です。"),
        _("相談内容を書いて、「確認へ進む」を押してください。"),
    )


@tell.register
def _hold_limit_reached(refused: errors.HoldLimitReached) -> Telling:
    return Telling(
        _("今日はこれ以上、時間を仮押さえできません"),
        _("申込みまで進まなかった仮押さえが、今日%(limit)s回になりました。", limit=refused.limit),
        _("明日もう一度お試しいただくか、お電話でご予約ください。"),
    )


@tell.register
def _hold_lapsed_recently(refused: errors.HoldLapsedRecently) -> Telling:
    return Telling(
        _("この時間の仮押さえは、先ほど時間切れになりました"),
        _(
            "同じ時間をもう一度仮押さえできるのは%(again)sからです。",
            again=f"{short_day(refused.again_at)}{clock(refused.again_at)}",
        ),
        _("空いていれば、仮押さえなしで続きから申し込めます。書いた内容は残っています。"),
    )


@tell.register
def _unknown_hold(refused: errors.UnknownHold) -> Telling:
    return Telling(
        _("この申込みは見つかりません"),
        _("申込みの途中のページが見つかりません。別の方の申込みか、古いページの可能性があります。"),
        _("もう一度、日時を選んでください。"),
    )


@tell.register
def _cannot_extend(refused: errors.CannotExtend) -> Telling:
    return Telling(
        _("仮押さえの時間は、これ以上延ばせません"),
        _("延長は1回までです。予約の締切を過ぎて延ばすこともできません。"),
        _("そのまま申込みに進んでください。時間が空いていれば予約できます。"),
    )


@tell.register
def _unknown_booking(refused: errors.UnknownBooking) -> Telling:
    return Telling(
        _("この予約は見つかりません"),
        _("受付番号がまちがっているか、あなたが見ることのできない予約です。"),
        _("受付番号をもう一度お確かめください。"),
    )


@tell.register
def _unknown_seeker(refused: errors.UnknownSeeker) -> Telling:
    return Telling(
        _("この方は見つかりません"),
        _("求職番号と生年月日の両方が合う方がいません。"),
        _("求職番号（例：70000-0000001）と生年月日を、もう一度お確かめください。"),
    )


@tell.register
def _unknown_message(refused: errors.UnknownMessage) -> Telling:
    return Telling(
        _("このメッセージは見つかりません"),
        _("メッセージが消去されたか、あなたあてではないメッセージです。"),
        _("メッセージの一覧から選んでください。"),
    )


@tell.register
def _identity_not_checked(refused: errors.IdentityNotChecked) -> Telling:
    return Telling(
        _("本人確認がまだです"),
        _("求職番号のほかに2つの項目を確認するまで、予約の内容を読み上げたり変えたりできません。"),
        _("求職者の画面で、確認した項目にチェックを入れてください。"),
    )


@tell.register
def _late_reason_missing(refused: errors.LateReasonMissing) -> Telling:
    return Telling(
        _("締切後の予約には理由が必要です"),
        _("この日の予約は%(until)sで締め切りました。", until=until(refused.closes_at)),
        _("締切後に予約する理由を記入してください。理由は記録されます。"),
    )


@tell.register
def _wrong_password(refused: errors.WrongPassword) -> Telling:
    return Telling(
        _("ログインできませんでした"),
        _("メールアドレスかパスワードがちがいます。"),
        _("もう一度入力してください。5回まちがえると、30分ほどログインできません。"),
    )


@tell.register
def _account_locked(refused: errors.AccountLocked) -> Telling:
    return Telling(
        _("いまはログインできません"),
        _("パスワードを5回まちがえたため、ログインを止めています。"),
        _("%(minutes)s分ほどたってから、もう一度お試しください。", minutes=refused.minutes),
    )


@tell.register
def _key_reused(refused: errors.KeyReused) -> Telling:
    return Telling(
        _("この申込みは、すでに別の内容で送られています"),
        _("同じ画面から、ちがう内容が2回送られました。1回目の予約はそのままです。"),
        _("予約の一覧で、いまの内容をお確かめください。"),
    )


@tell.register
def _notified_too_late(refused: errors.NotifiedTooLate) -> Telling:
    return Telling(
        _("相談が始まったあとの取消はできません"),
        _("この相談は%(when)sに始まりました。", when=f"{short_day(refused.starts_at)}{clock(refused.starts_at)}"),
        _("欠席の事情がある方は、お電話でお知らせください。"),
    )


@tell.register
def _notified_in_future(refused: errors.NotifiedInFuture) -> Telling:
    return Telling(
        _("連絡を受けた時刻がまちがっています"),
        _("連絡を受けた時刻が、いまより後になっています。"),
        _("連絡を受けた日時を、もう一度お確かめください。"),
    )


@tell.register
def _not_open_any_more(refused: errors.NotOpenAnyMore) -> Telling:
    return Telling(
        _("この予約は、もう変更も取消もできません"),
        _("受付番号%(number)sの予約は、取り消されたか、終わっています。", number=spoken(refused.number)),
        _("予約のページで、いまの状態をお確かめください。"),
    )


@tell.register
def _cancel_reason_missing(refused: errors.CancelReasonMissing) -> Telling:
    return Telling(
        _("取消の理由が必要です"),
        _("安定所が取り消すときは、理由を求職者にお知らせします。"),
        _("取消の理由を記入してください。"),
    )


@tell.register
def _same_slot(refused: errors.SameSlot) -> Telling:
    return Telling(
        _("同じ日時です"),
        _("受付番号%(number)sの予約は、すでにこの日時です。", number=spoken(refused.number)),
        _("変更するときは、別の日時を選んでください。"),
    )


@tell.register
def _day_in_past(refused: errors.DayInPast) -> Telling:
    return Telling(
        _("過ぎた日は変えられません"),
        _("%(day)sは、もう過ぎています。", day=long_day(refused.day)),
        _("今日か、今日より後の日を入力してください。"),
    )


@tell.register
def _already_closed(refused: errors.AlreadyClosed) -> Telling:
    return Telling(
        _("この日はもともと休みです"),
        _("%(day)sは休みの日です（%(name)s）。", day=long_day(refused.day), name=refused.closing),
        _("ほかの日を入力してください。"),
    )


@tell.register
def _not_a_closing_day(refused: errors.NotAClosingDay) -> Telling:
    return Telling(
        _("この日は、安定所の閉庁日ではありません"),
        _("%(day)sの閉庁は、すでに取りやめになっています。", day=long_day(refused.day)),
        _("安定所の設定の画面で、いまの閉庁日をお確かめください。"),
    )


@tell.register
def _unknown_desk(refused: errors.UnknownDesk) -> Telling:
    return Telling(
        _("この窓口は変えられません"),
        _("窓口が見つからないか、すでに変わっています。"),
        _("安定所の設定の画面で、いまの窓口をお確かめください。"),
    )


@tell.register
def _office_rules_broken(refused: errors.OfficeRulesBroken) -> Telling:
    return Telling(
        _("この内容には変えられません"),
        _("、").join(dict.fromkeys(what for _key, what, _allowed in refused.faults)) + _("。"),
        _what_is_allowed(refused),
    )


@tell.register
def _impact_changed(refused: errors.ImpactChanged) -> Telling:
    return Telling(
        _("画面を開いているあいだに、予約が変わりました"),
        _("まだ何も変えていません。いまの影響は、予約%(count)s件です。", count=len(refused.numbers)),
        _("新しい内容を確かめて、もう一度決めてください。"),
    )


@tell.register
def _day_is_open(refused: errors.DayIsOpen) -> Telling:
    return Telling(
        _("この日には、いま空きがあります"),
        _("%(day)sは、待たなくても、いま予約できます。", day=short_day(refused.day)),
        _("下の空いている時間から選んで、予約してください。"),
    )


@tell.register
def _nothing_to_wait_for(refused: errors.NothingToWaitFor) -> Telling:
    return Telling(
        _("この日の空きは、お知らせできません"),
        _("%(day)sは、いまインターネットで予約を受け付けていない日です。", day=short_day(refused.day)),
        _("カレンダーで「満席」の日を選んでください。"),
    )


@tell.register
def _too_many_waits(refused: errors.TooManyWaits) -> Telling:
    return Telling(
        _("空きのお知らせを、これ以上は頼めません"),
        _("一度に待てるのは、%(limit)s日分までです。", limit=refused.limit),
        _("マイページの「空きのお知らせ」で、待たなくてよい日をやめてから、もう一度お試しください。"),
    )


def _when(refused: errors.SlotRefused) -> str:
    return f"{short_day(refused.starts_at)}{clock(refused.starts_at)}"


def _what_is_allowed(refused: errors.OfficeRulesBroken) -> str:
    allowed = dict.fromkeys(allowed for *_key, allowed in refused.faults if allowed)
    if allowed:
        return _("使えるのは、%(allowed)sです。", allowed=_("、").join(allowed))
    return _("内容を直して、もう一度お試しください。")


def _choose_another(refused: errors.SlotRefused) -> str:
    if refused.alternatives:
        return _("下の空いている時間から選ぶか、カレンダーで別の日を選んでください。")
    return _("いま空いている時間はありません。日をあらためるか、お電話でご相談ください。")
