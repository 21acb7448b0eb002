"""From an Office to the text of its file: a TOML writer for just this shape; the library only reads TOML."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

from booking.offices.file.document import Document, Value, is_list_of_tables, office_document
from booking.offices.file.shape import Office

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH = 100  # characters, beyond which a list takes a line for each of its values


def write_office(office: Office) -> str:
    """The TOML text of `office`; `read_office` gives back an equal one."""
    return toml_text(office_document(office))


def toml_text(document: Document) -> str:
    """`document` as TOML: single values first, then its tables under their headings."""
    return "\n".join(_lines(document, "")).lstrip("\n") + "\n"


def _lines(table: Document, path: str) -> Iterator[str]:
    for name, value in table.items():
        if not (isinstance(value, Mapping) or is_list_of_tables(value)):
            yield f"{_key(name)} = {_shown(value)}"
    for name, value in table.items():
        heading = f"{path}.{_key(name)}" if path else _key(name)
        if isinstance(value, Mapping):
            yield from ("", f"[{heading}]", *_lines(value, heading))
        elif is_list_of_tables(value):
            for entry in value:
                yield from ("", f"[[{heading}]]", *_lines(entry, heading))


def _shown(value: Value) -> str:
    match value:
        case str():
            return _quoted(value)
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            # A table in a list of other values has no heading to stand under.
            return f"{{{', '.join(f'{_key(name)} = {_shown(entry)}' for name, entry in value.items())}}}"
    shown = [_shown(entry) for entry in value]
    on_one_line = f"[{', '.join(shown)}]"
    if len(on_one_line) <= _WIDTH:
        return on_one_line
    return "\n".join(["[", *(f"    {entry}," for entry in shown), "]"])


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    # JSON strings are TOML basic strings, but for the delete character, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
