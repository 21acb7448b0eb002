"""Somebody at a browser without JavaScript, on Flask's test client; CSRF is on, as for everybody."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask, g, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.whole.visitor import Form, forms_of


@dataclass
class Visit:
    """Sees one page at a time; redirects are followed, as those that lead from every sent form to its answer."""

    app: Flask
    client: FlaskClient = field(init=False)
    answer: TestResponse = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    @property
    def path(self) -> str:
        """Where the last answer came from."""
        return self.answer.request.path

    def open(self, address: str) -> TestResponse:
        """Go to `address`."""
        self.answer = self.client.get(address, follow_redirects=True)
        return self.answer

    def reload(self) -> TestResponse:
        """Ask for the page that is seen once more."""
        return self.open(self.answer.request.full_path)

    def press(self, words: str, /, **typed: Any) -> TestResponse:
        """Press the button that says `words`, with `typed` in its form's fields."""
        form = self.form(words)
        return self.send(form.action, **{**form.fields, **form.buttons[words], **typed})

    def send(self, address: str, /, **fields: Any) -> TestResponse:
        """Send a form from the page that is seen, whether or not it offers one; see what answers it."""
        self.answer = self.client.post(address, data=fields, headers=self._seen_before(), follow_redirects=True)
        return self.answer

    def form(self, words: str) -> Form:
        """The form whose button says `words`."""
        form = next((form for form in forms_of(self.answer.text) if words in form.buttons), None)
        assert form is not None, f"no button says {words}:\n{self.answer.text}"
        return form

    def alone_in_its_context(self) -> None:
        """Refuse a second visitor to sign in while a context is pushed: all its requests share who is signed in."""
        if has_app_context():
            first = g.setdefault("first_visit", self)
            assert first is self, "two visitors cannot sign in under a pushed app context; use `sqlite_app`, or pop it"

    def _seen_before(self) -> dict[str, str]:
        """As browsers tell which page held a form."""
        seen = vars(self).get("answer")
        return {"Referer": seen.request.url} if seen else {}
