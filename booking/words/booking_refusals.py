"""Says why somebody may not book, or not yet, and what became of a hold."""

from booking.audit.refusals import KeyReused
from booking.bookings.refusals import (
    CannotExtend,
    ConsentMissing,
    DraftChanged,
    HoldLapsedRecently,
    HoldLimitReached,
    NoDisplayNameLeft,
    RegistrationNotValid,
    TermsOutdated,
    TooManyOpenBookings,
    TopicMissing,
    UnknownHold,
)
from booking.bookings.rules.booking_numbers import spoken
from booking.core.explain import Telling, tell
from booking.core.texts import _
from booking.people.refusals import MyPageNotOpened
from calendars.wording import clock, long_day, short_day


@tell.register
def _too_many_open_bookings(refused: TooManyOpenBookings) -> Telling:
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
def _no_display_name_left(refused: NoDisplayNameLeft) -> Telling:
    return Telling(
        _("この日の予約を、いまは受け付けられません"),
        _("%(day)sは、ミーティングで使う表示名に空きがありません。予約は変わっていません。", day=long_day(refused.day)),
        _("別の日を選ぶか、安定所にお電話ください。"),
    )


@tell.register
def _my_page_not_opened(refused: MyPageNotOpened) -> Telling:
    return Telling(
        _("求職者マイページがまだ開設されていません"),
        _("ミーティングIDなどは求職者マイページに届くため、先に開設が必要です。"),
        _(
            "ハローワークの窓口でメールアドレスを登録し、求職者マイページを開設してから、もう一度ご予約ください。"
            "窓口でもお手伝いします。"
        ),
    )


@tell.register
def _registration_not_valid(refused: RegistrationNotValid) -> Telling:
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
def _terms_outdated(refused: TermsOutdated) -> Telling:
    return Telling(
        _("利用規約が新しくなりました"),
        _("画面を開いているあいだに、利用規約が%(version)s版に変わりました。", version=refused.current),
        _("新しい利用規約を読んで、もう一度「同意する」を押してください。"),
    )


@tell.register
def _consent_missing(refused: ConsentMissing) -> Telling:
    return Telling(
        _("利用規約への同意がまだです"),
        _("予約には、利用規約への同意が必要です。"),
        _("利用規約を読んで、同意してください。"),
    )


@tell.register
def _topic_missing(refused: TopicMissing) -> Telling:
    return Telling(
        _("相談内容がまだ書かれていません"),
        _("予約には、相談したいことの記入が必要です。"),
        _("相談内容を書いて、「確認へ進む」を押してください。"),
    )


@tell.register
def _draft_changed(refused: DraftChanged) -> Telling:
    return Telling(
        _("内容が変わっていました"),
        _("確認の画面を開いたあとで、別の画面から内容が書きかえられました。まだ予約していません。"),
        _("いまの内容をもう一度お確かめのうえ、「申込み」を押してください。"),
    )


@tell.register
def _hold_limit_reached(refused: HoldLimitReached) -> Telling:
    return Telling(
        _("今日はこれ以上、時間を仮押さえできません"),
        _("申込みまで進まなかった仮押さえが、今日%(limit)s回になりました。", limit=refused.limit),
        _("明日もう一度お試しいただくか、お電話でご予約ください。"),
    )


@tell.register
def _hold_lapsed_recently(refused: HoldLapsedRecently) -> Telling:
    return Telling(
        _("この時間の仮押さえは、先ほど時間切れになりました"),
        _(
            "同じ時間をもう一度仮押さえできるのは%(again)sからです。",
            again=f"{short_day(refused.again_at)}{clock(refused.again_at)}",
        ),
        _("空いていれば、仮押さえなしで続きから申し込めます。書いた内容は残っています。"),
    )


@tell.register
def _unknown_hold(refused: UnknownHold) -> Telling:
    return Telling(
        _("この申込みは見つかりません"),
        _("申込みの途中のページが見つかりません。別の方の申込みか、古いページの可能性があります。"),
        _("もう一度、日時を選んでください。"),
    )


@tell.register
def _cannot_extend(refused: CannotExtend) -> Telling:
    return Telling(
        _("仮押さえの時間は、これ以上延ばせません"),
        _("延長は1回までです。予約の締切を過ぎて延ばすこともできません。"),
        _("そのまま申込みに進んでください。時間が空いていれば予約できます。"),
    )


@tell.register
def _key_reused(refused: KeyReused) -> Telling:
    return Telling(
        _("この申込みは、すでに別の内容で送られています"),
        _("同じ画面から、ちがう内容が2回送られました。1回目の予約はそのままです。"),
        _("予約の一覧で、いまの内容をお確かめください。"),
    )
