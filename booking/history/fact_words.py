"""The facts of an audit line in the words of the offices that read it."""

from collections.abc import Mapping
from datetime import datetime

from booking.announcements.kinds import KINDS
from booking.attendance.words import call_result
from booking.bookings.words import channel
from booking.core.call_results import CallResult
from booking.core.channels import Channel
from booking.core.dates import long_day, long_moment
from booking.core.decisions import BookingStatus
from booking.core.input.person_keys import Of
from booking.core.texts import _
from booking.offices.setting_labels import labels
from booking.people.identity import CheckedBy
from booking.people.records.field_words import person_field
from booking.people.records.fields import PersonField
from booking.people.search.words import fits_in
from booking.statistics.list_reasons import ListReason
from booking.statistics.words import list_reason

_FIELDS = frozenset(PersonField)
_TOLD_IF_TRUE = _FIELDS | {"called_back", "by_number", "late"}

Fact = str | int | bool | None

# Ids and codes that tell an office nothing which the line does not say already.
_LEFT_OUT = frozenset(
    {"seeker", "other", "procedure", "terms_version", "change", "office", "offices", "account", "number_drawn"}
    | {"was", "becomes"}  # counsellors, by their ids
)


def facts_in_words(facts: Mapping[str, Fact]) -> str:
    """What else the line tells, such as from when to when a booking was moved; empty for nothing."""
    told = [_told(name, value) for name, value in facts.items() if not _says_nothing(name, value)]
    return _("、").join(told)


def _says_nothing(name: str, value: Fact) -> bool:
    return name in _LEFT_OUT or value in (None, "") or (value is False and name in _TOLD_IF_TRUE)


def _told(name: str, value: Fact) -> str:
    if value is True and name in _FIELDS:
        return person_field(PersonField(name))  # that this field was changed, or that the caller knew it
    name_in_words = _names().get(name)
    value_in_words = _value(name, value)
    return f"{name_in_words}：{value_in_words}" if name_in_words else f"{name}={value_in_words}"


def _names() -> dict[str, str]:
    return {
        "channel": _("受付方法"),
        "consent": _("同意"),
        "late": _("締切後"),
        "status": _("状態"),
        "earlier": _("前の記録"),
        "moved_from": _("変更前"),
        "moved_to": _("変更後"),
        "notified_at": _("連絡を受けた日時"),
        "from_desk": _("前の窓口"),
        "to_desk": _("新しい窓口"),
        "by": _("確かめたこと"),
        "called_back": _("登録の番号にかけなおした"),
        "by_number": _("求職番号と生年月日で開いた"),
        "kind": _("入力した種類"),
        "exact": _("見つかった人数"),
        "near": _("似た人数"),
        "result": _("結果"),
        "reason": _("目的"),
        "resolution": _("対応"),
        "role": _("役割"),
        "valid": _("有効"),
        "registration_valid_until": _("有効期限"),
        "day": _("日"),
        "to": _("終わりの日"),
        "ends_on": _("最後の日"),
        "token": _("トークンの番号"),
        "fields": _("変えたところ"),
        "valid_from": _("いつから"),
        "message": _("連絡の種類"),
        "version": _("版"),
        "days": _("日数"),
        "earlier_days": _("前の日数"),
    }


def _value(name: str, value: Fact) -> str:
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    text = str(value)
    if name in {"status", "earlier"} and text in set(BookingStatus):
        return _(BookingStatus(text).word)
    codes = _codes().get(name, {})
    return _("＋").join(codes.get(part, part) for part in text.split("+")) if codes else _moment(text)


def _codes() -> dict[str, dict[str, str]]:
    """What codes among the facts mean."""
    return {
        "channel": {one: channel(one) for one in Channel},
        "consent": {"web": _("画面で同意"), "spoken": _("口頭で同意")},
        "kind": {one.name.lower(): fits_in(one) for one in Of},
        "by": {
            CheckedBy.NUMBER: _("求職番号と2つ"),
            CheckedBy.FOUR_FACTS: _("氏名など4つ"),
            CheckedBy.CALL_BACK: _("かけなおし"),
        },
        "result": {one: call_result(one) for one in CallResult},
        "reason": {one: list_reason(one) for one in ListReason},
        "message": {code: _(one.name) for code, one in KINDS.items()},
        "fields": dict(labels()),
    }


def _moment(text: str) -> str:
    """A moment or a day in office time, whatever zone a line of an earlier version has; any other text as it is."""
    try:
        moment = datetime.fromisoformat(text) if len(text) >= len("2026-11-25") else None
    except ValueError:
        return text
    if moment is None:
        return text
    return long_moment(moment) if moment.tzinfo else long_day(moment.date())
