"""Says why somebody may not book, hold, move or cancel, and what states, channels and wishes are called."""

from collections.abc import Callable
from dataclasses import replace

from booking.availability.refusals import SlotRefused, SlotTaken
from booking.bookings.refusals import (
    CancelReasonMissing,
    CannotExtend,
    ChangedMeanwhile,
    ConsentMissing,
    DraftChanged,
    HoldLapsedRecently,
    HoldLimitReached,
    LateReasonMissing,
    NoDisplayNameLeft,
    NotifiedInFuture,
    NotifiedTooLate,
    NotOpenAnyMore,
    RegistrationNotValid,
    SameSlot,
    SlotHeldForLong,
    Suspended,
    TermsOutdated,
    TooManyGivenBack,
    TooManyMoves,
    TooManyOpenBookings,
    TopicMissing,
    UnknownBooking,
    UnknownHold,
)
from booking.bookings.rules.booking_numbers import spoken
from booking.bookings.rules.holding import SAME_SLOT_MINUTES_A_DAY
from booking.bookings.rules.wishes import Wish
from booking.core.channels import Channel
from booking.core.dates import long_day, short_moment, until
from booking.core.decisions import BookingStatus
from booking.core.explain import Explanation, explain, explains, explains_to_staff
from booking.core.refusals import Refusal
from booking.core.texts import _
from booking.core.texts.marked_texts import N_

_WISHES = {
    Wish.DOCUMENT_REVIEW: N_("応募書類の添削"),
    Wish.INTERPRETER: N_("通訳"),
    Wish.CAPTIONS: N_("字幕（文字表示）"),
    Wish.WRITING: N_("筆談・チャット"),
    Wish.SIGN_LANGUAGE: N_("手話"),
}


def explain_not_moved(refused: SlotRefused, *, say: Callable[[Refusal], Explanation] = explain) -> Explanation:
    """The words for a refused move, which leaves a booking behind, as a refused booking does not.

    `say` is `explain`, or `explain_to_staff` at the desk.
    """
    explanation = say(refused)
    happened = explanation.what_happened
    if isinstance(refused, SlotTaken):
        happened = _("%(when)sは満席になりました。", when=short_moment(refused.starts_at))
    return Explanation(explanation.title, happened, explanation.what_to_do)


def booking_status(status: BookingStatus) -> str:
    """A booking's status."""
    return _(status.word)


def seekers_status(status: BookingStatus) -> str:
    """A booking's status, as its seeker reads it."""
    return _(status.seekers_word)


def channel(given: Channel | str) -> str:
    """The way in which a booking came."""
    return {
        Channel.WEB: _("インターネット"),
        Channel.PHONE: _("電話"),
        Channel.COUNTER: _("窓口"),
    }[Channel(given)]


def wish(given: Wish | str) -> str:
    """A wish for the consultation."""
    return _(_WISHES[Wish(given)])


@explains
def _suspended(refused: Suspended) -> Explanation:
    return Explanation(
        _("いまは予約の利用が停止されています"),
        _(
            "ご連絡のない欠席が続いたため、%(day)sまで、この安定所の予約を停止しています。",
            day=long_day(refused.ends_on),
        ),
        _(
            "停止の理由は、マイページの「利用停止」で確かめられます。ご事情は、そこに書いて送るか、お電話でお知らせください。"
            "停止が解かれることがあります。すでにある予約は、そのまま有効です。"
        ),
    )


