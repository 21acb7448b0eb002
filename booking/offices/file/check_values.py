"""Rules over the values of an office: codes, numbers and what names what; texts and starts stand elsewhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from booking.availability.ends import first_end, has_ended
from booking.core.channels import Channel
from booking.core.codes import is_code
from booking.core.host_licences import HostLicence
from booking.core.input.field_checks import Between, OneOf, checks_of
from booking.core.lengths import LENGTHS, RESTS, TICK_MINUTES
from booking.core.text_limits import LONGEST_MAIL_ADDRESS
from booking.offices.absence_rules import LONGEST_SUSPENSION_DAYS, AbsenceRules
from booking.offices.file.check_by_day import empty_rules, faults_by_day, reworded_terms
from booking.offices.file.problems import Fault, below, entry_key
from booking.offices.file.shape import Desk, ExtraOpening, Office, Procedure
from booking.offices.prefectures import PREFECTURES
from booking.offices.reminder_times import LEAST_MINUTES, MOST_MINUTES
from calendars.office_days import ClosingDay
from notifier.mail_addresses import is_mail_address

_PHONE = re.compile(r"0[0-9]+(-[0-9]+){0,3}")

# Nobody remembers a call of more than two years ago.
_ABSENCE_RANGES = {
    "warn_at": (1, 10),
    "propose_at": (2, 10),
    "within_days": (30, 730),
    "suspension_days": (1, LONGEST_SUSPENSION_DAYS),
}


def value_faults(office: Office) -> Iterator[Fault]:
    """Everything that is wrong with single values, and with what names something that is not there."""
    yield from _code(office.code, "code")
    yield from _contact(office)
    if office.desk_opens >= office.desk_closes:
        yield Fault("desk_closes", "窓口の終わりが始まりより後ではありません", "desk_opens より後の時刻")
    else:
        yield from reminder_faults(office)
    yield from absence_faults(office.absences)
    yield from _repeated_codes("desks", (desk.code for desk in office.desks))
    yield from _repeated_codes("procedures", (procedure.code for procedure in office.procedures))
    yield from _own_days(office)
    for desk in office.desks:
        yield from _desk(desk)
    for procedure in office.procedures:
        yield from _procedure(procedure, office)


def reminder_faults(office: Office) -> Iterator[Fault]:
    """What is wrong with the times of reminders: whoever calls after one is answered."""
    opens, closes = office.desk_opens, office.desk_closes
    if not opens <= office.remind_at < closes:
        allowed = f"窓口の時間のうち、{opens:%H:%M}から{closes:%H:%M}の前まで"
        yield Fault("remind_at", "お知らせの時刻が窓口の時間の外です", allowed)
    if not LEAST_MINUTES <= office.remind_minutes_before <= MOST_MINUTES:
        allowed = f"{LEAST_MINUTES}分から{MOST_MINUTES}分まで"
        yield Fault("remind_minutes_before", "数の範囲が正しくありません", allowed)


def absence_faults(rules: AbsenceRules) -> Iterator[Fault]:
    """What is wrong with the rules for no-shows: a seeker is warned before a suspension is thought of."""
    for name, (least, most) in _ABSENCE_RANGES.items():
        if not least <= getattr(rules, name) <= most:
            yield Fault(below("absences", name), "数の範囲が正しくありません", f"{least}から{most}まで")
    if rules.warn_at >= rules.propose_at:
        yield Fault(
            below("absences", "propose_at"), "注意より前に利用停止を提案することになります", "warn_at より大きい数"
        )


def _minutes_allowed(minutes: Iterable[int]) -> str:
    return f"{'、'.join(map(str, minutes))}（分）"


def _contact(office: Office) -> Iterator[Fault]:
    digits = office.phone.replace("-", "")
    if not (_PHONE.fullmatch(office.phone) and len(digits) in {10, 11}):
        yield Fault("phone", "電話番号として読めません", "半角の数字とハイフンで10けたか11けた（例 0957-00-0000）")
    if office.email is not None:
        yield from _email(office.email, "email")
    if office.prefecture not in {"", *PREFECTURES}:
        yield Fault("prefecture", "都道府県の名前ではありません", "都、道、府、県までの名前（例 長崎県）")
    if office.city and not office.prefecture:
        yield Fault("prefecture", "市区町村（city）だけが書かれています", "その都道府県の名前（例 長崎県）")


def _own_days(office: Office) -> Iterator[Fault]:
    closed = {closing.day for closing in office.closing_days if closing.is_whole and not closing.every_year}
    yield from _repeated_days("closing_days", (closing.day for closing in office.closing_days))
    yield from _repeated_days("extra_openings", (opening.day for opening in office.extra_openings))
    for closing in office.closing_days:
        yield from _closed_hours(closing)
    for opening in office.extra_openings:
        yield from _extra_opening(opening, office, closed=opening.day in closed)


def _closed_hours(closing: ClosingDay) -> Iterator[Fault]:
    first, last = closing.closed_from, closing.closed_until
    if first is not None and last is not None and first >= last:
        key = below(entry_key("closing_days", closing.day.isoformat()), "closed_until")
        yield Fault(key, "閉める時刻（closed_from）より後ではありません", f"{first:%H:%M} より後")


def _extra_opening(opening: ExtraOpening, office: Office, *, closed: bool) -> Iterator[Fault]:
    key = entry_key("extra_openings", opening.day.isoformat())
    if closed:
        yield Fault(below(key, "day"), "この日は閉庁日（closing_days）にも書かれています", "閉庁日でない日付")
    procedures = [procedure.code for procedure in office.procedures]
    for code in sorted({start.procedure for start in opening.starts} - set(procedures)):
        yield Fault(below(below(key, "starts"), code), "この手続きはありません", "、".join(procedures))


def _desk(desk: Desk) -> Iterator[Fault]:
    key = entry_key("desks", desk.code)
    yield from _code(desk.code, below(key, "code"))
    if desk.zoom_host is not None:
        yield from _email(desk.zoom_host, below(key, "zoom_host"))
    if desk.rest_minutes not in RESTS:
        yield Fault(below(key, "rest_minutes"), "休みの長さが正しくありません", _minutes_allowed(RESTS))
    elif desk.rest_minutes == 0 and desk.host_licence is HostLicence.BASIC:
        # Without a rest two meetings may run at once, which a Basic host cannot do (rules.md#desks-and-hosts).
        needed = _minutes_allowed([TICK_MINUTES])
        yield Fault(below(key, "rest_minutes"), "Basicライセンスのホストには休みが必要です", needed)


def _procedure(procedure: Procedure, office: Office) -> Iterator[Fault]:
    key, desks = entry_key("procedures", procedure.code), {desk.code: desk for desk in office.desks}
    yield from _code(procedure.code, below(key, "code"))
    yield from faults_by_day(procedure, lambda said: _values(said, desks))
    for fault in (*empty_rules(procedure), *reworded_terms(procedure)):
        yield replace(fault, key=below(key, fault.key))
    yield from _ends_of_desks(procedure, key, office)
    if not procedure.timetables:
        yield Fault(below(key, "timetables"), "ひとつも書かれていません")
    valid_from = (timetable.valid_from for timetable in procedure.timetables)
    yield from _repeated_days(below(key, "timetables"), valid_from)
    yield from _repeated_days(below(key, "rules"), (entry.valid_from for entry in procedure.rules))


def _values(procedure: Procedure, desks: dict[str, Desk]) -> Iterator[Fault]:
    yield from _numbers(procedure)
    yield from _window(procedure)
    yield from _channels(procedure)
    yield from _desks_of(procedure, desks)


def _numbers(procedure: Procedure) -> Iterator[Fault]:
    for name, check in checks_of(procedure).items():
        number = getattr(procedure, name)
        match check:
            case Between(least, most) if not least <= number <= most:
                yield Fault(name, "数の範囲が正しくありません", f"{least}から{most}まで")
            case OneOf(minutes) if number not in minutes:
                yield Fault(name, "相談の長さが正しくありません", _minutes_allowed(minutes))


def _window(procedure: Procedure) -> Iterator[Fault]:
    """Booking begins before it ends, at least in weeks without holidays: five office days are a week."""
    until_deadline = procedure.lead_open_days + 2 * -(-procedure.lead_open_days // 5)
    if procedure.window_days <= until_deadline:
        what = "予約を始める日が締切のあとになり、だれも予約できません"
        yield Fault("window_days", what, f"{until_deadline + 1}以上")


def _channels(procedure: Procedure) -> Iterator[Fault]:
    if not procedure.channels:
        yield Fault("channels", "ひとつも書かれていません", "、".join(Channel))
    for channel, times in Counter(procedure.channels).items():
        if times > 1:
            yield Fault("channels", f"「{channel}」が2回書かれています", "それぞれ1回")
        if channel not in procedure.mail_carries:
            missing = below("mail_carries", channel)
            yield Fault(missing, "この受付方法のメールに何を書くかがありません", "link、id_and_passcode、notice")
    if Channel.WEB not in procedure.channels and not procedure.phone_only_reason.strip():
        yield Fault("phone_only_reason", "ウェブで予約できない理由がありません", "空でない文")


def _desks_of(procedure: Procedure, desks: dict[str, Desk]) -> Iterator[Fault]:
    if not procedure.desks:
        yield Fault("desks", "ひとつも書かれていません", "、".join(desks))
    for code, times in Counter(procedure.desks).items():
        if times > 1:
            yield Fault("desks", f"「{code}」が2回書かれています", "それぞれ1回")
        if code not in desks:
            yield Fault("desks", f"「{code}」という相談窓口はありません", "、".join(desks))
        elif not (licence := desks[code].host_licence).can_hold(procedure.length_minutes):
            what = f"相談窓口 {code} のホストはBasicライセンスなので、{licence.longest_minutes}分で切れます"
            shorter = "か".join(f"{length}分" for length in LENGTHS if licence.can_hold(length))
            yield Fault("desks", what, f"licensed のホストの窓口、または{shorter}の相談")


def _ends_of_desks(procedure: Procedure, key: str, office: Office) -> Iterator[Fault]:
    """Whether the procedure would go on without a desk."""
    of_desks = [desk.ends_on for desk in office.desks if desk.code in procedure.desks]
    last_desk = max((end for end in of_desks if end is not None), default=None)
    if last_desk is None or None in of_desks:
        return
    ends_on = first_end(office.ends_on, procedure.ends_on)
    if not has_ended(ends_on, on=last_desk):
        what = f"相談窓口がすべて {last_desk} までに終わり、その日からひとつもありません"
        yield Fault(below(key, "ends_on"), what, f"{last_desk} か、それより前の日付。または、続ける窓口を足す")


def _code(code: str, key: str) -> Iterator[Fault]:
    if not is_code(code):
        yield Fault(key, "コードの形が正しくありません", "半角の英小文字で始まる2～40字の英小文字・数字・ハイフン")


def _email(address: str, key: str) -> Iterator[Fault]:
    if not is_mail_address(address) or len(address) > LONGEST_MAIL_ADDRESS:
        yield Fault(key, "メールアドレスとして読めません", "半角100字以内（例 desk@example.com）")


def _repeated_codes(table: str, codes: Iterable[str]) -> Iterator[Fault]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield Fault(entry_key(table, code), "同じコードが2回書かれています", "それぞれちがうコード")


def _repeated_days(table: str, days: Iterable[date]) -> Iterator[Fault]:
    for day, times in Counter(days).items():
        if times > 1:
            yield Fault(entry_key(table, day.isoformat()), "同じ日付が2回書かれています", "それぞれちがう日付")
