"""Says what a change of an office does, and names the days of the week."""

from booking.office_files.changes import Change, CloseDay, NewTimetable, PutDeskIn, ReopenDay, TakeDeskOut, procedure_in
from booking.office_files.shape import Office
from booking.words.texts import _
from calendars.wording import long_day


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


def about(change: Change, office: Office) -> str:
    """What the change is about, beside its headline: the reason of a closing, or the procedure."""
    match change:
        case CloseDay():
            return _("理由：%(reason)s", reason=change.reason)
        case ReopenDay():
            return _("この日の相談の時間は、また予約できるようになります。")
        case NewTimetable() | TakeDeskOut() | PutDeskIn():
            return procedure_in(office, change.procedure).title


def weekdays() -> tuple[str, ...]:
    """The days of the week from Monday on."""
    return (_("月曜日"), _("火曜日"), _("水曜日"), _("木曜日"), _("金曜日"), _("土曜日"), _("日曜日"))


def _desk_name(office: Office, code: str) -> str:
    return next((desk.name for desk in office.desks if desk.code == code), code)
