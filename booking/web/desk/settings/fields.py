"""The fields of a form for a part of an office file, each made from its type and its check in the file's shape."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import time
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin

from booking.bookings.words import channel
from booking.core.channels import Channel, MailCarries
from booking.core.host_licences import HostLicence
from booking.core.input.field_checks import Check, OneOf, Text, Texts, checks_of
from booking.core.lengths import RESTS
from booking.core.plain_values import without_none
from booking.core.texts import _
from booking.offices.file.parts import fields_of
from booking.offices.prefectures import PREFECTURES
from booking.offices.setting_labels import labels
from booking.web.desk.settings import kinds
from booking.web.desk.settings.kinds import Kind, Ticks

MAY_BE_EMPTY = frozenset({"city", "address"})


@dataclass(frozen=True)
class SettingField:
    """A field of the form; `path` leads to its value: the name of a part's field, and what lies below that."""

    path: tuple[str, ...]
    kind: Kind
    label: str
    support: str = ""
    of_part: bool = True  # False: it says from when, or at which times, and is no value of the part itself

    @property
    def name(self) -> str:
        """Its name in the form."""
        return "_".join(self.path)


@dataclass(frozen=True)
class Section:
    """Fields that belong together, under a heading."""

    title: str
    fields: tuple[SettingField, ...]


def section(
    part: type[Any], title: str, supports: Mapping[str, str], *, desks: Mapping[str, str] | None = None
) -> Section:
    """The fields of `part` that `supports` names, with its sentences. `desks` are those that may be ticked, by code."""
    hints, checks = {field.name: hint for field, hint in fields_of(part)}, checks_of(part)
    found = [
        one
        for name, support in supports.items()
        for one in _fields(name, hints[name], checks.get(name), support, desks or {})
    ]
    return Section(title, tuple(found))


def _fields(
    name: str, hint: Any, check: Check | None, support: str, desks: Mapping[str, str]
) -> Iterator[SettingField]:
    label = labels()[name]
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        for each in get_args(hint)[0]:
            its_label = _("%(channel)sで予約した方へのメール", channel=channel(each))
            yield SettingField((name, each), _mail_carries(), its_label, support)
    elif isinstance(hint, type) and is_dataclass(hint):
        for inner, its_hint in fields_of(hint):
            its_label, its_support = _of_terms()[inner.name]
            yield SettingField((name, inner.name), _kind(inner.name, its_hint, None), its_label, its_support)
    elif name == "desks":
        yield SettingField((name,), Ticks(options=tuple(desks.items())), label, support)
    else:
        yield SettingField((name,), _kind(name, hint, check), label, support)


def _kind(name: str, hint: Any, check: Check | None) -> Kind:
    special = _special().get(name)
    if special is not None:
        return special
    optional = isinstance(hint, UnionType)
    plain = without_none(hint)
    if get_origin(plain) is tuple:
        return _several(get_args(plain)[0], required=name != "keywords" or isinstance(check, Texts))
    if plain is time:
        return kinds.Clock(required=not optional)
    if plain is bool:
        return kinds.YesOrNo(options=(("yes", _("はい")), ("no", _("いいえ"))))
    if plain is int:
        return _minutes(check.minutes) if isinstance(check, OneOf) else kinds.Number()
    if plain is str:
        may_be_empty = name in MAY_BE_EMPTY or (isinstance(check, Text) and check.may_be_empty)
        return (kinds.Text if isinstance(check, Text) else kinds.Line)(required=not may_be_empty)
    raise TypeError(f"no form can ask for {hint!r}")


def _several(hint: Any, *, required: bool) -> Kind:
    if hint is str:
        return kinds.Lines(required=required)
    if issubclass(hint, StrEnum) and hint is Channel:
        return Ticks(options=tuple((each.value, channel(each)) for each in Channel), of=Channel)
    raise TypeError(f"no form can ask for several of {hint!r}")


def _special() -> Mapping[str, Kind]:
    """What is more than its type."""
    return {
        "code": kinds.Figures(),
        "phone": kinds.Figures(),
        "email": kinds.Address(),
        "zoom_host": kinds.Address(),
        "prefecture": kinds.Selection(options=(("", _("（決めない）")), *((each, each) for each in PREFECTURES))),
        "host_licence": kinds.Choice(options=_licences(), of=HostLicence),
        "rest_minutes": _minutes(RESTS),
    }


def _minutes(offered: tuple[int, ...]) -> Kind:
    return kinds.Choice(options=tuple((str(each), _("%(minutes)s分", minutes=each)) for each in offered), of=int)


def _licences() -> tuple[tuple[str, str], ...]:
    return (
        (HostLicence.LICENSED.value, _("有料ライセンス（長さの制限なし）")),
        (HostLicence.BASIC.value, _("ベーシック（%(minutes)s分で切れる）", minutes=HostLicence.BASIC.longest_minutes)),
    )


def _mail_carries() -> Kind:
    words = {
        MailCarries.LINK: _("参加用のリンク"),
        MailCarries.ID_AND_PASSCODE: _("ミーティングIDとパスコード"),
        MailCarries.NOTICE: _("新しいメッセージがあることだけ"),
    }
    none = ("", _("（この方法では受け付けない）"))
    offered = tuple((each.value, said) for each, said in words.items())
    return kinds.Selection(options=(none, *offered), of=lambda sent: MailCarries(sent) if sent else None)


def _of_terms() -> Mapping[str, tuple[str, str]]:
    return {
        "version": (_("利用規約の版の名前"), _("同意の記録に残る名前です。例：2026-12-01")),
        "paragraphs": (_("利用規約の本文"), _("1行に1つの段落を書きます。")),
    }
