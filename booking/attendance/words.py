"""Says to staff what the evidence of a consultation suggests, and why attendance or a suspension is not decided so."""

from booking.attendance.refusals import (
    AnswersSettled,
    CalledBeforeTheDay,
    CalledInFuture,
    DecidedMeanwhile,
    NotBegunYet,
    ReasonMissing,
    SuspensionChanged,
    SuspensionEndWrong,
    TooEarlyToDecide,
    TooManyAnswers,
    UnknownSuspension,
)
from booking.attendance.rules.suggestion import Reason, Suggestion, Why
from booking.attendance.rules.whereabouts import Where, Whereabouts
from booking.bookings.rules.booking_numbers import spoken
from booking.bookings.words import booking_status
from booking.core.call_results import CallResult
from booking.core.dates import clock, long_day, short_moment
from booking.core.decisions import DECISIONS, BookingStatus
from booking.core.explain import Explanation, explains
from booking.core.texts import _


def suggestion(proposed: Suggestion) -> str:
    """What the evidence suggests, in few words; staff decide."""
    word = DECISIONS[proposed.outcome].suggestion if proposed.outcome else None
    return _(word) if word else _("提案なし")


def reason(given: Reason) -> str:
    """One reason, as a sentence."""
    return _sentence(given.why, given.count)


def where(seen: Whereabouts) -> str:
    """Where the seeker is right now, as far as the provider told."""
    since = clock(seen.since)
    if seen.by_display_name:
        return {
            Where.WAITING: _("待機室に来ています（%(since)sから）", since=since),
            Where.INSIDE: _("入室中（%(since)sから）", since=since),
            Where.LEFT: _("退室（%(since)s）", since=since),
        }[seen.where]
    return {
        Where.WAITING: _("別の名前の方が待機室に（%(since)sから）", since=since),
        Where.INSIDE: _("別の名前の方が入室中（%(since)sから）", since=since),
        Where.LEFT: _("別の名前の方が退室（%(since)s）", since=since),
    }[seen.where]


def call_result(given: CallResult | str) -> str:
    """What came of a call to a seeker who did not come."""
    return {
        CallResult.SPOKE: _("話せた"),
        CallResult.NO_ANSWER: _("出なかった"),
        CallResult.MESSAGE_LEFT: _("留守番電話に残した"),
        CallResult.NOT_CONNECTED: _("番号がつながらなかった"),
    }[CallResult(given)]


def _sentence(why: Why, count: int) -> str:
    return {
        Why.NOT_YET: _("まだ判断できる時間になっていません。"),
        Why.NO_EVIDENCE: _("入退室の記録が届いていません。"),
        Why.NO_MEETING: _("ミーティングが発行されていませんでした。"),
        Why.LATE_MEETING: _("ミーティングの発行が間際になりました。求職者が気づけなかったかもしれません。"),
        Why.ON_TIME: _("時間どおりに来ました。"),
        Why.LATE: _("%(count)s分遅れて来ました。", count=count),
        Why.OTHER_NAME: _(
            "表示名とちがう名前の人だけでした。ご本人だったか（自動の記録係などでなかったか）を確かめてください。"
        ),
        Why.NAME_UNKNOWN: _("名前の記録がない人だけでした。ご本人だったかを確かめてください。"),
        Why.REJOINED: _("途中で%(count)s回、入りなおしました。", count=count),
        Why.LEFT_EARLY: _("終わりの%(count)s分前に退室しました。", count=count),
        Why.ENDED_EARLY: _("ミーティングは予定より%(count)s分早く終わりました。", count=count),
        Why.CONNECTION_LOST: _("終わりの%(count)s分前に通信が切れ、戻れませんでした。", count=count),
        Why.HOST_ABSENT: _("相談の時間に、ミーティングが開かれていませんでした。"),
        Why.HOST_LATE: _("ミーティングが開かれたのは、%(count)s分遅れてからでした。", count=count),
        Why.HOST_LEFT: _("待つ時間が過ぎる前に、ミーティングが閉じられていました。"),
        Why.HOST_WAITED: _("開始から%(count)s分、ミーティングを開いて待っていました。", count=count),
        Why.END_UNKNOWN: _("ミーティングがいつ閉じられたかは、記録が届いていません。"),
        Why.WAITING_ROOM_ONLY: _("待機室に%(count)s分いましたが、入室していません。", count=count),
        Why.LEFT_BEFORE_START: _("開始の前に来て、開始までに出ました。"),
        Why.NOBODY: _("求職者らしい人は来ていません。"),
        Why.ARRIVALS_UNKNOWN: _("だれが来たかの記録が届いていません。来ていた人がいたかもしれません。"),
    }[why]


