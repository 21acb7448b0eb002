"""Says the refusals about attendance and suspensions; imported with its package, so that `tell` always knows them."""

from booking.attendance.refusals import (
    AnswersSettled,
    DecidedMeanwhile,
    NotBegunYet,
    ReasonMissing,
    SuspensionChanged,
    SuspensionEndWrong,
    TooEarlyToDecide,
    TooManyAnswers,
    UnknownSuspension,
)
from booking.bookings.refusals import Suspended
from booking.bookings.rules.booking_numbers import spoken
from booking.core.decisions import BookingStatus
from booking.core.explain import Telling, tell
from booking.core.texts import _
from booking.words.statuses import booking_status
from calendars.wording import clock, long_day, short_day


@tell.register
def _suspended(refused: Suspended) -> Telling:
    return Telling(
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


@tell.register
def _not_begun_yet(refused: NotBegunYet) -> Telling:
    when = f"{short_day(refused.starts_at)}{clock(refused.starts_at)}"
    return Telling(
        _("相談は、まだ始まっていません"),
        _("この相談が始まるのは%(when)sです。日時が変更されたのかもしれません。", when=when),
        _("出欠は、相談が始まってから記録してください。来られないと連絡があったときは、予約を取り消します。"),
    )


@tell.register
def _too_early_to_decide(refused: TooEarlyToDecide) -> Telling:
    decision = booking_status(BookingStatus(refused.status))
    return Telling(
        _("%(decision)sを記録するには早すぎます", decision=decision),
        _(
            "遅れて参加される方のため、%(decision)sを記録できるのは%(from_when)sからです。",
            decision=decision,
            from_when=clock(refused.from_when),
        ),
        _("登録の電話番号に電話をかけて、様子をお確かめください。"),
    )


@tell.register
def _reason_missing(refused: ReasonMissing) -> Telling:
    return Telling(
        _("理由が必要です"),
        _("この内容は、理由がないと記録できません。まだ何も変えていません。"),
        _("理由を記入して、もう一度押してください。"),
    )


@tell.register
def _decided_meanwhile(refused: DecidedMeanwhile) -> Telling:
    return Telling(
        _("画面を開いているあいだに、ほかの職員が記録しました"),
        _(
            "受付番号%(number)sの予約は、すでに記録されています。まだ何も変えていません。",
            number=spoken(refused.number),
        ),
        _("いまの記録を確かめてください。ちがうときは、理由を書いて訂正できます。"),
    )


@tell.register
def _unknown_suspension(refused: UnknownSuspension) -> Telling:
    return Telling(
        _("この利用停止は見つかりません"),
        _("ここでは見られない利用停止か、アドレスがまちがっています。"),
        _("一覧から選びなおしてください。"),
    )


@tell.register
def _suspension_changed(refused: SuspensionChanged) -> Telling:
    return Telling(
        _("利用停止の状態が変わりました"),
        _("画面を開いているあいだに、決定されたか、終わりました。まだ何も変えていません。"),
        _("いまの状態をお確かめください。"),
    )


@tell.register
def _answers_settled(refused: AnswersSettled) -> Telling:
    return Telling(
        _("返事の済んだ連絡です"),
        _("画面を開いているあいだに、ほかの職員が返事を送ったか、利用停止が解かれました。まだ何も送っていません。"),
        _("いまの状態をお確かめください。"),
    )


@tell.register
def _suspension_end_wrong(refused: SuspensionEndWrong) -> Telling:
    first, last = long_day(refused.first), long_day(refused.last)
    return Telling(
        _("停止の最後の日がまちがっています"),
        _("停止の最後の日は、%(first)sから%(last)sまでの日にできます。", first=first, last=last),
        _("日付を入力しなおしてください。"),
    )


@tell.register
def _too_many_answers(refused: TooManyAnswers) -> Telling:
    return Telling(
        _("これ以上は送れません"),
        _("1つの利用停止について送れるのは、%(limit)s回までです。", limit=refused.limit),
        _("続きは、お電話でお話しください。"),
    )
