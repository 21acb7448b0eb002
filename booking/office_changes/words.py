"""Says what was decided about bookings, and why an office's days, times and desks are not changed."""

from booking.core.dates import long_day
from booking.core.explain import Explanation, explains
from booking.core.fates import Fate
from booking.core.texts import _
from booking.office_changes.refusals import (
    AlreadyClosed,
    AlreadyTold,
    ChangedSince,
    DayInPast,
    DecisionMissing,
    ImpactChanged,
    LastDayTooEarly,
    NoSuchOpening,
    NoSuchRules,
    NoSuchTerms,
    NoSuchTimetable,
    NotAClosingDay,
    OtherDeskTaken,
    PartlyClosed,
    SettingsChanged,
    TooManyDays,
    UnknownDesk,
)


def fate(given: Fate) -> str:
    """What was decided about a booking."""
    return {
        Fate.KEPT: _("そのまま行う"),
        Fate.MOVED: _("同じ日時で、別の窓口へ移した"),
        Fate.CANCELLED: _("取り消して、別の日時を案内した"),
    }[given]


def weekdays() -> tuple[str, ...]:
    """The days of the week from Monday on."""
    return (_("月曜日"), _("火曜日"), _("水曜日"), _("木曜日"), _("金曜日"), _("土曜日"), _("日曜日"))


@explains
def _day_in_past(refused: DayInPast) -> Explanation:
    return Explanation(
        _("過ぎた日は変えられません"),
        _("%(day)sは、もう過ぎています。", day=long_day(refused.day)),
        _("今日か、今日より後の日を入力してください。"),
    )


@explains
def _already_closed(refused: AlreadyClosed) -> Explanation:
    return Explanation(
        _("この日はもともと休みです"),
        _("%(day)sは休みの日です（%(name)s）。", day=long_day(refused.day), name=refused.closing),
        _("ほかの日を入力してください。"),
    )


@explains
def _not_a_closing_day(refused: NotAClosingDay) -> Explanation:
    return Explanation(
        _("この日は、安定所の閉庁日ではありません"),
        _("%(day)sの閉庁は、すでに取りやめになっています。", day=long_day(refused.day)),
        _("安定所の設定の画面で、いまの閉庁日をお確かめください。"),
    )


@explains
def _partly_closed(refused: PartlyClosed) -> Explanation:
    return Explanation(
        _("この日は、すでに一部の時間が閉庁です"),
        _("%(day)sには、時間を決めた閉庁があります（%(name)s）。", day=long_day(refused.day), name=refused.closing),
        _("時間を変えるときは、いまの閉庁を取りやめてから、新しい時間で加えてください。"),
    )


@explains
def _last_day_too_early(refused: LastDayTooEarly) -> Explanation:
    return Explanation(
        _("最後の日が、始まりの日より前です"),
        _("始まりの日は、%(day)sです。", day=long_day(refused.day)),
        _("始まりの日か、それより後の日を入力してください。"),
    )


@explains
def _too_many_days(refused: TooManyDays) -> Explanation:
    return Explanation(
        _("閉庁の期間が長すぎます"),
        _("一度に決められるのは、%(count)s日までです。", count=refused.most),
        _("期間を短くしてください。ずっと行わないときは、終わる日を決めてください。"),
    )


@explains
def _no_such_opening(refused: NoSuchOpening) -> Explanation:
    return Explanation(
        _("この日は、臨時開庁ではありません"),
        _("%(day)sの臨時開庁は、すでに取りやめになっています。", day=long_day(refused.day)),
        _("安定所の設定の画面で、いまの臨時開庁をお確かめください。"),
    )


@explains
def _no_such_timetable(refused: NoSuchTimetable) -> Explanation:
    return Explanation(
        _("この時間割は、取りやめられません"),
        _("%(day)sからの時間割は、もう始まっているか、すでに取りやめになっています。", day=long_day(refused.day)),
        _("いまの時間割を変えるときは、新しい時間割を入力してください。"),
    )


@explains
def _no_such_rules(refused: NoSuchRules) -> Explanation:
    return Explanation(
        _("このきまりは、取りやめられません"),
        _("%(day)sからのきまりは、もう始まっているか、すでに取りやめになっています。", day=long_day(refused.day)),
        _("いまのきまりを変えるときは、手続きの設定で新しい内容を入力してください。"),
    )


@explains
def _no_such_terms(refused: NoSuchTerms) -> Explanation:
    return Explanation(
        _("この利用規約は、取りやめられません"),
        _("%(day)sからの利用規約は、もう始まっているか、すでに取りやめになっています。", day=long_day(refused.day)),
        _("いまの利用規約を変えるときは、新しい版を書いてください。"),
    )


@explains
def _settings_changed(_refused: SettingsChanged) -> Explanation:
    return Explanation(
        _("画面を開いているあいだに、設定が変わりました"),
        _("まだ何も変えていません。"),
        _("いまの設定を確かめて、もう一度決めてください。"),
    )


@explains
def _unknown_desk(refused: UnknownDesk) -> Explanation:
    return Explanation(
        _("この窓口は変えられません"),
        _("窓口が見つからないか、すでに変わっています。"),
        _("安定所の設定の画面で、いまの窓口をお確かめください。"),
    )


@explains
def _impact_changed(refused: ImpactChanged) -> Explanation:
    return Explanation(
        _("画面を開いているあいだに、予約が変わりました"),
        _("まだ何も変えていません。いまの影響は、予約%(count)s件です。", count=len(refused.numbers)),
        _("新しい内容を確かめて、もう一度決めてください。"),
    )


@explains
def _decision_missing(refused: DecisionMissing) -> Explanation:
    return Explanation(
        _("どうするかが決まっていない予約があります"),
        _("まだ何も変えていません。決まっていない予約は%(count)s件です。", count=len(refused.numbers)),
        _("予約ごとに、そのまま行うか、窓口を移すか、取り消すかを選んでください。"),
    )


@explains
def _other_desk_taken(refused: OtherDeskTaken) -> Explanation:
    return Explanation(
        _("移そうとした窓口は、もう空いていません"),
        _("まだ何も変えていません。別の予約が先に入ったか、窓口が変わりました。"),
        _("いまの空きを確かめて、もう一度決めてください。"),
    )


@explains
def _already_told(_refused: AlreadyTold) -> Explanation:
    return Explanation(
        _("もう元に戻せません"),
        _("この変更は、すでに伝わった方がいます（メッセージを読んだ、メールが届いた、または電話した）。"),
        _("まちがいのときは、閉庁などを取りやめて、電話で伝え、予約を取りなおしてください。"),
    )


@explains
def _changed_since(_refused: ChangedSince) -> Explanation:
    return Explanation(
        _("この変更は、元に戻せません"),
        _("そのあとで、安定所の設定か、予約が変わりました。"),
        _("いまの内容を確かめて、必要なところを変えてください。"),
    )