@explains
def _not_begun_yet(refused: NotBegunYet) -> Explanation:
    when = short_moment(refused.starts_at)
    return Explanation(
        _("相談は、まだ始まっていません"),
        _("この相談が始まるのは%(when)sです。日時が変更されたのかもしれません。", when=when),
        _("出欠は、相談が始まってから記録してください。来られないと連絡があったときは、予約を取り消します。"),
    )


@explains
def _too_early_to_decide(refused: TooEarlyToDecide) -> Explanation:
    decision = booking_status(BookingStatus(refused.status))
    return Explanation(
        _("%(decision)sを記録するには早すぎます", decision=decision),
        _(
            "遅れて参加される方のため、%(decision)sを記録できるのは%(from_when)sからです。",
            decision=decision,
            from_when=clock(refused.from_when),
        ),
        _("登録の電話番号に電話をかけて、様子をお確かめください。"),
    )


@explains
def _reason_missing(refused: ReasonMissing) -> Explanation:
    return Explanation(
        _("理由が必要です"),
        _("この内容は、理由がないと記録できません。まだ何も変えていません。"),
        _("理由を記入して、もう一度押してください。"),
    )


@explains
def _decided_meanwhile(refused: DecidedMeanwhile) -> Explanation:
    return Explanation(
        _("画面を開いているあいだに、ほかの職員が記録しました"),
        _(
            "受付番号%(number)sの予約は、すでに記録されています。まだ何も変えていません。",
            number=spoken(refused.number),
        ),
        _("いまの記録を確かめてください。ちがうときは、理由を書いて訂正できます。"),
    )


@explains
def _called_in_future(refused: CalledInFuture) -> Explanation:
    return Explanation(
        _("電話した時刻がまちがっています"),
        _("電話した時刻が、いまより後になっています。"),
        _("電話した時刻を、もう一度お確かめください。"),
    )


@explains
def _called_before_the_day(refused: CalledBeforeTheDay) -> Explanation:
    return Explanation(
        _("電話した日がまちがっています"),
        _("電話した日が、相談の日（%(day)s）より前になっています。", day=long_day(refused.day)),
        _("電話した日を、もう一度お確かめください。"),
    )


@explains
def _unknown_suspension(refused: UnknownSuspension) -> Explanation:
    return Explanation(
        _("この利用停止は見つかりません"),
        _("ここでは見られない利用停止か、アドレスがまちがっています。"),
        _("一覧から選びなおしてください。"),
    )


@explains
def _suspension_changed(refused: SuspensionChanged) -> Explanation:
    return Explanation(
        _("利用停止の状態が変わりました"),
        _("画面を開いているあいだに、決定されたか、終わりました。まだ何も変えていません。"),
        _("いまの状態をお確かめください。"),
    )


@explains
def _answers_settled(refused: AnswersSettled) -> Explanation:
    return Explanation(
        _("返事の済んだ連絡です"),
        _("画面を開いているあいだに、ほかの職員が返事を送ったか、利用停止が解かれました。まだ何も送っていません。"),
        _("いまの状態をお確かめください。"),
    )


@explains
def _suspension_end_wrong(refused: SuspensionEndWrong) -> Explanation:
    first, last = long_day(refused.first), long_day(refused.last)
    return Explanation(
        _("停止の最後の日がまちがっています"),
        _("停止の最後の日は、%(first)sから%(last)sまでの日にできます。", first=first, last=last),
        _("日付を入力しなおしてください。"),
    )


@explains
def _too_many_answers(refused: TooManyAnswers) -> Explanation:
    return Explanation(
        _("これ以上は送れません"),
        _("1つの利用停止について送れるのは、%(limit)s回までです。", limit=refused.limit),
        _("続きは、お電話でお話しください。"),
    )
