"""A text that people agree to keeps its version as long as its words stay: what was agreed to is known by it."""

import hashlib

import pytest
from flask import Flask, render_template

from booking.people.opening.documents import VERSIONS
from booking.tables import Document

# The words of each version; a change of words is a new version with a line of its own here.
WORDS = {
    (Document.PRIVACY_POLICY, "2026-12-01"): "8fdc3150ad157a78",
    (Document.MY_PAGE_TERMS, "2026-12-01"): "7c697a9275f25f6f",
}


@pytest.mark.parametrize("document", Document)
def test_the_words_are_those_of_the_version(sqlite_app: Flask, document: Document) -> None:
    with sqlite_app.test_request_context():
        words = render_template(f"seeker/documents/{document.value}.html")
    assert hashlib.sha256(words.encode()).hexdigest()[:16] == WORDS[document, VERSIONS[document]]
