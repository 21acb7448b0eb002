"""Says a change of an office in one line: as it is planned, and as it was made."""

from datetime import date, time

from booking.core.dates import clock, long_day
from booking.core.input.parsing import read_day
from booking.core.texts import _
from booking.office_changes.changes import (
    Change,
    End,
    NewTimetable,
    PutDeskIn,
    RemoveTimetable,
    Settings,
    TakeDeskOut,
    Versions,
)
from booking.office_changes.closings import CloseDay, ReopenDay
from booking.office_changes.openings import AddOpening, RemoveOpening
from booking.office_changes.settings.parts import procedure_in
from booking.office_changes.settings.put_back import PutBack
from booking.office_changes.settings.terms import DropTerms, NewTerms
from booking.office_changes.settings.values import (
    AddDesk,
    AddProcedure,
    RemoveRules,
    ReviseDesk,
    ReviseOffice,
    ReviseProcedure,
)
from booking.office_changes.spells import Spell
from booking.offices.file.shape import Office
from booking.tables import OfficeChange


def headline(change: Change, office: Office) -> str:
    """The change in one line; procedures and desks by their names at `office`."""
    match change:
        case CloseDay():
            return _closing_headline(change)
        case ReopenDay():
            return _("%(days)sの閉庁を取りやめる", days=days_in_words(change.day, change.last))
        case AddOpening():
            return _("%(day)sを臨時開庁にする", day=long_day(change.day))
        case RemoveOpening():
            return _("%(day)sの臨時開庁を取りやめる", day=long_day(change.day))
        case NewTimetable():
            return _("%(day)sからの時間割を変える", day=long_day(change.valid_from))
        case RemoveTimetable():
            return _("%(day)sからの時間割を取りやめる", day=long_day(change.valid_from))
        case TakeDeskOut():
            return _("%(desk)sを、この手続きから外す", desk=_desk_name(office, change.desk))
        case PutDeskIn():
            return _("%(desk)sを、この手続きに加える", desk=_desk_name(office, change.desk))
        case End():
            return (
                _("%(day)sから終了にする", day=long_day(change.ends_on)) if change.ends_on else _("終わる日を取り消す")
            )
    return _settings_headline(change)


def about(change: Change, office: Office) -> str:
    """What the change is about, beside its headline: the reason of a closing, or the procedure."""
    match change:
        case CloseDay():
            return _("理由：%(reason)s", reason=change.reason)
        case ReopenDay():
            return _("この日の相談の時間は、また予約できるようになります。")
        case AddOpening():
            return change.name
        case RemoveOpening():
            return _("この日は、いつもの時間割に戻ります。土曜日・日曜日・祝日などは、休みに戻ります。")
        case NewTimetable() | RemoveTimetable() | TakeDeskOut() | PutDeskIn():
            return procedure_in(office, change.procedure).title
        case End():
            return ending(change, office)
    return _of_settings(change, office)


def closed_days(spell: Spell) -> str:
    """When the office is closed: days, hours, every year."""
    one = spell.first
    days = days_in_words(one.day, spell.last, every_year=one.every_year)
    hours = hours_in_words(one.closed_from, one.closed_until)
    return _("%(days)sの%(hours)s", days=days, hours=hours) if hours else days


def days_in_words(first: date, last: date | None, *, every_year: bool = False) -> str:
    """A day, or the days from one to another; of every year without a weekday."""
    if every_year:
        days = _yearly_days(first, last)
        return _("毎年%(days)s", days=days)
    if last is None or last == first:
        return long_day(first)
    return _("%(first)sから%(last)sまで", first=long_day(first), last=long_day(last))


def _yearly_days(first: date, last: date | None) -> str:
    """The days without their year."""
    if last is None or last == first:
        return _yearly(first)
    return _("%(first)sから%(last)sまで", first=_yearly(first), last=_yearly(last))


def hours_in_words(closed_from: time | None, closed_until: time | None) -> str:
    """Which hours are closed; empty for the whole day."""
    if closed_from is None:
        return _("%(clock)sまで", clock=clock(closed_until)) if closed_until is not None else ""
    if closed_until is None:
        return _("%(clock)sから", clock=clock(closed_from))
    return _("%(first)sから%(last)sまで", first=clock(closed_from), last=clock(closed_until))


def _closing_headline(change: CloseDay) -> str:
    days = days_in_words(change.day, change.last, every_year=change.every_year)
    hours = hours_in_words(change.closed_from, change.closed_until)
    if hours:
        return _("%(days)sの%(hours)sを閉庁にする", days=days, hours=hours)
    return _("%(days)sを閉庁日にする", days=days)


