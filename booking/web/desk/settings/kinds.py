"""How a value of an office file is typed: its control on the page, what was sent, and the value that this is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, ClassVar, TypeAlias

from werkzeug.datastructures import MultiDict

from booking.core.input.clean_text import half_width, hyphens, says_something
from booking.core.input.parsing import read_clock, read_clocks, read_typed_day
from booking.core.texts import _
from booking.web.forms import figures, line, lines, whole_number

Typed: TypeAlias = "str | Sequence[str]"


class Unread(Exception):
    """What was typed is no such value; the message says what to do."""


@dataclass(frozen=True)
class Kind:
    """One control. `required`: it must say something."""

    control: ClassVar[str] = "line"
    required: bool = True

    def sent(self, form: MultiDict[str, str], name: str) -> Typed:
        """What was sent, as it is shown again."""
        return line(form, name)

    def typed(self, value: Any) -> Typed:
        """How somebody would type the value."""
        return str(value) if value is not None else ""

    def read(self, typed: Typed) -> Any:
        """The value; raises Unread."""
        if self.required and not says_something(str(typed)):
            raise Unread(_("入力してください。"))
        return typed

    def words(self, typed: Typed) -> str:
        """What was typed, as a difference names it."""
        return str(typed)


@dataclass(frozen=True)
class Line(Kind):
    """A text of one line."""


@dataclass(frozen=True)
class Text(Kind):
    """A text of several lines."""

    control: ClassVar[str] = "text"

    def sent(self, form: MultiDict[str, str], name: str) -> Typed:
        return lines(form, name)


@dataclass(frozen=True)
class Lines(Kind):
    """Several texts, a line each."""

    control: ClassVar[str] = "lines"

    def sent(self, form: MultiDict[str, str], name: str) -> Typed:
        return lines(form, name)

    def typed(self, value: Any) -> Typed:
        return "\n".join(value)

    def read(self, typed: Typed) -> Any:
        super().read(typed)
        return tuple(each.strip() for each in str(typed).split("\n") if each.strip())

    def words(self, typed: Typed) -> str:
        return _("／").join(str(typed).split("\n"))


@dataclass(frozen=True)
class Figures(Kind):
    """A phone number or a code: full-width letters and all kinds of hyphens are made plain."""

    control: ClassVar[str] = "figures"

    def sent(self, form: MultiDict[str, str], name: str) -> Typed:
        return hyphens(figures(form, name))


@dataclass(frozen=True)
class Address(Kind):
    """A mail address; None where there is none."""

    control: ClassVar[str] = "address"
    required: bool = False

    def sent(self, form: MultiDict[str, str], name: str) -> Typed:
        return half_width(line(form, name))

    def read(self, typed: Typed) -> Any:
        return typed or None


@dataclass(frozen=True)
class Number(Kind):
    """A whole number."""

    control: ClassVar[str] = "number"

    def sent(self, form: MultiDict[str, str], name: str) -> Typed:
        return figures(form, name)

    def read(self, typed: Typed) -> Any:
        number = whole_number(str(typed), digits=4)
        if number is None:
            raise Unread(_("数字で入力してください。例：2"))
        return number


@dataclass(frozen=True)
class Clock(Kind):
    """A time of day; None where there is none."""

    control: ClassVar[str] = "clock"

    def sent(self, form: MultiDict[str, str], name: str) -> Typed:
        return figures(form, name)

    def typed(self, value: Any) -> Typed:
        return f"{value:%H:%M}" if isinstance(value, time) else ""

    def read(self, typed: Typed) -> Any:
        if not typed and not self.required:
            return None
        clock = read_clock(str(typed))
        if clock is None:
            raise Unread(_("時刻を入力してください。例：8:30"))
        return clock


@dataclass(frozen=True)
class Clocks(Clock):
    """Some times of day, with spaces between them; none is fine."""

    required: bool = False

    def typed(self, value: Any) -> Typed:
        return " ".join(f"{each:%H:%M}" for each in value)

    def read(self, typed: Typed) -> Any:
        clocks = read_clocks(str(typed))
        if clocks is None:
            raise Unread(_("時刻を「10:00 11:00」のように、空白で区切って入力してください。"))
        return clocks


@dataclass(frozen=True)
class Day(Kind):
    """A day."""

    control: ClassVar[str] = "day"

    def sent(self, form: MultiDict[str, str], name: str) -> Typed:
        return figures(form, name)

    def read(self, typed: Typed) -> Any:
        day = read_typed_day(str(typed))
        if day is None:
            raise Unread(_("日付を入力してください。例：2026-12-01"))
        return day


@dataclass(frozen=True)
class Choice(Kind):
    """One of several; `options` are (value, words), and `of` makes a value of what was sent."""

    control: ClassVar[str] = "choice"
    options: tuple[tuple[str, str], ...] = ()
    of: Callable[[str], Any] = str

    def read(self, typed: Typed) -> Any:
        if typed not in dict(self.options):
            raise Unread(_("どれか1つを選んでください。"))
        return self.of(str(typed))

    def words(self, typed: Typed) -> str:
        return dict(self.options).get(str(typed), str(typed))


@dataclass(frozen=True)
class Selection(Choice):
    """One of many, from a list that opens."""

    control: ClassVar[str] = "selection"


@dataclass(frozen=True)
class YesOrNo(Choice):
    """Yes or no, with what each means."""

    def typed(self, value: Any) -> Typed:
        return "yes" if value else "no"

    def read(self, typed: Typed) -> Any:
        return super().read(typed) == "yes"


@dataclass(frozen=True)
class Ticks(Kind):
    """Some of several, in the order in which they are offered."""

    control: ClassVar[str] = "ticks"
    options: tuple[tuple[str, str], ...] = ()
    of: Callable[[str], Any] = str

    def sent(self, form: MultiDict[str, str], name: str) -> Typed:
        return [value for value, _words in self.options if value in form.getlist(name)]

    def typed(self, value: Any) -> Typed:
        return [each for each, _words in self.options if each in set(value)]

    def read(self, typed: Typed) -> Any:
        if not typed:
            raise Unread(_("1つ以上を選んでください。"))
        return tuple(self.of(each) for each in typed)

    def words(self, typed: Typed) -> str:
        return _("、").join(dict(self.options).get(each, each) for each in typed)
