"""What a value of an office file must be, said beside the field that holds it; the complaints are worded elsewhere."""

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Between:
    """A number from `least` to `most`."""

    least: int
    most: int


@dataclass(frozen=True)
class OneOf:
    """One of these numbers of minutes."""

    minutes: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """A text of one line, of so many characters at most; never empty."""

    longest: int


@dataclass(frozen=True)
class Text:
    """A text of several lines."""

    may_be_empty: bool = False


@dataclass(frozen=True)
class Texts:
    """At least one text, none of them empty; each of so many characters at most where they are lines."""

    longest: int | None = None


Check: TypeAlias = Between | OneOf | Line | Text | Texts


def checked(check: Check, default: Any = MISSING) -> Any:
    """A field of a dataclass that must be what `check` says."""
    return field(default=default, metadata={"check": check})


def checks_of(part: Any) -> dict[str, Check]:
    """The checks of the fields of a dataclass, by their names."""
    return {each.name: each.metadata["check"] for each in fields(part) if "check" in each.metadata}
