"""Calls macros and our own functions from templates without asking each time anew what they want of the page.

Jinja looks at each call whether the function takes the page's facts, the way of escaping, or the environment: two
microseconds for each of some fifty calls a page (decision 0090). Macros take the way of escaping, and so do those of
our functions that say so here.
"""

from collections.abc import Callable
from types import FunctionType, MethodType
from typing import Any, TypeVar

from jinja2 import Environment, pass_eval_context
from jinja2.runtime import Context, Macro

_F = TypeVar("_F", bound=Callable[..., Any])
_PLAIN = frozenset({FunctionType, MethodType})
_known: set[Callable[..., Any]] = set()


def called_often(function: _F) -> _F:
    """Let templates call the function the short way; its first argument is Jinja's `EvalContext`."""
    _known.add(function)
    return pass_eval_context(function)


class PageContext(Context):
    """What a template has at hand, and how it calls it."""

    def __init__(
        self, environment: Environment, parent: dict[str, Any], name: str | None, blocks: Any, **_globals: object
    ) -> None:
        """Without the names of all globals: Jinja asks at each import whether a template has others, and none has."""
        super().__init__(environment, parent, name, blocks)

    def call(self, called: Any, /, *arguments: Any, **named: Any) -> Any:
        """What `called` answers."""
        if type(called) is Macro or called in _known:
            arguments = (self.eval_ctx, *arguments)
        elif type(called) not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *arguments, **named)
        if named:  # Jinja's own, for functions that take the page's facts
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
        return called(*arguments, **named)
