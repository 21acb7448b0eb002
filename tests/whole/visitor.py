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
    """The forms of `page`, in its order; then one for each button that stands outside of the form that it sends."""
    reader = _FormReader()
    reader.feed(page)
    return [*reader.forms, *reader.sent_from_outside()]


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._named: dict[str, Form] = {}
        self._outside: list[tuple[dict[str, str], str]] = []  # attributes and words
        self._outside_button: dict[str, str] | None = None
        self._form: Form | None = None
        self._button: dict[str, str] | None = None
        self._area: str | None = None
        self._list = ""
        self._text = ""

    def sent_from_outside(self) -> list[Form]:
        """The forms as each button outside of them sends them, to an address of its own."""
        return [
            Form(attributes.get("formaction", form.action), form.method, form.fields, {words: _sent_by(attributes)})
            for attributes, words in self._outside
            if (form := self._named.get(attributes["form"]))
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(attributes.get("action", ""), attributes.get("method", "get").lower())
            self.forms.append(self._form)
            self._named[attributes.get("id", "")] = self._form
        elif tag == "button" and "form" in attributes:
            self._outside_button, self._text = attributes, ""
        elif self._form is None:
            return
        elif tag == "input":
            self._read_input(self._form, attributes)
        elif tag == "textarea":
            self._area, self._text = attributes.get("name", ""), ""
        elif tag == "select":
            self._list = attributes.get("name", "")
        elif tag == "option" and ("selected" in attributes or self._list not in self._form.fields):
            self._form.fields[self._list] = attributes.get("value", "")
        elif tag == "button":
            self._button, self._text = _sent_by(attributes), ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "button" and self._outside_button is not None:
            self._outside.append((self._outside_button, " ".join(self._text.split())))
            self._outside_button = None
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
