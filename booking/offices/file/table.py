"""Typed reading of one TOML table that notes every fault and goes on; it knows nothing of offices."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeGuard, TypeVar

from booking.offices.file.problems import Fault, below, entry_key

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_CLOCK_ALLOWED = '"09:30" のような24時間の時刻'
END_OF_DAY = "24:00"
_LONGEST_LABEL = 60
_LARGEST_NUMBER = 10**9  # Python refuses to print an int of thousands of digits, which TOML can hold

Word = TypeVar("Word", bound=StrEnum)


class Table:
    """Reads the keys of `values` one by one; faults go to `faults`, and a neutral value is returned.

    `key` is where the table stands in the file, `label` what its entry is called (empty for the file).
    """

    def __init__(self, values: Mapping[str, object], key: str, faults: list[Fault], label: str = "") -> None:
        self.key = key
        self.label = label
        self._values = values
        self._faults = faults
        self._known: list[str] = []  # in the order asked for, which is the order to name them in

    def has(self, name: str) -> bool:
        """Whether the key is written; asking makes it an allowed one."""
        if name not in self._known:
            self._known.append(name)
        return name in self._values

    def text(self, name: str, fallback: str = "") -> str:
        value = self._required(name)
        if _is_text(value):
            return value
        if value is not None:
            self._refuse(name, "文字列ではありません", '"…" のような文字列')
        return fallback

    def texts(self, name: str) -> tuple[str, ...]:
        texts = self._list(name)
        if not all(map(_is_text, texts)):
            self._refuse(name, "文字列でないものが入っています", '["…", "…"] のような文字列の並び')
        return tuple(text for text in texts if _is_text(text))

    def number(self, name: str, fallback: int) -> int:
        value = self._required(name)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST_NUMBER:
            return value
        if value is not None:
            self._refuse(name, "整数ではないか、けたが多すぎます", "30 のような整数")
        return fallback

    def flag(self, name: str) -> bool:
        value = self._required(name)
        if value is not None and not isinstance(value, bool):
            self._refuse(name, "はい・いいえの値ではありません", "true、false")
        return value is True

    def clock(self, name: str, fallback: time) -> time:
        """A time of day in whole minutes, written "09:30" or as a TOML local time."""
        value = self._required(name)
        clock = _clock(value)
        if clock is None and value is not None:
            self._refuse(name, "時刻として読めません", _CLOCK_ALLOWED)
        return clock or fallback

    def clock_or_end(self, name: str) -> time | None:
        """A time of day; None for the end of the day, written "24:00"."""
        return None if self._values.get(name) == END_OF_DAY else self.clock(name, time.min)

    def clocks(self, name: str) -> tuple[time, ...]:
        values = self._list(name)
        clocks = tuple(clock for value in values if (clock := _clock(value)) is not None)
        if len(clocks) < len(values):
            self._refuse(name, "時刻として読めないものが入っています", f"{_CLOCK_ALLOWED}の並び")
        return clocks

    def clocks_or_none(self, name: str) -> tuple[time, ...]:
        return self.clocks(name) if self.has(name) else ()

    def day(self, name: str) -> date | None:
        """A date; None if it cannot be read, since no date would be neutral."""
        value = self._required(name)
        # TOML reads 2026-12-11T10:00 as a datetime, which Python counts among the dates.
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None:
            self._refuse(name, "日付ではありません", "2026-12-11 のような日付（引用符なし）")
        return None

    def word(self, name: str, words: type[Word], fallback: Word) -> Word:
        text = self.text(name, fallback)
        if text in set(words):
            return words(text)
        self._refuse(name, f"「{_shortened(text)}」という値はありません", "、".join(words))
        return fallback

    def words(self, name: str, words: type[Word]) -> tuple[Word, ...]:
        texts = self.texts(name)
        for text in texts:
            if text not in set(words):
                self._refuse(name, f"「{_shortened(text)}」という値はありません", "、".join(words))
        return tuple(words(text) for text in texts if text in set(words))

    def table(self, name: str) -> "Table":
        value = self._required(name)
        if value is not None and not isinstance(value, dict):
            self._refuse(name, "表ではありません", f"[{name}] という見出しの表")
        return Table(value if isinstance(value, dict) else {}, below(self.key, name), self._muted(value))

    def tables(self, name: str, called_by: str) -> tuple["Table", ...]:
        """The entries of a required list of tables, each labelled by its key `called_by` or by its place."""
        entries = self._list(name)
        if not all(isinstance(entry, dict) for entry in entries):
            self._refuse(name, "表でないものが入っています", f"[[{name}]] という見出しの表の並び")
        return tuple(
            self._entry(name, entry, _label(entry.get(called_by), place))
            for place, entry in enumerate(entries, start=1)
            if isinstance(entry, dict)
        )

    def names(self) -> tuple[str, ...]:
        """The keys as written, for tables whose keys are free."""
        return tuple(self._values)

    def refuse_unknown(self, what: str = "このキーは使えません") -> None:
        """Note every key that nobody has asked for, and those that were asked for as the allowed ones."""
        for name in self._values:
            if name not in self._known:
                self._refuse(_shortened(name), what, "、".join(self._known))

    def _entry(self, name: str, values: Mapping[str, object], label: str) -> "Table":
        return Table(values, entry_key(below(self.key, name), label), self._faults, label)

    def _muted(self, value: object) -> list[Fault]:
        # What is missing inside a missing table needs no lines of its own.
        return self._faults if isinstance(value, dict) else []

    def _required(self, name: str) -> object:
        if not self.has(name):
            self._refuse(name, "必要なキーがありません")
        return self._values.get(name)

    def _list(self, name: str) -> Sequence[object]:
        value = self._required(name)
        if isinstance(value, list):
            return value
        if value is not None:
            self._refuse(name, "並びではありません", "[…, …] のような並び")
        return ()

    def _refuse(self, name: str, what: str, allowed: str = "") -> None:
        self._faults.append(Fault(below(self.key, name), what, allowed))


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and "\0" not in value  # PostgreSQL stores no text with U+0000


def _clock(value: object) -> time | None:
    if isinstance(value, time):
        return value if not (value.second or value.microsecond) else None
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    return time(int(match[1]), int(match[2])) if match else None


def _label(value: object, place: int) -> str:
    if isinstance(value, str) and value:
        return _shortened(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return f"#{place}"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL]}…"
