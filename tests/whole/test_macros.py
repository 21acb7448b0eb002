"""Macros are put together once and know nothing of the page that uses them: its names would be empty in them."""

import re

import pytest
from flask import Flask
from jinja2 import nodes
from jinja2.meta import find_undeclared_variables

from booking.assets import assets

TEMPLATES = {str(path.relative_to(assets("templates"))): path for path in assets("templates").rglob("*.html")}
IMPORTED = sorted(
    {
        name
        for path in TEMPLATES.values()
        for name, context in re.findall(
            r'{%-? (?:from|import) "([^"]+)"[^%]*?( with context)? -?%}', path.read_text(encoding="utf-8")
        )
        if not context
    }
)


@pytest.mark.any_engine
def test_macros_use_no_name_of_the_page(app: Flask) -> None:
    assert "macros/forms.html" in IMPORTED
    assert {name: wanted for name in IMPORTED if (wanted := _names_of_the_page(app, name))} == {}


def _names_of_the_page(app: Flask, template: str) -> set[str]:
    parsed = app.jinja_env.parse(TEMPLATES[template].read_text(encoding="utf-8"))
    own = {name.name for name in parsed.find_all(nodes.Name) if name.ctx == "store"}  # set under an `if`
    return find_undeclared_variables(parsed) - set(app.jinja_env.globals) - own
