"""What forms are made of: reads one field as people type it, or says in words what is wrong with it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self, TypeVar

from werkzeug.datastructures import MultiDict

from booking.core.input.clean_text import half_width, one_line, says_something, several_lines
from booking.core.refusals import Refusal
from booking.core.texts import _

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Form:
    """What was typed, kept for the next showing; `errors` by field name in the order of the fields."""

    errors: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    def with_error(self, name: str, message: str) -> Self:
        """The same form with a message at one more field."""
        return replace(self, errors={**self.errors, name: message})

    def checked(self, complaints: Mapping[str, str]) -> Self:
        """The same form with those complaints, by field name, that are not empty."""
        return replace(self, errors={name: complaint for name, complaint in complaints.items() if complaint})

    def with_status(self, page: str, refused: Refusal | None = None) -> tuple[str, int]:
        """The page that shows it, with the status of what was refused or typed wrongly."""
        return page, refused.http_status if refused else 422 if self.errors else 200


def line(sent: Mapping[str, str], name: str) -> str:
    """A text of one line, such as a name or a reason."""
    return one_line(sent.get(name, ""))


def lines(sent: Mapping[str, str], name: str) -> str:
    """A text of several lines."""
    return several_lines(sent.get(name, ""))


def figures(sent: Mapping[str, str], name: str) -> str:
    """A day, a time of day or a number, full-width digits made half-width."""
    return half_width(sent.get(name, ""))


def whole_number(typed: str, *, digits: int) -> int | None:
    """The whole number of at most so many digits; None for anything else."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= digits else None


def is_ticked(sent: Mapping[str, str], name: str) -> bool:
    """Whether a box was ticked."""
    return sent.get(name) == "yes"


def chosen(sent: Mapping[str, str], name: str, offered: Iterable[Choice]) -> Choice | None:
    """The choice that was made; None for none, or for what nobody offers."""
    return next((one for one in offered if one.value == sent.get(name)), None)


def all_chosen(sent: MultiDict[str, str], name: str, offered: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices that were made, in the order in which they are offered; what nobody offers is left out."""
    return tuple(one for one in offered if one.value in sent.getlist(name))


def only(offered: Collection[StrEnum]) -> str:
    """What a form begins with: the one choice where nothing else is offered, and none otherwise."""
    return next(iter(offered)).value if len(offered) == 1 else ""


def too_long(text: str, most: int, *, what: str = "") -> str:
    """The complaint about a text of more than `most` characters; empty for any other. Seekers are told `what` it is."""
    if len(text) <= most:
        return ""
    facts = {"what": what, "most": most, "count": len(text)}
    if what:
        return _("%(what)sは、%(most)s文字以内で書いてください（いまは%(count)s文字です）。", **facts)
    return _("%(most)s文字以内で入力してください。いまは%(count)s文字です。", **facts)


def text_complaint(text: str, most: int, *, missing: str, what: str = "") -> str:
    """What is wrong with a text that must say something in `most` characters; `missing` where it does not."""
    return too_long(text, most, what=what) if says_something(text) else missing
