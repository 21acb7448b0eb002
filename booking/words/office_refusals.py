"""Says why an office's days, times and desks are not changed."""

from booking.core.explain import Telling, tell
from booking.core.texts import _
from booking.office_changes.refusals import (
    AlreadyClosed,
    DayInPast,
    DecisionMissing,
    ImpactChanged,
    NotAClosingDay,
    OtherDeskTaken,
    UnknownDesk,
)
from booking.offices.refusals import OfficeRulesBroken
from calendars.wording import long_day


@tell.register
def _day_in_past(refused: DayInPast) -> Telling:
    return Telling(
        _("過ぎた日は変えられません"),
        _("%(day)sは、もう過ぎています。", day=long_day(refused.day)),
        _("今日か、今日より後の日を入力してください。"),
    )


@tell.register
def _already_closed(refused: AlreadyClosed) -> Telling:
    return Telling(
        _("この日はもともと休みです"),
        _("%(day)sは休みの日です（%(name)s）。", day=long_day(refused.day), name=refused.closing),
        _("ほかの日を入力してください。"),
    )


@tell.register
def _not_a_closing_day(refused: NotAClosingDay) -> Telling:
    return Telling(
        _("この日は、安定所の閉庁日ではありません"),
        _("%(day)sの閉庁は、すでに取りやめになっています。", day=long_day(refused.day)),
        _("安定所の設定の画面で、いまの閉庁日をお確かめください。"),
    )


@tell.register
def _unknown_desk(refused: UnknownDesk) -> Telling:
    return Telling(
        _("この窓口は変えられません"),
        _("窓口が見つからないか、すでに変わっています。"),
        _("安定所の設定の画面で、いまの窓口をお確かめください。"),
    )


@tell.register
def _office_rules_broken(refused: OfficeRulesBroken) -> Telling:
    return Telling(
        _("この内容には変えられません"),
        "".join(dict.fromkeys(_fault(what, allowed) for _key, what, allowed in refused.faults)),
        _("内容を直して、もう一度お試しください。"),
    )


@tell.register
def _impact_changed(refused: ImpactChanged) -> Telling:
    return Telling(
        _("画面を開いているあいだに、予約が変わりました"),
        _("まだ何も変えていません。いまの影響は、予約%(count)s件です。", count=len(refused.numbers)),
        _("新しい内容を確かめて、もう一度決めてください。"),
    )


@tell.register
def _decision_missing(refused: DecisionMissing) -> Telling:
    return Telling(
        _("どうするかが決まっていない予約があります"),
        _("まだ何も変えていません。決まっていない予約は%(count)s件です。", count=len(refused.numbers)),
        _("予約ごとに、そのまま行うか、窓口を移すか、取り消すかを選んでください。"),
    )


@tell.register
def _other_desk_taken(refused: OtherDeskTaken) -> Telling:
    return Telling(
        _("移そうとした窓口は、もう空いていません"),
        _("まだ何も変えていません。別の予約が先に入ったか、窓口が変わりました。"),
        _("いまの空きを確かめて、もう一度決めてください。"),
    )


def _fault(what: str, allowed: str) -> str:
    """A sentence for each, with what would be right for it."""
    if allowed:
        return _("%(what)s（使えるのは、%(allowed)s）。", what=what, allowed=allowed)
    return _("%(what)s。", what=what)
