"""From the text of an office file to an Office or to the list of all that is wrong with it."""

import re
import tomllib
from datetime import time

from booking.office_files.check import check_office
from booking.office_files.problems import Fault, OfficeFileError, Problem, is_within
from booking.office_files.shape import (
    ClosingDay,
    Desk,
    ExtraOpening,
    HostLicence,
    Office,
    OpeningStart,
    Procedure,
    Terms,
    Timetable,
    WeeklyStart,
)
from booking.office_files.table import Table
from booking.office_files.weekdays import WEEKDAYS
from booking.policy.absences import AbsenceRules
from booking.policy.channels import Channel, MailCarries
from calendars.table_files import NotText, text_of

_PLACE = re.compile(r"at line ([0-9]+), column ([0-9]+)")
_LAST_MINUTE = time(23, 59)
# As earlier versions exported them; beside one of these TOML allows no entry under a heading.
_EMPTY_TABLES = re.compile(r"^(closing_days|extra_openings) *= *\[ *\]", re.MULTILINE)


def read_office_file(content: bytes, *, file_name: str) -> Office:
    """The office of a file as editors save it, with or without a mark: UTF-8, UTF-16, or cp932 as Notepad's ANSI.

    Raises OfficeFileError.
    """
    try:
        text = text_of(content)
    except NotText:
        raise OfficeFileError(
            [Problem(file_name, "ファイル全体", "文字コードを読み取れません", "UTF-8、UTF-16、Shift_JIS")]
        ) from None
    return read_office(text, file_name=file_name)


def read_office(text: str, *, file_name: str) -> Office:
    """The office that `text` (TOML) describes; `file_name` is only for the messages.

    Raises OfficeFileError with every problem of form and of rule that can be seen at once.
    """
    faults: list[Fault] = []
    office = _office(Table(_parsed(text, file_name), "", faults))
    # A rule's complaint about a value that could not even be read would only repeat the first one.
    faults += [fault for fault in check_office(office) if not _repeats(fault, tuple(faults))]
    if faults:
        raise OfficeFileError(Problem.in_file(file_name, fault) for fault in faults)
    return office