def _settings_headline(change: Settings) -> str:
    match change:
        case ReviseOffice():
            return _("安定所の設定を変える")
        case ReviseDesk():
            return _("窓口の設定を変える")
        case AddDesk():
            return _("窓口を作る")
        case ReviseProcedure(rules=rules):
            return (
                _("%(day)sからの手続きの設定を変える", day=long_day(change.valid_from))
                if rules
                else _("手続きの設定を変える")
            )
        case RemoveRules():
            return _("%(day)sからのきまりを取りやめる", day=long_day(change.valid_from))
        case AddProcedure():
            return _("手続きを作る")
    return _version_headline(change)


def _version_headline(change: Versions) -> str:
    match change:
        case NewTerms():
            return _("%(day)sからの利用規約を変える", day=long_day(change.valid_from))
        case DropTerms():
            return _("%(day)sからの利用規約を取りやめる", day=long_day(change.valid_from))
        case PutBack():
            return _("第%(number)s版の設定に戻す", number=change.version)


def _of_settings(change: Settings, office: Office) -> str:
    match change:
        case ReviseOffice():
            return ""
        case ReviseDesk():
            return _desk_name(office, change.desk)
        case AddDesk():
            return change.added.name
        case ReviseProcedure() | RemoveRules() | NewTerms() | DropTerms():
            return procedure_in(office, change.procedure).title
        case AddProcedure():
            return change.added.title
        case PutBack():
            return _("その版のあとに加えた手続きと窓口、過ぎた日の閉庁と臨時開庁は、そのまま残ります。")


def ending(change: End, office: Office) -> str:
    """What ends, by its name at `office`."""
    if change.procedure is not None:
        return procedure_in(office, change.procedure).title
    return _desk_name(office, change.desk) if change.desk is not None else office.name


def change_in_words(change: OfficeChange) -> str:
    """A change that was made, in one line; of which kind it was, where nothing more is known."""
    day = read_day(change.facts.get("day", change.facts.get("valid_from", "")))
    days = days_in_words(day, read_day(change.facts.get("last", ""))) if day else ""
    if change.act == "close_day":
        return _closed_in_words(change, days)
    desk = next((one.name for one in change.office.desks if one.code == change.facts.get("desk")), "")
    said = {
        "reopen_day": _("%(day)sの閉庁を取りやめた", day=days),
        "add_opening": _("%(day)sを臨時開庁にした", day=days),
        "remove_opening": _("%(day)sの臨時開庁を取りやめた", day=days),
        "change_timetable": _("%(day)sからの時間割を変えた", day=days),
        "remove_timetable": _("%(day)sからの時間割を取りやめた", day=days),
        "take_desk_out": _("%(desk)sを、手続きから外した", desk=desk),
        "put_desk_in": _("%(desk)sを、手続きに加えた", desk=desk),
        "move_to_desk": _("%(day)sの予約を、別の窓口へ移した", day=days),
        "end": _("終わる日を決めた、または取り消した"),
        "revise_office": _("安定所の設定を変えた"),
        "revise_desk": _("%(desk)sの設定を変えた", desk=desk),
        "revise_procedure": _("%(day)sからの手続きの設定を変えた", day=days),
        "remove_rules": _("%(day)sからの手続きのきまりを取りやめた", day=days),
        "change_terms": _("%(day)sからの利用規約を変えた", day=days),
        "drop_terms": _("%(day)sからの利用規約を取りやめた", day=days),
        "put_back": _("設定を第%(number)s版に戻した", number=change.facts.get("version", "")),
        "import_office": _("安定所のファイルを取り込んだ"),
        "import_holidays": _("国民の祝日を取り込んだ"),
    }
    return said.get(change.act, _("安定所の設定を変えた"))


def _closed_in_words(change: OfficeChange, days: str) -> str:
    closed_from, closed_until = (_clock_of(change.facts.get(name, "")) for name in ("closed_from", "closed_until"))
    hours = hours_in_words(closed_from, closed_until)
    if hours:
        return _("%(day)sの%(hours)sを閉庁にした", day=days, hours=hours)
    return _("%(day)sを閉庁日にした", day=days)


def _clock_of(fact: str) -> time | None:
    return time.fromisoformat(fact) if fact else None


def _yearly(day: date) -> str:
    return _("%(month)s月%(day)s日", month=day.month, day=day.day)


def _desk_name(office: Office, code: str) -> str:
    return next((desk.name for desk in office.desks if desk.code == code), code)
