"""The floor of pages: a bare Flask app whose Jinja template renders as many bytes as are asked for.

The template has what any page has: a layout that it extends, and rows of some ninety bytes with three escaped values
each. A sent form is one ORM INSERT with its commit, and leads on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from jinja2 import DictLoader

_LAYOUT = """<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><title>{% block title %}{% endblock %}</title></head>
<body><main>{% block content %}{% endblock %}</main></body></html>
"""
_PAGE = """{% extends "floor/layout.html" %}
{%- block title %}{{ title }}{% endblock %}
{%- block content %}
<ul>
  {%- for row in rows %}
  <li class="slot-{{ row.state }}"><p>{{ row.clock }}</p><p class="support">{{ row.word }}</p></li>
  {%- endfor %}
</ul>
{%- endblock %}
"""
_FRAME_BYTES, _ROW_BYTES = 170, 92


@dataclass(frozen=True)
class _Row:
    state: str
    clock: str
    word: str


_ROW = _Row("open", "10時00分～10時30分", "空きあり")


def add_pages(flask: Flask, *, insert_row: Callable[[], int]) -> None:
    """Let the floor app answer pages and forms."""
    flask.jinja_loader = DictLoader({"floor/layout.html": _LAYOUT, "floor/page.html": _PAGE})
    pages = Blueprint("pages", __name__)

    @pages.get("/page/<int:size>")
    def page(size: int) -> ResponseReturnValue:
        return render_template(
            "floor/page.html", title="floor", rows=[_ROW] * max(0, (size - _FRAME_BYTES) // _ROW_BYTES)
        )

    @pages.post("/form/<int:size>")
    def form(size: int) -> ResponseReturnValue:
        if request.form.get("topic"):
            insert_row()
        return redirect(f"/page/{size}", code=303)

    flask.register_blueprint(pages)