def _parsed(text: str, file_name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # too long numbers and too deep nesting count as bad TOML
        place = _PLACE.search(str(error))
        key = f"{place[1]}行目" if place else "ファイル全体"
        where = f"{place[2]}文字目のあたりが" if place else "どこかが"
        what, allowed = f"{where}TOMLの書き方になっていません", ""
        if empty := _EMPTY_TABLES.search(text):
            allowed = f"{empty[0]} の行を消して [[{empty[1]}]] を書く"
        raise OfficeFileError([Problem(file_name, key, what, allowed)]) from error


def _repeats(fault: Fault, earlier: tuple[Fault, ...]) -> bool:
    return any(is_within(fault.key, other.key) or is_within(other.key, fault.key) for other in earlier)


def _office(table: Table) -> Office:
    office = Office(
        code=table.text("code"),
        name=table.text("name"),
        official_name=table.text("official_name"),
        department=table.text("department"),
        phone=table.text("phone"),
        email=table.text_or_none("email"),
        desk_opens=table.clock("desk_opens", time.min),
        desk_closes=table.clock("desk_closes", _LAST_MINUTE),
        fictional=table.flag("fictional"),
        ends_on=table.day_or_none("ends_on"),
        feed_names=table.flag_or("feed_names", default=False),
        absences=_absences(table.table_or_empty("absences")),
        closing_days=_closing_days(table),
        extra_openings=_extra_openings(table),
        desks=tuple(_desk(desk) for desk in table.tables("desks", "code")),
        procedures=tuple(_procedure(procedure) for procedure in table.tables("procedures", "code")),
    )
    table.refuse_unknown()
    return office


def _absences(table: Table) -> AbsenceRules:
    rules = AbsenceRules(
        warn_at=table.number_or("warn_at", AbsenceRules.warn_at),
        propose_at=table.number_or("propose_at", AbsenceRules.propose_at),
        within_days=table.number_or("within_days", AbsenceRules.within_days),
        suspension_days=table.number_or("suspension_days", AbsenceRules.suspension_days),
    )
    table.refuse_unknown()
    return rules


def _closing_days(office: Table) -> tuple[ClosingDay, ...]:
    days = [_closing_day(table) for table in office.tables_or_none("closing_days", "day")]
    return tuple(sorted((day for day in days if day), key=lambda day: day.day))


def _closing_day(table: Table) -> ClosingDay | None:
    day, reason = table.day("day"), table.text("reason")
    table.refuse_unknown()
    return ClosingDay(day, reason) if day else None


def _extra_openings(office: Table) -> tuple[ExtraOpening, ...]:
    openings = [_extra_opening(table) for table in office.tables_or_none("extra_openings", "day")]
    return tuple(sorted((opening for opening in openings if opening), key=lambda opening: opening.day))


def _extra_opening(table: Table) -> ExtraOpening | None:
    day, name = table.day("day"), table.text("name")
    counts = table.flag("counts_as_office_day")
    starts = _opening_starts(table.table("starts"))
    table.refuse_unknown()
    return ExtraOpening(day, name, counts, starts) if day else None


def _opening_starts(table: Table) -> tuple[OpeningStart, ...]:
    return tuple(
        sorted(OpeningStart(code, start) for code in table.names() for start in table.clocks(code)),
    )


def _desk(table: Table) -> Desk:
    desk = Desk(
        code=table.text("code", table.label),
        name=table.text("name"),
        zoom_host=table.text_or_none("zoom_host"),
        host_licence=table.word("host_licence", HostLicence, HostLicence.LICENSED),
        rest_minutes=table.number("rest_minutes", 0),
        ends_on=table.day_or_none("ends_on"),
    )
    table.refuse_unknown()
    return desk


def _procedure(table: Table) -> Procedure:
    procedure = Procedure(
        code=table.text("code", table.label),
        title=table.text("title"),
        purpose=table.text("purpose"),
        purpose_order=table.number("purpose_order", 1),
        keywords=table.texts("keywords"),
        length_minutes=table.number("length_minutes", 30),
        lead_open_days=table.number_or("lead_open_days", Procedure.lead_open_days),
        window_days=table.number_or("window_days", Procedure.window_days),
        web_cutoff_time=table.clock_or_none("web_cutoff_time"),
        channels=table.words("channels", Channel),
        max_open_bookings=table.number_or("max_open_bookings", Procedure.max_open_bookings),
        late_minutes=table.number_or("late_minutes", Procedure.late_minutes),
        enter_minutes_before=table.number("enter_minutes_before", 0),
        late_booking_allowed=table.flag("late_booking_allowed"),
        invented=table.text("invented"),
        fictional=table.flag_or("fictional", default=False),
        ends_on=table.day_or_none("ends_on"),
        mail_carries=_mail_carries(table.table("mail_carries")),
        for_whom=table.texts("for_whom"),
        needed=table.texts("needed"),
        entering=table.text("entering"),
        cautions=table.texts("cautions"),
        phone_only_reason=table.text("phone_only_reason"),
        terms=_terms(table.table("terms")),
        desks=table.texts("desks"),
        timetables=_timetables(table),
    )
    table.refuse_unknown()
    return procedure


def _mail_carries(table: Table) -> dict[Channel, MailCarries]:
    carried = {channel: table.word_or_none(channel, MailCarries, MailCarries.NOTICE) for channel in Channel}
    table.refuse_unknown()
    return {channel: carries for channel, carries in carried.items() if carries}


def _terms(table: Table) -> Terms:
    terms = Terms(table.text("version"), table.texts("paragraphs"))
    table.refuse_unknown()
    return terms


def _timetables(procedure: Table) -> tuple[Timetable, ...]:
    timetables = [_timetable(table) for table in procedure.tables("timetables", "valid_from")]
    return tuple(sorted((one for one in timetables if one), key=lambda timetable: timetable.valid_from))


def _timetable(table: Table) -> Timetable | None:
    valid_from, weekly = table.day("valid_from"), _weekly(table.table("weekly"))
    table.refuse_unknown()
    return Timetable(valid_from, weekly) if valid_from else None


def _weekly(table: Table) -> tuple[WeeklyStart, ...]:
    starts = [
        WeeklyStart(weekday, start) for weekday, name in enumerate(WEEKDAYS) for start in table.clocks_or_none(name)
    ]
    table.refuse_unknown("この曜日はありません")
    return tuple(sorted(starts))
