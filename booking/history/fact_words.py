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
from booking.core.texts.languages import Language
from booking.messages.words import resolution
from booking.offices.setting_labels import labels, labels_of_other_pages
from booking.people.identity import CheckedBy
from booking.people.records.field_words import person_field
from booking.people.records.fields import PersonField
from booking.people.search.words import fits_in
from booking.people.validity.words import end_reason
from booking.people.words import role
from booking.statistics.list_reasons import ListReason
from booking.statistics.words import list_reason
from booking.tables import EndReason, Role
from notifier.tables import Resolution

_FIELDS = frozenset(PersonField)
_TOLD_IF_TRUE = _FIELDS | {"called_back", "by_number", "late"}

Fact = str | int | bool | None

# Ids and codes that tell an office nothing which the line does not say already.
_LEFT_OUT = frozenset(
    {"seeker", "other", "procedure", "terms_version", "change", "office", "offices", "account", "number_drawn"}
)
# Colleagues: a line that is read has their names (booking.history.reads), and an id says nothing.
_COLLEAGUES = frozenset({"was", "becomes", "instead_of"})
# How many: none says nothing.
_COUNTS = (
    frozenset({"cancelled", "kept", "moved", "holds_ended", "bookings", "added", "changed"})
    | {"sign_ins", "feeds", "tokens", "links", "passkeys"}  # what was ended
)
# Called as on the pages where they are set.
_SETTINGS = frozenset({"valid_from", "version", "closed_from", "closed_until", "every_year"}) | {
    "warn_at",
    "propose_at",
    "within_days",
    "suspension_days",
}
# That there is a value says it all.
_SAID_BY_NAME = frozenset({"replaced"})


def facts_in_words(facts: Mapping[str, Fact]) -> str:
    """What else the line tells, such as from when to when a booking was moved; empty for nothing."""
    told = [_told(name, value) for name, value in facts.items() if not _says_nothing(name, value)]
    return _("、").join(told)


def _says_nothing(name: str, value: Fact) -> bool:
    if name in _COLLEAGUES and not isinstance(value, str):
        return True
    return (
        name in _LEFT_OUT
        or value in (None, "")
        or (value is False and name in _TOLD_IF_TRUE)
        or (value == 0 and name in _COUNTS)
    )


def _told(name: str, value: Fact) -> str:
    if value is True and name in _FIELDS:
        return person_field(PersonField(name))  # that this field was changed, or that the caller knew it
    name_in_words = _names().get(name)
    if name_in_words and name in _SAID_BY_NAME:
        return name_in_words
    value_in_words = _value(name, value)
    return f"{name_in_words}：{value_in_words}" if name_in_words else f"{name}={value_in_words}"


def _names() -> dict[str, str]:
    return _of_bookings() | _of_people() | _of_offices() | _of_counts()


def _of_bookings() -> dict[str, str]:
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
        "was": _("前の担当"),
        "becomes": _("新しい担当"),
        "replaced": _("発行してあったミーティングと取りかえた"),
        "resolution": _("対応"),
        "instead_of": _("代わりに対応した相手"),
        "message": _("連絡の種類"),
        "token": _("トークンの番号"),
    }


def _of_people() -> dict[str, str]:
    return {
        "by": _("確かめたこと"),
        "called_back": _("登録の番号にかけなおした"),
        "by_number": _("求職番号と生年月日で開いた"),
        "kind": _("入力した種類"),
        "exact": _("見つかった人数"),
        "near": _("似た人数"),
        "result": _("結果"),
        "reason": _("目的"),
        "role": _("役割"),
        "valid": _("有効"),
        "registration_valid_until": _("有効期限"),
        "wanted": _("希望"),
        "refused": _("できなかった理由"),
        "language": _("ことば"),
        "on": _("予定の招待を受け取る"),
        "step": _("変えた画面"),
    }


def _of_offices() -> dict[str, str]:
    return {
        "day": _("日"),
        "last": _("終わりの日"),
        "to": _("終わりの日"),
        "ends_on": _("最後の日"),
        "fields": _("変えたところ"),
        "days": _("日数"),
        "earlier_days": _("前の日数"),
        "desk": _("窓口"),
        "shown": _("カレンダーに表示名を出す"),
        **{name: word for name, word in labels_of_other_pages().items() if name in _SETTINGS},
    }


def _of_counts() -> dict[str, str]:
    return {
        "cancelled": _("取り消した予約"),
        "kept": _("そのまま行う予約"),
        "moved": _("窓口を移した予約"),
        "holds_ended": _("終わった仮押さえ"),
        "bookings": _("取り消した予約"),
        "added": _("加えたミーティング"),
        "changed": _("変えたミーティング"),
        "sign_ins": _("ログイン中だった端末"),
        "feeds": _("止めたカレンダーのアドレス"),
        "tokens": _("止めたトークン"),
        "links": _("解いたマイナポータルとの連携"),
        "passkeys": _("削除したパスキー"),
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
        "reason": {
            **{one: list_reason(one) for one in ListReason},
            **{one: end_reason(one) for one in EndReason},
        },
        "resolution": {one: resolution(one) for one in Resolution},
        "role": {one: role(one) for one in Role},
        "wanted": {"valid": _("求職有効"), "invalid": _("求職無効")},
        "refused": {"email_taken": _("ほかの方のメールアドレスだった")},
        "language": {one: one.own_name for one in Language},
        "step": _steps(),
        "message": {code: _(one.name) for code, one in KINDS.items()},
        "fields": dict(labels()),
    }


def _steps() -> dict[str, str]:
    """The screens of an online registration, which only a service with a my-page of its own has."""
    return {
        "basic": _("基本情報"),
        "offers": _("求職情報提供等"),
        "work": _("希望職種・時間等"),
        "place": _("希望勤務地・賃金"),
        "education": _("学歴／資格等"),
        "career": _("経歴"),
        "disability": _("障害情報"),
        "self-pr": _("自己ＰＲ"),
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
