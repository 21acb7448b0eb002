"""A visitor without JavaScript, over HTTP: opens pages, keeps cookies, fills in forms, presses buttons."""

import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

SECONDS_TO_ANSWER = 10


@dataclass
class Form:
    """A form as a browser would send it untouched, and the words on its buttons."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, dict[str, str]] = field(default_factory=dict)  # words -> what pressing adds


class Visitor:
    """Sees one page at a time: `url` and `page` are those of the last answer."""

    def __init__(self, base_url: str) -> None:
        self.url = base_url
        self.page = ""
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def open(self, path: str) -> str:
        """Go to `path` and return its page; raises HTTPError when it is refused."""
        return self._send(urllib.request.Request(urljoin(self.url, path)))  # noqa: S310  (our own server)

    def press(self, words: str, /, **typed: str) -> str:
        """Press the button that says `words`, with `typed` in its form's fields; return the next page."""
        # A button may begin with words for those who hear the page: what it acts on.
        found = ((form, said) for form in forms_of(self.page) for said in form.buttons if said.endswith(words))
        form, said = next(found, (None, ""))
        assert form is not None, f"no button says {words} on {self.url}:\n{self.page}"
        content = urlencode(form.fields | typed | form.buttons[said])
        target = urljoin(self.url, form.action)
        if form.method == "get":
            return self.open(f"{target}?{content}")
        return self._send(urllib.request.Request(target, data=content.encode()))  # noqa: S310  (our own server)

    def _send(self, request: urllib.request.Request) -> str:
        with self._opener.open(request, timeout=SECONDS_TO_ANSWER) as answer:
            self.url = answer.url
            self.page = answer.read().decode()
        return self.page


def forms_of(page: str) -> list[Form]:
    """The forms of `page`, in its order."""
    reader = _FormReader()
    reader.feed(page)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._button: dict[str, str] | None = None
        self._area: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(attributes.get("action", ""), attributes.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input":
            self._read_input(self._form, attributes)
        elif tag == "textarea":
            self._area, self._text = attributes.get("name", ""), ""
        elif tag == "button":
            self._button, self._text = _sent_by(attributes), ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif self._form is None:
            return
        elif tag == "button" and self._button is not None:
            self._form.buttons[" ".join(self._text.split())] = self._button
        elif tag == "textarea" and self._area:
            self._form.fields[self._area] = self._text.removeprefix("\n")

    def _read_input(self, form: Form, attributes: dict[str, str]) -> None:
        kind = attributes.get("type", "text")
        if kind == "submit":
            form.buttons[attributes.get("value", "")] = _sent_by(attributes)
        elif kind not in {"checkbox", "radio"} or "checked" in attributes:
            form.fields |= _sent_by(attributes)


def _sent_by(attributes: dict[str, str]) -> dict[str, str]:
    name = attributes.get("name")
    return {name: attributes.get("value", "on" if attributes.get("type") == "checkbox" else "")} if name else {}
