"""`madoguchi deadline` and `slots`: the same rules as the pages, on the command line."""

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from booking.availability.open_slots import slots_of
from booking.availability.procedures import procedure_by_code, rules_of
from booking.availability.refusals import UnknownProcedure
from booking.availability.rule_values import RuleValues
from booking.availability.slots import Rules, Slot
from booking.availability.words import reason_of
from booking.cli.failures import CommandFailed
from booking.cli.wiring import prepared_app
from booking.core.channels import Channel
from booking.core.dates import long_day, until
from booking.core.texts import _
from booking.offices.search import search_procedures
from booking.services import services
from booking.tables import Procedure
from calendars.office_time import day_of, in_office_time
from database.base import db

_LONGEST_SPAN = timedelta(days=3660)
_CODES_NAMED = 20


def deadline(options: Namespace) -> None:
    """Print until when the procedure can be booked for each day."""
    first, last = options.day, options.to or options.day
    _check_span(first, last)
    with prepared_app():
        rules = rules_of(db.session(), _procedure(options.procedure))
        rows = [_deadline_row(rules, day) for day in _days(first, last)]
    _print(rows, _deadline_line, as_json=options.json)


def slots(options: Namespace) -> None:
    """Print the slots with their states."""
    with prepared_app():
        now = services().clock()
        procedure = _procedure(options.procedure)
        rules = rules_of(db.session(), procedure)
        first = options.first or day_of(now)
        last = options.last or rules.last_open_day(first)
        _check_span(first, last)
        channel = Channel(options.channel) if options.channel else rules.shown_channel(first, last)
        found = slots_of(db.session(), procedure, first=first, last=last, channel=channel, now=now, rules=rules)
        rows = [_slot_row(slot, rules.on(day_of(slot.starts_at))) for slot in found]
    _print(rows, _slot_line, as_json=options.json)


def _procedure(code: str) -> Procedure:
    try:
        return procedure_by_code(db.session(), code)
    except UnknownProcedure:
        codes = [procedure.code for procedure in search_procedures(db.session(), "", today=day_of(services().clock()))]
        known = ", ".join(codes[:_CODES_NAMED]) + (", …" if len(codes) > _CODES_NAMED else "")
        raise CommandFailed(f"no procedure has the code {code!r}; there are: {known or 'none'}") from None


def _deadline_row(rules: Rules, day: date) -> dict[str, Any]:
    row: dict[str, Any] = {"date": day.isoformat(), "bookable": False, "reason": None, "detail": None}
    none = {"deadline_day": None, "closes_at": None}
    if rules.ended_on(day):
        return {**row, "reason": "ended", "detail": _("この手続きは、この日には終わっています。"), **none}
    closing = rules.office_days.closing(day)
    if closing is not None:
        return {**row, "reason": "closing_day", "detail": closing.name, **none}
    if not rules.timetable.starts_on(day):
        return {**row, "reason": "no_times", **none}
    last = rules.deadline_day(day)
    closes_at = rules.closes_at(day, rules.shown_channel(day, day))
    return {**row, "bookable": True, "deadline_day": last.isoformat(), "closes_at": _rfc3339(closes_at)}


def _deadline_line(row: dict[str, Any]) -> str:
    if row["bookable"]:
        closes_at = datetime.fromisoformat(row["closes_at"])
        return f"{row['date']}  {row['deadline_day']}  {until(closes_at)}まで"
    reason = row["detail"] or "相談の時間がない日です"
    return f"{row['date']}  -           {reason}"


def _slot_row(slot: Slot, values: RuleValues) -> dict[str, Any]:
    return {
        "starts_at": _rfc3339(slot.starts_at),
        "ends_at": _rfc3339(slot.ends_at),
        "state": slot.state.value,
        "reason": slot.reason.value if slot.reason else None,
        "detail": reason_of(slot, phone_only_reason=values.phone_only_reason) or None,
        "free": slot.free,
        "closes_at": _rfc3339(slot.closes_at),
    }


def _slot_line(row: dict[str, Any]) -> str:
    starts_at = datetime.fromisoformat(row["starts_at"])
    detail = row["detail"] or f"{until(datetime.fromisoformat(row['closes_at']))}まで"
    return f"{long_day(starts_at)} {starts_at:%H:%M}  {row['state']:<6}  {row['free']}  {detail}"


def _rfc3339(moment: datetime) -> str:
    return in_office_time(moment).isoformat(timespec="seconds")


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _check_span(first: date, last: date) -> None:
    if last < first:
        raise CommandFailed(f"{last} lies before {first}")
    if last - first > _LONGEST_SPAN:
        raise CommandFailed("ask for ten years at the most")


def _print(rows: Iterable[dict[str, Any]], line: Any, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(list(rows), ensure_ascii=False, indent=2))
        return
    for row in rows:
        print(line(row))
