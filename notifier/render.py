"""Renders a message: a folder a kind with subject and texts, filled with the facts that the caller looks up."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment


def render(environment: Environment, kind: str, part: str, facts: Mapping[str, Any]) -> str:
    """The template `messages/<kind>/<part>`, filled with `facts`.

    A subject comes without its line break.
    """
    text = environment.get_template(f"messages/{kind}/{part}").render(**facts)
    return " ".join(text.split()) if part.startswith("subject") else text
