"""Says what a change of an office does, and why one is not made."""

from booking.core.dates import long_day
from booking.core.explain import Explanation, explains
from booking.core.fates import Fate
from booking.core.input.parsing import read_day
from booking.core.texts import _
from booking.office_changes.changes import (
    Change,
    CloseDay,
    End,
    NewTimetable,
    PutDeskIn,
    ReopenDay,
    TakeDeskOut,
    procedure_in,
)
from booking.office_changes.refusals import (
    AlreadyClosed,
    DayInPast,
    DecisionMissing,
    ImpactChanged,
    NotAClosingDay,
    OtherDeskTaken,
    UnknownDesk,
)
from booking.offices.file.shape import Office
from booking.tables import OfficeChange


def headline(change: Change, office: Office) -> str:
    """The change in one line; procedures and desks by their names at `office`."""
    match change:
        case CloseDay():
            return _("%(day)sを閉庁日にする", day=long_day(change.day))
        case ReopenDay():
            return _("%(day)sの閉庁を取りやめる", day=long_day(change.day))
        case NewTimetable():
            return _("%(day)sからの時間割を変える", day=long_day(change.valid_from))
        case TakeDeskOut():
            return _("%(desk)sを、この手続きから外す", desk=_desk_name(office, change.desk))
        case PutDeskIn():
            return _("%(desk)sを、この手続きに加える", desk=_desk_name(office, change.desk))
        case End():
            return (
                _("%(day)sから終了にする", day=long_day(change.ends_on)) if change.ends_on else _("終わる日を取り消す")
            )


def about(change: Change, office: Office) -> str:
    """What the change is about, beside its headline: the reason of a closing, or the procedure."""
    match change:
        case CloseDay():
            return _("理由：%(reason)s", reason=change.reason)
        case ReopenDay():
            return _("この日の相談の時間は、また予約できるようになります。")
        case NewTimetable() | TakeDeskOut() | PutDeskIn():
            return procedure_in(office, change.procedure).title
        case End():
            return ending(change, office)


def ending(change: End, office: Office) -> str:
    """What ends, by its name at `office`."""
    if change.procedure is not None:
        return procedure_in(office, change.procedure).title
    return _desk_name(office, change.desk) if change.desk is not None else office.name


def change_in_words(change: OfficeChange) -> str:
    """A change that was made, in one line; of which kind it was, where nothing more is known."""
    day = read_day(change.facts.get("day", change.facts.get("valid_from", "")))
    day_in_words = long_day(day) if day else ""
    desk = next((one.name for one in change.office.desks if one.code == change.facts.get("desk")), "")
    match change.act:
        case "close_day":
            return _("%(day)sを閉庁日にした", day=day_in_words)
        case "reopen_day":
            return _("%(day)sの閉庁を取りやめた", day=day_in_words)
        case "change_timetable":
            return _("%(day)sからの時間割を変えた", day=day_in_words)
        case "take_desk_out":
            return _("%(desk)sを、手続きから外した", desk=desk)
        case "put_desk_in":
            return _("%(desk)sを、手続きに加えた", desk=desk)
        case "move_to_desk":
            return _("%(day)sの予約を、別の窓口へ移した", day=day_in_words)
        case "end":
            return _("終わる日を決めた、または取り消した")
        case "import_office":
            return _("安定所のファイルを取り込んだ")
        case "import_holidays":
            return _("国民の祝日を取り込んだ")
        case _:
            return _("安定所の設定を変えた")


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


def _desk_name(office: Office, code: str) -> str:
    return next((desk.name for desk in office.desks if desk.code == code), code)


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
