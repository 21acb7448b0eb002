"""What a new office file would change, value by value, for the eyes of whoever imports it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from booking.offices.file.document import Document, Value, is_list_of_tables, office_document
from booking.offices.file.problems import below, entry_key
from booking.offices.file.shape import Office

_LABELS = ("code", "valid_from", "day", "kind")  # what an entry of a list of tables is called by
_SUMMARIES = ("title", "name", "reason")  # what says most about a table that is new or gone


@dataclass(frozen=True)
class Difference:
    """One value before and after, as text in Japanese; None where it is not there."""

    key: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        return f"{self.key}: {self.old or '（なし）'} → {self.new or '（なし）'}"


def differences(old: Office, new: Office) -> tuple[Difference, ...]:
    """Everything in which the two differ; a table that is new or gone is one difference."""
    return differences_between(office_document(old), office_document(new))


def differences_between(old: Document, new: Document, *, spread: Collection[str] = ()) -> tuple[Difference, ...]:
    """The same of two offices as the values of their files.

    Of the lists of tables called so, a table that is new or gone is told value by value, too.
    """
    return tuple(_between(old, new, "", spread))


def _between(old: Document, new: Document, key: str, spread: Collection[str]) -> Iterator[Difference]:
    before, after = _by_key(old, key), _by_key(new, key)
    for inner in dict.fromkeys([*before, *after]):
        was, will_be = before.get(inner), after.get(inner)
        is_spread = any(f"{name}[" in inner for name in spread)
        if is_spread and (isinstance(was, Mapping) or isinstance(will_be, Mapping)):
            was, will_be = ({} if one is None else _without_label(one) for one in (was, will_be))
        if isinstance(was, Mapping) and isinstance(will_be, Mapping):
            yield from _between(was, will_be, inner, spread)
        elif was != will_be:
            yield Difference(inner, _shown_or_none(was), _shown_or_none(will_be))


def _by_key(table: Document, key: str) -> dict[str, Value]:
    """The values of `table` by their whole key, the entries of its lists of tables each by their own."""
    values: dict[str, Value] = {}
    for name, value in table.items():
        if is_list_of_tables(value):
            values |= {entry_key(below(key, name), label_of(entry)): entry for entry in value}
        elif value != []:  # an empty list is the same as none: only its entries are shown
            values[below(key, name)] = value
    return values


def label_of(entry: Document) -> str:
    """What an entry of a list of tables is called by: its code, or its day."""
    return next(str(entry[name]) for name in _LABELS if name in entry)


def _without_label(entry: Value) -> Value:
    if not isinstance(entry, Mapping):
        return entry
    return {name: value for name, value in entry.items() if name not in _LABELS}


def _shown_or_none(value: "Value | None") -> str | None:
    return None if value is None else shown_value(value)


def shown_value(value: Value) -> str:
    """A value as one text in Japanese; a table by what says most about it."""
    match value:
        case bool():
            return "はい" if value else "いいえ"
        case str() | int() | date():
            return str(value)
        case Mapping():
            return _summary(value)
    texts = [str(one) for one in value]
    return ("" if all(text.endswith("。") for text in texts) else "、").join(texts)


def _summary(table: Document) -> str:
    named = next((str(table[name]) for name in _SUMMARIES if name in table), None)
    return named or "、".join(f"{name} {shown_value(value)}" for name, value in table.items())