@explains
def _too_many_open_bookings(refused: TooManyOpenBookings) -> Explanation:
    return Explanation(
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


@explains
def _no_display_name_left(refused: NoDisplayNameLeft) -> Explanation:
    return Explanation(
        _("この日の予約を、いまは受け付けられません"),
        _("%(day)sは、ミーティングで使う表示名に空きがありません。予約は変わっていません。", day=long_day(refused.day)),
        _("別の日を選ぶか、安定所にお電話ください。"),
    )


@explains
def _registration_not_valid(refused: RegistrationNotValid) -> Explanation:
    ended = refused.ended_on
    return Explanation(
        _("求職の登録が有効になっていません"),
        _("求職の登録の有効期間は、%(day)sで終わりました。", day=long_day(ended))
        if ended
        else _("有効な求職の登録がありません。"),
        _(
            "マイページの「求職者情報・設定」→「基本情報」→「各種設定」で、「求職有効」にしてください。"
            "15分～30分ほどで有効になります。無効になって1年を過ぎた方は、ハローワークまでご相談ください。"
        ),
    )


@explains
def _terms_outdated(refused: TermsOutdated) -> Explanation:
    return Explanation(
        _("利用規約が新しくなりました"),
        _("画面を開いているあいだに、利用規約が%(version)s版に変わりました。", version=refused.current),
        _("新しい利用規約を読んで、もう一度「同意する」を押してください。"),
    )


@explains
def _consent_missing(refused: ConsentMissing) -> Explanation:
    return Explanation(
        _("利用規約への同意がまだです"),
        _("予約には、利用規約への同意が必要です。"),
        _("利用規約を読んで、同意してください。"),
    )


@explains
def _topic_missing(refused: TopicMissing) -> Explanation:
    return Explanation(
        _("相談内容がまだ書かれていません"),
        _("予約には、相談したいことの記入が必要です。"),
        _("相談内容を書いて、「確認へ進む」を押してください。"),
    )


@explains
def _draft_changed(refused: DraftChanged) -> Explanation:
    return Explanation(
        _("内容が変わっていました"),
        _("確認の画面を開いたあとで、別の画面から内容が書きかえられました。まだ予約していません。"),
        _("いまの内容をもう一度お確かめのうえ、「申込み」を押してください。"),
    )


@explains
def _hold_limit_reached(refused: HoldLimitReached) -> Explanation:
    return Explanation(
        _("今日はこれ以上、時間を仮押さえできません"),
        _("この手続きの仮押さえが、今日は%(limit)s回、申込みの前に時間切れになりました。", limit=refused.limit),
        _(
            "申込みの途中の時間があれば、空いているかぎり、続きから申し込めます。"
            "ほかの時間は、明日もう一度お選びになるか、お電話でご予約ください。"
        ),
    )


@explains
def _hold_lapsed_recently(refused: HoldLapsedRecently) -> Explanation:
    return Explanation(
        _("この時間の仮押さえは、先ほど時間切れになりました"),
        _(
            "同じ時間をもう一度仮押さえできるのは%(again)sからです。",
            again=short_moment(refused.again_at),
        ),
        _("空いていれば、仮押さえなしで続きから申し込めます。書いた内容は残っています。"),
    )


@explains
def _slot_held_for_long(refused: SlotHeldForLong) -> Explanation:
    return Explanation(
        _("この時間は、今日はもう仮押さえできません"),
        _("同じ時間を仮押さえできるのは、1日に合わせて%(limit)s分までです。", limit=refused.limit),
        _("空いていれば、仮押さえがなくても、続きから申し込めます。書いた内容は残っています。"),
    )


@explains
def _unknown_hold(refused: UnknownHold) -> Explanation:
    return Explanation(
        _("この申込みは見つかりません"),
        _("申込みの途中のページが見つかりません。別の方の申込みか、古いページの可能性があります。"),
        _("もう一度、日時を選んでください。"),
    )


@explains
def _cannot_extend(refused: CannotExtend) -> Explanation:
    return Explanation(
        _("仮押さえの時間は、これ以上延ばせません"),
        _(
            "延長は1回までです。予約の締切を過ぎて延ばすことや、同じ時間を1日に%(minutes)s分より長く仮押さえすることもできません。",
            minutes=SAME_SLOT_MINUTES_A_DAY,
        ),
        _("そのまま申込みに進んでください。時間が空いていれば予約できます。"),
    )


@explains
def _unknown_booking(refused: UnknownBooking) -> Explanation:
    return Explanation(
        _("この予約は見つかりません"),
        _("受付番号がまちがっているか、ここでは見られない予約です。"),
        _("受付番号をもう一度お確かめください。"),
    )


@explains
def _notified_too_late(refused: NotifiedTooLate) -> Explanation:
    return Explanation(
        _("相談が始まったあとの取消はできません"),
        _("この相談は%(when)sに始まりました。", when=short_moment(refused.starts_at)),
        _("欠席の事情がある方は、お電話でお知らせください。"),
    )


@explains
def _notified_in_future(refused: NotifiedInFuture) -> Explanation:
    return Explanation(
        _("連絡を受けた時刻がまちがっています"),
        _("連絡を受けた時刻が、いまより後になっています。"),
        _("連絡を受けた日時を、もう一度お確かめください。"),
    )


@explains
def _not_open_any_more(refused: NotOpenAnyMore) -> Explanation:
    return Explanation(
        _("この予約は、もう変更も取消もできません"),
        _("受付番号%(number)sの予約は、取り消されたか、終わっています。", number=spoken(refused.number)),
        _("予約のページで、いまの状態をお確かめください。"),
    )


@explains
def _changed_meanwhile(refused: ChangedMeanwhile) -> Explanation:
    return Explanation(
        _("画面を開いているあいだに、この予約の日時が変わりました"),
        _("受付番号%(number)sの予約には、まだ何もしていません。", number=spoken(refused.number)),
        _("予約のページで、いまの日時を確かめてから、もう一度手続きしてください。"),
    )


@explains
def _too_many_given_back(refused: TooManyGivenBack) -> Explanation:
    return Explanation(
        _("今日はこれ以上、インターネットでは取り消せません"),
        _("この手続きの予約を、今日は%(limit)s回取り消しました。予約はそのまま残っています。", limit=refused.limit),
        _("取り消したいときは、安定所にお電話ください。明日になれば、またインターネットで取り消せます。"),
    )


@explains
def _too_many_moves(refused: TooManyMoves) -> Explanation:
    return Explanation(
        _("今日はこれ以上、インターネットでは日時を変更できません"),
        _("この手続きの日時を、今日は%(limit)s回変更しました。予約はいまの日時のままです。", limit=refused.limit),
        _("変更したいときは、安定所にお電話ください。明日になれば、またインターネットで変更できます。"),
    )


@explains
def _cancel_reason_missing(refused: CancelReasonMissing) -> Explanation:
    return Explanation(
        _("取消の理由が必要です"),
        _("安定所が取り消すときは、理由を求職者にお知らせします。"),
        _("取消の理由を記入してください。"),
    )


@explains
def _same_slot(refused: SameSlot) -> Explanation:
    return Explanation(
        _("同じ日時です"),
        _("受付番号%(number)sの予約は、すでにこの日時です。", number=spoken(refused.number)),
        _("変更するときは、別の日時を選んでください。"),
    )


@explains
def _late_reason_missing(refused: LateReasonMissing) -> Explanation:
    return Explanation(
        _("締切後の予約には理由が必要です"),
        _("この日の予約は%(until)sで締め切りました。", until=until(refused.closes_at)),
        _("締切後に予約する理由を記入してください。理由は記録されます。"),
    )


@explains_to_staff
def _too_many_open_bookings_to_staff(refused: TooManyOpenBookings) -> Explanation:
    return replace(
        explain(refused), what_to_do=_("日時を変えたいときは、いまの予約を開いて「日時を変更する」を押してください。")
    )


@explains_to_staff
def _no_display_name_left_to_staff(refused: NoDisplayNameLeft) -> Explanation:
    return replace(explain(refused), what_to_do=_("別の日をご案内ください。運用の担当者にも知らせてください。"))


@explains_to_staff
def _registration_not_valid_to_staff(refused: RegistrationNotValid) -> Explanation:
    return replace(
        explain(refused),
        what_to_do=_("登録が有効になるまで、予約できません。求職者マイページで「求職有効」にするようご案内ください。"),
    )


@explains_to_staff
def _terms_outdated_to_staff(refused: TermsOutdated) -> Explanation:
    return replace(explain(refused), what_to_do=_("新しい利用規約を説明し、同意を得てください。"))


@explains_to_staff
def _consent_missing_to_staff(refused: ConsentMissing) -> Explanation:
    return replace(explain(refused), what_to_do=_("利用規約を説明し、同意を得てください。"))


@explains_to_staff
def _suspended_to_staff(refused: Suspended) -> Explanation:
    return Explanation(
        _("この求職者は、予約の利用が停止されています"),
        _("無断欠席が続いたため、%(day)sまで、この安定所の予約を停止しています。", day=long_day(refused.ends_on)),
        _(
            "ご事情を伺い、管理者に伝えてください。管理者は、停止を解くことができます。すでにある予約は、そのまま有効です。"
        ),
    )


@explains_to_staff
def _notified_too_late_to_staff(refused: NotifiedTooLate) -> Explanation:
    return replace(
        explain(refused),
        what_to_do=_(
            "取消ではなく、出欠の画面で「欠席」として記録してください。事情があるときは、理由を書いて記録できます。"
        ),
    )


@explains_to_staff
def _not_open_any_more_to_staff(refused: NotOpenAnyMore) -> Explanation:
    explanation = explain(refused)
    return Explanation(
        explanation.title,
        _("受付番号%(number)sの予約は、取り消されたか、始まったか、終わっています。", number=spoken(refused.number)),
        _("予約の画面で、いまの状態をお確かめください。"),
    )
