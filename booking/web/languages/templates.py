"""Templates as this service renders them: pages show readings as ruby and say what is Japanese, mails have brackets."""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import CodeType
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import Environment as JinjaEnvironment
from jinja2 import Template
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from booking.core.texts import gettext, ngettext
from booking.core.texts.japanese_parts import with_japanese_marked
from booking.core.texts.languages import Language, language, marks_readings
from booking.core.texts.ruby import in_brackets, in_html
from booking.web.languages.calls import PageContext, called_often


class WithReadings(Template):
    """A template; only when all of it is rendered is it known what stands in an attribute and what is shown."""

    @classmethod
    def from_code(
        cls,
        environment: JinjaEnvironment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002  Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """The template of this code, whose blocks and macros all escape by `_escaped`."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = _escaped
        return template

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The text of the template, without a mark in it."""
        rendered = super().render(*args, **kwargs)
        name = self.name or ""
        if name.endswith("/subject.txt") and marks_readings():
            return rendered  # it heads a message of the inbox, whose page comes here as well
        if not name.endswith(".html"):
            return in_brackets(rendered)
        page = in_html(rendered)
        return with_japanese_marked(page) if language() is Language.ENGLISH else page


class PageEnvironment(Environment):
    """Jinja as it is, but for the layers of its globals, which every import and every page would go through anew."""

    template_class = WithReadings
    context_class = PageContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template has at hand: what all have, unless it is given more of its own."""
        return {**self.globals, **d} if d else self.globals


def _escaped(shown: object) -> str:
    """As `escape`, which makes each piece of markup anew: four of five that a page consists of."""
    return shown if type(shown) is Markup else escape(shown)


def register(app: Flask) -> None:
    """Let templates say everything through gettext."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the line above
    app.jinja_env.globals["_"] = _translated


@called_often
def _translated(now: EvalContext, text: str, /, **facts: object) -> str:
    """As Jinja's own `_`, which goes through the page's context for each text: an eighth of a booking's pages."""
    shown = _as_markup(gettext(text)) if now.autoescape else gettext(text)
    return shown % facts if "%" in shown else shown


@lru_cache(8_192)  # more than templates have in all languages
def _as_markup(text: str) -> Markup:
    return Markup(text)  # noqa: S704  our own text
