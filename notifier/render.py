"""Renders a message: a folder a kind with subject and texts, filled with the facts that the sender's side looks up."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment

from notifier.folding import fold


def render(environment: Environment, kind: str, part: str, facts: Mapping[str, Any]) -> str:
    """The template `messages/<kind>/<part>`, filled with `facts`.

    A subject comes without its line break, and a mail in lines that every mail program shows whole.
    """
    text = environment.get_template(f"messages/{kind}/{part}").render(**facts)
    if part.startswith("subject"):
        return " ".join(text.split())
    return fold(text) if part.startswith("mail") else text
