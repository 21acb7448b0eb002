"""What stands in the fields of one page is put into those of another: the same form, in another language.

A refused form is a page that is kept as it was answered. Whoever chooses another language there sees the form anew, and
finds what they typed; passwords and hidden fields are left alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markupsafe import escape

_CHOICES = frozenset({"checkbox", "radio"})
_NOT_TYPED = frozenset({"hidden", "password", "submit", "button", "reset", "image", "file"})

_Attributes = Sequence[tuple[str, str | None]]


@dataclass(frozen=True)
class Typed:
    """What stood in the fields, by their names, and what was chosen among which."""

    texts: dict[str, str] = field(default_factory=dict, repr=False)
    offered: set[str] = field(default_factory=set)
    chosen: set[tuple[str, str]] = field(default_factory=set, repr=False)


def typed_in(page: str) -> Typed:
    """What stands in the fields of a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.typed


def filled(page: str, typed: Typed) -> str:
    """The page with the same in its fields, where it has them."""
    writer = _Writer(typed)
    writer.feed(page)
    writer.close()
    return "".join(writer.parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.typed = Typed()
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        match tag:
            case "input" if name and _kind(given) in _CHOICES:
                self.typed.offered.add(name)
                if "checked" in given:
                    self.typed.chosen.add((name, given.get("value") or "on"))
            case "input" if name and _kind(given) not in _NOT_TYPED:
                self.typed.texts[name] = value
            case "textarea":
                self._area = name
                self.typed.texts[name] = ""
            case "select":
                self._select = name
            case "option" if self._select and "selected" in given:
                self.typed.texts[self._select] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # Browsers drop a line break at the beginning.
            self.typed.texts[self._area] = self.typed.texts[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.typed.texts[self._area] += data


class _Writer(HTMLParser):
    """Writes a page as it reads it, but for the fields."""

    def __init__(self, typed: Typed) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._typed = typed
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        self.parts.append(self._tag(tag, dict(attrs)) or self.get_starttag_text() or "")
        name = dict(attrs).get("name") or ""
        if tag == "textarea" and name in self._typed.texts:
            self._area = name
            self.parts.append("\n" + str(escape(self._typed.texts[name])))
        elif tag == "select":
            self._select = name if name in self._typed.texts else ""

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:
        self.parts.append(self._tag(tag, dict(attrs)) or self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def _write(self, text: str) -> None:
        if not self._area:
            self.parts.append(text)

    def _tag(self, tag: str, given: dict[str, str | None]) -> str | None:
        """The tag of a field with what was typed; None for what stays as it is."""
        name = given.get("name") or ""
        if tag == "input" and _kind(given) in _CHOICES and name in self._typed.offered:
            return _written(tag, given, "checked", chosen=(name, given.get("value") or "on") in self._typed.chosen)
        if tag == "input" and _kind(given) not in _NOT_TYPED | _CHOICES and name in self._typed.texts:
            return _written(tag, given | {"value": self._typed.texts[name]})
        if tag == "option" and self._select:
            is_chosen = (given.get("value") or "") == self._typed.texts[self._select]
            return _written(tag, given, "selected", chosen=is_chosen)
        return None


def _kind(given: dict[str, str | None]) -> str:
    return (given.get("type") or "text").lower()


def _written(tag: str, given: dict[str, str | None], mark: str = "", *, chosen: bool = False) -> str:
    """A tag with these attributes, and the mark if it is chosen."""
    attributes = {name: value for name, value in given.items() if name != mark} | ({mark: None} if chosen else {})
    shown = (f' {name}="{escape(value)}"' if value is not None else f" {name}" for name, value in attributes.items())
    return f"<{tag}{''.join(shown)}>"
